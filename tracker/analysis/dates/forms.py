"""The forms in which a language writes dates, made into patterns; ``dates.toml`` lists them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tracker.analysis import lexicon

_DAY, _YEAR = r"(?P<day>[0-3]?\d)", r"(?P<year>(?:19|20)\d\d)"
_MONTH = rf"\b{_YEAR}-(?P<month>0[1-9]|1[0-2])"
_ISO = (("day", rf"{_MONTH}-{_DAY}(?![\d-])"), ("month", rf"{_MONTH}(?![\d-])"))


@dataclass(frozen=True)
class Form:
    """One way to write a date of a sort: a pattern on folded text, and what its words count."""

    sort: str
    pattern: re.Pattern[str]
    numbers: Mapping[str, Mapping[str, int]]

    def parts(self, match: re.Match[str]) -> dict[str, int]:
        """Return the parts that are written, as numbers."""
        written = {part: words for part, words in match.groupdict().items() if words}
        return {part: self._number(part, words) for part, words in written.items()}

    def _number(self, part: str, words: str) -> int:
        return int(words) if words.isdigit() else self.numbers[part][words]


@lru_cache
def of(language: str) -> tuple[Form, ...]:
    """Return the forms of a language, the most telling first."""
    words = lexicon.load(language)
    given = lexicon.read("dates")[words.language]
    numbers = {part: table for part, table in given.items() if isinstance(table, dict)}
    numbers["month"] = _counted(words.months, 1) | given.get("month", {})
    numbers["weekday"] = _counted(words.weekdays, 0)
    for figure, written in lexicon.table("numbers", language).items():
        numbers["number"] |= dict.fromkeys(written, int(figure))
    parts = _parts(given, numbers)
    iso = (Form(sort, re.compile(pattern), {}) for sort, pattern in _ISO)
    forms = (
        Form(sort, _pattern(form, parts), numbers)
        for sort, listed in given["forms"].items()
        for form in listed
    )
    return (*iso, *forms)


def _counted(words: Iterable[str], first: int) -> dict[str, int]:
    return {word: number for number, word in enumerate(words, first)}


def _parts(given: Mapping[str, Any], numbers: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """Return a pattern for each part of a form."""
    suffix = f"(?:{'|'.join(given['suffixes'])})"
    parts = {part: f"(?P<{part}>{_any(words)})" for part, words in numbers.items()}
    return parts | {
        "to": f"(?:{_any(given['to'])})",
        "of": f"(?:{_any(given['of'])})",
        "day": rf"{_DAY}{suffix}?(?![\d%]| %|[.,]\d)",
        "ordinal": _DAY + suffix,
        "until": r"(?P<until>[0-3]?\d)",
        "year": _YEAR,
        "number": rf"(?P<number>\d{{1,3}}|{_any(numbers['number'])})",
    }


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _pattern(form: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    written = re.sub(r"\\{(\w+)\\}", lambda part: parts[part[1]], re.escape(form))
    written = written.replace(r"\[", "(?:").replace(r"\]", ")?")
    return re.compile(rf"\b{written}(?!\w)")
