"""Worked examples: stories as data, and the loading of them through what the API itself uses."""
