"""What every answer shares: base views, authentication, conditions, errors, pages, limits."""
