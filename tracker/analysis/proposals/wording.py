"""What a proposed record is called, in both languages: made from templates, never invented."""

from collections.abc import Mapping, Sequence
from datetime import date

from tracker import partial_dates

_OF = {"en": "{label} of {names}", "es": "{label} de {names}"}
_AND = {"en": " and ", "es": " y "}
_LONGEST = 300


def titles(label: Mapping[str, str], names: Sequence[str]) -> dict[str, object]:
    """Return the title, with its translation, of something that these people take part in."""
    words = {
        language: _OF[language].format(label=label[language], names=listed(names, language))
        for language in _OF
    }
    return {
        "title": words["en"][:_LONGEST],
        "translations": {"es": {"title": words["es"][:_LONGEST]}},
    }


def listed(names: Sequence[str], language: str) -> str:
    """Return names as a list in words."""
    *first, last = names
    return ", ".join(first) + _AND[language] + last if first else last


def shown(day: date | None, precision: str | None) -> str | None:
    """Return a date as it is entered."""
    return partial_dates.show_date(day, precision or "")


def shortened(words: str, longest: int) -> str:
    """Return ``words`` with a capital, cut at a space where they are too long."""
    if len(words) > longest:
        words = words[:longest].rsplit(" ", 1)[0] + " …"
    return words[:1].upper() + words[1:]
