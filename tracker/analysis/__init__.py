"""What an article says of what is tracked: plain Python, without a database."""
