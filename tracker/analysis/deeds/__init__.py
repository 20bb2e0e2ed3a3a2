"""Deeds that a text tells of."""
