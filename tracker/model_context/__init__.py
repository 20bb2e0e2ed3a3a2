"""What programs that talk to language models are answered: the record by MCP, read-only."""
