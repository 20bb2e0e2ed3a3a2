"""Views of the service itself: health, status, accounts, vocabularies, exports, documentation."""
