"""The HTTP door: addresses, views, and what every answer has in common."""
