"""Pages of the desk on which one thing is done to a record, opened and sent as a browser does."""
