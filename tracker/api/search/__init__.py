"""Search across all records, and names completed while someone types."""
