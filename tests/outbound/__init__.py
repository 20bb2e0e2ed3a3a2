"""Tests of where the client may connect and of what it does with hostile servers."""
