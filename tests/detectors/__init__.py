"""Tests of what is found in articles and in the calendar."""
