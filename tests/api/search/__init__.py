"""The API: search."""
