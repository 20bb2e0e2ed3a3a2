"""Cue words by language, and the names of countries; the words are in the TOML files beside."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
LANGUAGES = ("en", "es")
_SETS = ("abbreviations", "titles", "starters", "stopwords")
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Hit:
    """A cue found in a sentence: its span there, and the words as folded."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Cues:
    """The cues of one name: those read without accents, and those read with them."""

    plain: re.Pattern[str]
    accented: re.Pattern[str]

    def find(self, lowered: str, folded: str) -> tuple[Hit, ...]:
        """Return every hit in a sentence, given in both folds, by position."""
        read = (*self.plain.finditer(folded), *self.accented.finditer(lowered))
        hits = (Hit(match.start(), match.end(), match.group()) for match in read)
        return tuple(sorted(hits, key=lambda hit: (hit.start, -hit.end)))


@dataclass(frozen=True)
class Lexicon:
    """The words of one language."""

    language: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    abbreviations: frozenset[str]
    titles: frozenset[str]
    starters: frozenset[str]
    stopwords: frozenset[str]
    cues: Mapping[str, Cues]


def compile_cues(entries: Iterable[str]) -> Cues:
    """Return ``entries`` as patterns; the TOML files say what ``*``, ``..`` and ``=`` mean."""
    plain: list[str] = []
    accented: list[str] = []
    for entry in sorted(entries, key=len, reverse=True):
        (accented if entry.startswith("=") else plain).append(_pattern(entry.removeprefix("=")))
    return Cues(_alternatives(plain), _alternatives(accented))


def _pattern(entry: str) -> str:
    written = re.escape(entry).replace(r"\ \.\.\ ", r"(?:\s+[\w']+){0,3}\s+")
    written = written.replace(r"\ ", r"\s+").replace(r"\*", r"\w*")
    # n't hangs on to its verb: every other cue is a whole word.
    return written if entry.startswith("n't") else rf"\b{written}"


def _alternatives(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(patterns)})\b") if patterns else _NOTHING


def read(name: str) -> dict[str, Any]:
    """Return what the TOML file ``name`` holds."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache
def load(language: str) -> Lexicon:
    """Return the words of ``language``; for one that is not known, those of English."""
    known = language if language in LANGUAGES else "en"
    data = read(known)
    return Lexicon(
        language=known,
        months=tuple(data["months"]),
        weekdays=tuple(data["weekdays"]),
        cues={name: compile_cues(entries) for name, entries in data["cues"].items()},
        **{name: frozenset(data[name]) for name in _SETS},
    )


@lru_cache
def countries() -> Mapping[str, tuple[str, ...]]:
    """Return the names of each country or organisation, in both languages, by its code."""
    files = read("cldr"), read("countries")
    return {
        code: tuple(dict.fromkeys(name for file in files for name in file.get(code, ())))
        for code in files[0] | files[1]
    }


@lru_cache
def frequencies(language: str) -> Mapping[str, float]:
    """Return how common the common words of ``language`` are, on the Zipf scale, folded."""
    known = language if language in LANGUAGES else "en"
    found = {}
    for line in (_FOLDER / "frequencies.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            written, zipf, words = line.split("\t")
            if written == known:
                found.update(dict.fromkeys(words.split(), float(zipf)))
    return found


@lru_cache
def table(name: str, language: str) -> Mapping[str, frozenset[str]]:
    """Return the word lists of ``language`` in the file ``name``, each by its own name."""
    data = read(name)
    return {key: frozenset(entries) for key, entries in data.get(language, data["en"]).items()}


@lru_cache
def cues(name: str, language: str) -> Mapping[str, Cues]:
    """Return the cues of ``language`` in the file ``name``, each list compiled."""
    return {key: compile_cues(entries) for key, entries in table(name, language).items()}


class Scan:
    """A sentence, given in both folds, looked through for the cues of one file, each once."""

    def __init__(self, name: str, language: str, lowered: str, folded: str) -> None:
        self._cues = cues(name, language)
        self._lowered, self._folded = lowered, folded
        self._found: dict[str, tuple[Hit, ...]] = {}

    def hits(self, name: str) -> tuple[Hit, ...]:
        """Return the cues of this name by position; none where the file has no such list."""
        if name not in self._found:
            known = self._cues.get(name)
            self._found[name] = known.find(self._lowered, self._folded) if known else ()
        return self._found[name]

    def any(self, name: str, start: int, end: int) -> bool:
        """Tell whether a cue of this name lies between two places."""
        return any(start <= hit.start and hit.end <= end for hit in self.hits(name))

    def has(self, name: str, word: str) -> bool:
        """Tell whether a folded word is, or holds, a cue of this name."""
        known = self._cues.get(name)
        return bool(known and known.find(word, word))
