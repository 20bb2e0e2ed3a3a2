"""Tests of which commitments an article is about."""
