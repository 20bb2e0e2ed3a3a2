"""Timelines on the pages of records."""
