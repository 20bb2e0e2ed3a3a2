"""Saved searches and their mails."""
