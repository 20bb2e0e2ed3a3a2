"""Following without an account: what is followed, by which ways, and the page that manages it."""
