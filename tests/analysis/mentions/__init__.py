"""Tests of mentions."""
