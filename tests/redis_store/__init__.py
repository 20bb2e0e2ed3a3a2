"""Counts and heartbeats in Redis."""
