"""On Record: what governments commit to, what is reported about it, and who is told."""
