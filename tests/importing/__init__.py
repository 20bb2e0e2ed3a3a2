"""Lists from newsrooms, imported and exported."""
