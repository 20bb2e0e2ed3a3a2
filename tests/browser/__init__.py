"""A real browser at the desk, driven by keys as an editor would."""
