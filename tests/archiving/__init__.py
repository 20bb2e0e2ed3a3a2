"""Tests of what is kept elsewhere."""
