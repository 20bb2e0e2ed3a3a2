"""Feeds and calendars that other programs subscribe to."""
