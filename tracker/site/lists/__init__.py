"""Lists of records: filters, orders, search, the calendar, corrections."""
