"""The pages on which lists are imported and exported."""
