"""Meetings that a text tells of."""
