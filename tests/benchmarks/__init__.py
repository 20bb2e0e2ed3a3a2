"""What the product promises of its speed, measured: ``make bench``."""
