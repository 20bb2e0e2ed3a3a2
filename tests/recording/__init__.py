"""Tests of tracker.recording."""
