"""Views of one commitment, and of all counted: evidence, tally, watch terms, rereadings."""
