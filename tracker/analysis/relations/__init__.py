"""What a passage may mean for a commitment."""
