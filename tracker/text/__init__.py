"""What can be read out of prose in English and Spanish: plain Python, no database, no network."""
