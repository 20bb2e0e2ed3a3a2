"""What happened around a record, now and as it was known at an instant."""
