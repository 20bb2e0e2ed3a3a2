"""Judges: what they are asked, and what becomes of what they answer."""
