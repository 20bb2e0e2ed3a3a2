"""The API: records."""
