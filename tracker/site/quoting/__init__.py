"""What print needs of a quote: who, where, how it is cited; cards for other sites."""
