"""What is read out of a record's body: values at a path, and dates filled to whole days."""

from typing import Any

from tracker import partial_dates
from tracker.filters.base import Values

FIRST_DAY = "0001-01-01"
"""Before every day that a record may give."""
LAST_DAY = "9999-12-31"
"""After every day that a record may give."""
_WHOLE = len(LAST_DAY)


def texts(body: Any, path: str) -> Values:
    """Return the texts at a dotted path in a body."""
    return [str(value) for value in found_at(body, path)]


def found_at(body: Any, path: str) -> list[Any]:
    """Return what stands at a dotted path in a body; lists on the way are walked through."""
    found = [body]
    for step in path.split("."):
        found = [
            inner
            for value in found
            for inner in (value if isinstance(value, list) else [value])
            if isinstance(inner, dict)
            for inner in [inner.get(step)]
        ]
    flat = [v for value in found for v in (value if isinstance(value, list) else [value])]
    return [v for v in flat if v is not None and v != ""]


def days(body: Any, path: str) -> Values:
    """Return the dates at a dotted path, each as the first day that it may mean."""
    return [filled(value) for value in texts(body, path)]


def last_days(body: Any, path: str) -> Values:
    """Return the dates at a dotted path, each as the last day that it may mean."""
    return [
        partial_dates.last_day(*partial_dates.parse_date(value)).isoformat()
        for value in texts(body, path)
    ]


def filled(value: str) -> str:
    """Return a partial date as the first day that it may mean, as its column holds it."""
    return (value + "-01-01"[len(value) - 4 :])[:_WHOLE] if len(value) < _WHOLE else value[:_WHOLE]
