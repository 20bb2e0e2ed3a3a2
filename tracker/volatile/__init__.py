"""What may be lost at any time: counts and heartbeats in Redis, which nothing ever waits for."""
