"""Key terms: found, weighed and suggested."""
