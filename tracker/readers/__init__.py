"""How each type of source is read; the open set of these types."""

TYPES: dict[str, str] = {"push": "Handed in: articles are posted to the API"}


def choices() -> list[tuple[str, str]]:
    """Return (code, label) of every type of source, as a model field's ``choices`` wants them."""
    return list(TYPES.items())
