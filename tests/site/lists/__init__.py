"""Tests of lists of records: filters, orders, search, the calendar, corrections."""
