"""Saved searches: the filters of webhooks, mailed to whoever has no server."""
