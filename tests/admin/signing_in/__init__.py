"""Who sits down at the desk: passwords, one-time codes, roles, and what is noted of them."""
