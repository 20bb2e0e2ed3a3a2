"""The API: review."""
