"""Tests of tracker.filters."""
