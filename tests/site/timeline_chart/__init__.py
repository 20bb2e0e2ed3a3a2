"""Timelines drawn as pictures."""
