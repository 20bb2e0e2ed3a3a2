"""Tests of the reading of sources."""
