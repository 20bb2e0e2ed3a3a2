"""Tests of tracker.editing."""
