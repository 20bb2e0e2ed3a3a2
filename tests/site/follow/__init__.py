"""Tests of following without an account."""
