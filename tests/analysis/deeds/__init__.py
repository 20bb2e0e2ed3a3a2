"""Tests of deeds."""
