"""Forms and fields of the desk: partial dates, rows, records by name, and what the API refuses."""
