"""The API: openapi."""
