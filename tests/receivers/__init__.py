"""The receivers that the documentation shows, run as they stand there against real deliveries."""
