"""Pages of records: a module for each type or two, and what stands around a record."""
