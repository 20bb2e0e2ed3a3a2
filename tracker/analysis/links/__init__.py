"""Which commitments an article is about, and where."""
