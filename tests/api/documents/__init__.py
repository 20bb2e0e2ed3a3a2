"""The API: documents."""
