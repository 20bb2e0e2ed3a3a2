"""A text as it is laid out: folded, in blocks, turns and sentences."""
