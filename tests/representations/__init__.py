"""Tests of what is shown besides bodies."""
