"""The pages that people come to by a link in a mail."""
