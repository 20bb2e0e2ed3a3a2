"""From a text, or the calendar, to findings that are stored as developments elsewhere."""
