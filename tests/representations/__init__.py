"""What records look like in the formats of others."""
