"""What a language model is asked about an article, and what of its answer is believed."""
