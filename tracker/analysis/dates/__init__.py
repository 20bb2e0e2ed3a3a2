"""Days and stretches of time in prose."""
