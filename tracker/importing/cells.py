"""How values stand in the cells of a spreadsheet: read from text, and written as text again.

A list is joined by ``|`` or by line breaks, the fields of an entry by ``;``. A backslash before one
of these has it mean itself.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from tracker.importing import marking

BETWEEN = " | "
_ENTRIES = "|\n"
_FIELDS = ";"
_HEAD = ":"
_KEY = re.compile(r"\A\s*([a-z_]+)\s*=")
_YES, _NO = {"yes", "true", "1", "y", "x", "sí", "si"}, {"no", "false", "0", "n", ""}
# What a spreadsheet takes for the start of a formula, full-width forms included.
_FORMULA = re.compile(r"\A'*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)


class Malformed(ValueError):  # noqa: N818 - named as what it reports
    """A cell does not hold what its column is for; the message says what would."""


class Kind(Protocol):
    """What the cells of a column hold."""

    @property
    def form(self) -> str:
        """What to write there, in words."""

    def read(self, text: str) -> Any:
        """Return the value that a cell which is not empty gives. Raises Malformed."""

    def show(self, value: Any) -> str:
        """Return a value as the text of a cell."""


@dataclass(frozen=True)
class Text:
    """Words, a code, a date or a figure: as they stand."""

    form: str = "text"

    def read(self, text: str) -> Any:
        return text

    def show(self, value: Any) -> str:
        return _plain(value)


@dataclass(frozen=True)
class Code:
    """One code of a closed vocabulary, or its label."""

    form: str = "one of the choices"

    def read(self, text: str) -> Any:
        return re.sub(r"[\s-]+", "_", text.strip().lower())

    def show(self, value: Any) -> str:
        return _plain(value)


@dataclass(frozen=True)
class Decision:
    """Yes or no."""

    form: str = "yes or no"

    def read(self, text: str) -> Any:
        said = text.strip().lower()
        if said not in _YES | _NO:
            raise Malformed("Write yes or no.")
        return said in _YES

    def show(self, value: Any) -> str:
        return "yes" if value is True else "no" if value is False else _plain(value)


@dataclass(frozen=True)
class Listed:
    """Several texts, joined by ``|``; other records may be joined by ``;`` as well."""

    between: str = _ENTRIES
    form: str = "a list joined by |"

    def read(self, text: str) -> Any:
        return [marking.unescaped(entry) for entry in marking.split(text, self.between)]

    def show(self, value: Any) -> str:
        return BETWEEN.join(marking.escaped(_plain(entry), _ENTRIES) for entry in _sequence(value))


@dataclass(frozen=True)
class Entries:
    """Several entries of a few fields, one each line: ``first; field=value``.

    ``rest`` names the field that stands behind a colon: ``first; field=value: rest``.
    """

    first: str
    others: tuple[str, ...] = ()
    rest: str = ""

    @property
    def form(self) -> str:
        """What to write there, in words."""
        fields = "; ".join([self.first, *(f"{name}=…" for name in self.others)])
        return f"one each line: {fields}" + (f": {self.rest}" if self.rest else "")

    @property
    def names(self) -> tuple[str, ...]:
        """The fields of an entry."""
        return (self.first, *self.others, *([self.rest] if self.rest else []))

    def read(self, text: str) -> Any:
        return [self._entry(entry) for entry in marking.split(text, _ENTRIES)]

    def show(self, value: Any) -> str:
        return "\n".join(self._shown(entry) for entry in _sequence(value))

    def _entry(self, entry: str) -> dict[str, str]:
        found: dict[str, str] = {}
        if self.rest:
            head, colon, tail = marking.partition(entry, _HEAD)
            if not colon:
                raise Malformed(f"Write {self.form}.")
            entry, found[self.rest] = head, marking.unescaped(tail)
        for part in marking.split(entry, _FIELDS):
            name, words = self._field(part)
            if name in found:
                raise Malformed(f"“{entry.strip()}” has {name} twice; write {self.form}.")
            found[name] = words
        return found

    def _field(self, part: str) -> tuple[str, str]:
        key = _KEY.match(part)
        if key is not None and key[1] in {self.first, *self.others}:
            return key[1], marking.unescaped(part[key.end() :])
        return self.first, marking.unescaped(part)

    def _shown(self, entry: Any) -> str:
        if not isinstance(entry, Mapping) or not set(self.names).issuperset(entry):
            raise TypeError("No entry of this kind.")
        marked = _ENTRIES + _FIELDS + (_HEAD if self.rest else "")
        told = [
            (name, _plain(entry[name])) for name in (self.first, *self.others) if entry.get(name)
        ]
        fields = [
            self._first(words, marked)
            if name == self.first
            else f"{name}={marking.escaped(words, marked)}"
            for name, words in told
        ]
        head = "; ".join(fields)
        return (
            f"{head}: {marking.escaped(_plain(entry[self.rest]), _ENTRIES)}" if self.rest else head
        )

    def _first(self, words: str, marked: str) -> str:
        key = _KEY.match(words)
        is_ambiguous = key is not None and key[1] in {self.first, *self.others}
        before = f"{self.first}=" if is_ambiguous else ""
        return before + marking.escaped(words, marked)


@dataclass(frozen=True)
class Localized:
    """A text in several languages, one each line: ``es: texto``; without a language it is English.

    With ``fields``, which names texts, one each line: ``es.title: texto``.
    """

    of_fields: bool = False
    _LANGUAGE: ClassVar[re.Pattern[str]] = re.compile(
        r"\A\s*([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\s*:"
    )
    _FIELD: ClassVar[re.Pattern[str]] = re.compile(
        r"\A\s*([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\.([a-z_]+)\s*:"
    )

    @property
    def form(self) -> str:
        """What to write there, in words."""
        if self.of_fields:
            return "one each line: es.title: …"
        return "text, or one language each line: es: …"

    def read(self, text: str) -> Any:
        found: dict[str, Any] = {}
        for entry in marking.split(text, _ENTRIES):
            if self.of_fields:
                match = self._FIELD.match(entry)
                if match is None:
                    raise Malformed(f"Write {self.form}.")
                of_language = found.setdefault(match[1], {})
                of_language[match[2]] = marking.unescaped(entry[match.end() :])
                continue
            match = self._LANGUAGE.match(entry)
            language, words = (match[1], entry[match.end() :]) if match else ("en", entry)
            if language in found:
                raise Malformed(f"The language {language} stands there twice.")
            found[language] = marking.unescaped(words)
        return found

    def show(self, value: Any) -> str:
        if not isinstance(value, Mapping):
            raise TypeError("No texts by language.")
        if self.of_fields:
            return "\n".join(
                f"{language}.{name}: {marking.escaped(_text(words), _ENTRIES)}"
                for language, texts in value.items()
                for name, words in texts.items()
            )
        if value.keys() == {"en"} and self._LANGUAGE.match(_text(value["en"])) is None:
            return marking.escaped(_text(value["en"]), _ENTRIES)
        return "\n".join(
            f"{name}: {marking.escaped(_text(text), _ENTRIES)}" for name, text in value.items()
        )


@dataclass(frozen=True)
class Structured:
    """What is too nested for a cell: as JSON."""

    form: str = "JSON"

    def read(self, text: str) -> Any:
        try:
            return json.loads(text)
        except ValueError as error:
            raise Malformed(f"This is no JSON: {error}.") from error

    def show(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False) if value else ""


def shown(kind: Kind, value: Any) -> str:
    """Return a value as the text of a cell; one of another form as JSON, which is refused later."""
    if value is None or value in ("", [], {}):
        return ""
    try:
        return kind.show(value)
    except (TypeError, KeyError, AttributeError):
        return json.dumps(value, ensure_ascii=False, default=str)


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet computes: with an apostrophe before it, if need be."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def as_meant(cell: str) -> str:
    """Return what a cell says without the apostrophe that keeps it from being computed.

    Raises Malformed for a formula: what it would show, nobody here computes.
    """
    cell = cell.strip()
    if cell.startswith(("=", "＝")):
        raise Malformed("This is a formula: give its value, or put an apostrophe before it.")
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _plain(value: Any) -> str:
    """Return a value as text; another record as its slug."""
    if isinstance(value, Mapping):
        return str(value["slug"])
    if isinstance(value, (list, tuple, set)):
        raise TypeError("Not one value.")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("No text.")
    return value


def _sequence(value: Any) -> Sequence[Any]:
    if not isinstance(value, (list, tuple)):
        raise TypeError("No list.")
    return value
