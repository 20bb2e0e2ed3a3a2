"""Promises that a text tells of."""
