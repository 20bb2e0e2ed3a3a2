"""The API: http."""
