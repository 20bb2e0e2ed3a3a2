"""Regular expressions: none of them takes longer than its text grows, whatever the text."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator

from tests import samples

_STEPS = (22, 200)
_SMALL, _LARGE = 1000, 4000
_SUSPECT, _FLOOR = 0.0004, 0.003
_MOST_GROWTH = 2.2 * _LARGE / _SMALL
_RUNS = 5
_HOPELESS = 0.05
"""Seconds for a text of the _STEPS: longer ones would not end."""

_FIXED = (
    *" .,;:!?…-–—_/<>()[]{}\"'«»“”’&=|·\t\n\u00a0\u2028aAáÁñ0😀",
    *(". ", "a ", "A ", "a.", "A.", "a'", "A'", "a-", "A-", "0,", "0.", "0 ", ", ", "a, ", "A, "),
    *("a\u00a0", " \u00a0", " -", "\n ", "\n\n", "the ", "of ", "de ", "and ", "no ", "to ", "<a "),
)
_ENDINGS = ("", "x", "\x00 ")


def test_no_pattern_takes_longer_than_its_text_grows() -> None:
    found = _patterns()
    slow = [(place, *text) for place, pattern in found for text in _slow(pattern)]

    assert slow == []
    assert len(found) > 200


def test_a_pattern_that_grows_faster_than_its_text_is_noticed() -> None:
    assert _is_slow(re.compile(r"[.!?]+(?=\s)"), "", ".", "x")
    assert _is_slow(re.compile(r"(?:a|a)+$"), "", "a", "x")
    assert not _is_slow(re.compile(r"(?<![.!?])[.!?]++(?=\s)"), "", ".", "x")


def _patterns() -> list[tuple[str, "re.Pattern[str]"]]:
    printed = subprocess.run(
        [sys.executable, "-m", "tests.patterns"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    return [(place, re.compile(pattern, flags)) for pattern, flags, place in json.loads(printed)]


def _slow(pattern: "re.Pattern[str]") -> Iterator[tuple[str, str, str]]:
    """Yield (start, what is repeated, end) of the first text that takes too long."""
    repeated = [("", atom) for atom in _FIXED]
    for start, atom in dict.fromkeys((*repeated, *samples.repeated(pattern))):
        for ending in _ENDINGS:
            if _is_slow(pattern, start, atom, ending):
                yield start, atom, ending
                return


def _is_slow(pattern: "re.Pattern[str]", start: str, atom: str, ending: str) -> bool:
    """Return whether the time for texts of ``atom`` grows clearly faster than their length."""

    def seconds(size: int) -> float:
        text = start + atom * (size // len(atom)) + ending
        began = time.process_time()
        for _ in pattern.finditer(text):
            pass
        return time.process_time() - began

    if any(all(seconds(size) > _HOPELESS for _ in range(_RUNS)) for size in _STEPS):
        return True
    small = seconds(_SMALL)
    if small < _SUSPECT:
        return False
    # What else the machine does makes single runs longer, never shorter: only what is slow by the
    # shortest of ever more runs is.
    large = seconds(_LARGE)
    for _ in range(_RUNS):
        if large <= max(_FLOOR, small * _MOST_GROWTH):
            return False
        small = min(small, *(seconds(_SMALL) for _ in range(_RUNS)))
        large = min(large, seconds(_LARGE))
    return large > max(_FLOOR, small * _MOST_GROWTH)
