"""The whole press of an invented coast on loopback, read by real workers that are killed midway.

``python -m tests.newsstand`` runs it and says what came of it; ``test_newsstand.py`` is the same
in small.
"""
