"""Builds what the lexicon has from elsewhere: names of countries, and how common words are."""
