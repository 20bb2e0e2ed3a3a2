"""Something that goes wrong, for tests of how that is logged."""

from typing import Any


def complain(log: Any) -> None:
    """Log an error with its traceback."""
    try:
        int("nothing\nin two lines")
    except ValueError:
        log.exception("example.broke")
