"""Views of records of every type: lists, details, changes, histories, timelines, search."""
