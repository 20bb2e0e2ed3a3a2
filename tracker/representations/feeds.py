"""What a feed or a calendar is of: its title, and which filter finds what is told of a record."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tracker import filters, kinds, models

NAME: Final = "On Record"
BY_TYPE: Final[Mapping[str, str]] = {
    "topic": "topic",
    "party": "party",
    "official": "official",
    "agreement": "record",
    "meeting": "record",
    "event": "record",
    "commitment": "commitment",
    "source": "source",
    "document": "document",
}
"""The filter of developments by which those of a record are found, by its type."""
_MOST_CHARACTERS: Final = 200

Asked = Mapping[str, Sequence[str]]


def title(noun: str, asked: Asked, known: Mapping[str, filters.Parameter]) -> str:
    """Return what a feed is called: after the records and words that are asked for, or ``noun``.

    ``asked`` are ``known`` filters, checked, and ``q``.
    """
    named = ", ".join(_parts(asked, known)) or noun
    is_long = len(named) > _MOST_CHARACTERS
    return f"{NAME}: {named[:_MOST_CHARACTERS]}…" if is_long else f"{NAME}: {named}"


def _parts(asked: Asked, known: Mapping[str, filters.Parameter]) -> Iterator[str]:
    """Yield in words what is asked for, words of a search first."""
    if words := asked.get("q"):
        yield f"“{' '.join(words)}”"
    headings = _headings({slug for values in asked.values() for slug in values})
    for name in sorted(asked.keys() - {"q"}):
        for value in asked[name]:
            heading = headings.get((name, value)) or headings.get(("", value))
            yield heading or _value(name, value, known.get(name))


def _headings(slugs: set[str]) -> dict[tuple[str, str], str]:
    """Return what public records are called, by type and slug, and by the slug alone."""
    of_slug = models.SearchEntry.objects.filter(record__slug__in=slugs)
    found: dict[tuple[str, str], str] = {}
    for code, slug, heading in of_slug.values_list("type", "record__slug", "heading"):
        found |= {(code, slug): heading, ("", slug): heading}
    return found


def _value(name: str, value: str, known: filters.Parameter | None) -> str:
    """Return a value in words: a code's label, or else what it is the value of as well."""
    if known is not None and known.vocabulary is not None:
        return known.vocabulary(value).label["en"]
    if value in kinds.KINDS:
        return kinds.get(value).english
    return f"{name.replace('_', ' ')} {value}"
