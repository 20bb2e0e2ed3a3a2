"""A record's past: when it changed, what changed between, which days can be asked."""
