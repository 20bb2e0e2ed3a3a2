"""What is typed into a search box: bounded, and asked of a list beside its other parameters."""

import re

from django.db.models import Q

from tracker import models
from tracker.filters.base import UnknownValue

MOST_CHARACTERS = 200
MOST_TERMS = 16
_TERM = re.compile(r"\w+")


def checked(text: str) -> str:
    """Return what is searched for.

    Raises UnknownValue for nothing, for a NUL, and above 200 characters or 16 terms.
    """
    if not text.strip() or "\0" in text:
        raise UnknownValue("q needs something to search for.")
    if len(text) > MOST_CHARACTERS:
        raise UnknownValue(f"q has at most {MOST_CHARACTERS} characters.")
    if len(_TERM.findall(text)) > MOST_TERMS:
        raise UnknownValue(f"q has at most {MOST_TERMS} terms.")
    return text


def condition(record_type: str, text: str) -> Q:
    """Return the column lookup for the records of one type that match."""
    return Q(pk__in=models.SearchEntry.objects.keys(record_type, text))
