"""Agreements that a text tells of."""
