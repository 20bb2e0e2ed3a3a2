"""The API: service."""
