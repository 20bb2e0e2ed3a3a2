"""The queue of review at the desk."""
