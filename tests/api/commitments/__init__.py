"""The API: commitments."""
