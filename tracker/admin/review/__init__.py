"""The review queue of the desk: one flag at a time, its evidence beside it, and what is decided."""
