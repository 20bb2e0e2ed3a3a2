"""Tests of tracker.readers."""
