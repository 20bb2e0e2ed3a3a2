"""Saved searches: the filters of webhooks, by mail."""
