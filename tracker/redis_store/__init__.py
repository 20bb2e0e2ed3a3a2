"""What is kept in Redis and may be lost at any time: counts, heartbeats and cached answers."""
