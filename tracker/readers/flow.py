"""From the lines of printed pages to running text, in which sentences are whole again."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import quantiles

_NUMBER_ALONE = re.compile(
    r"(p[aá]g(e|ina)?\.?\s{0,9})?[-–—]?\s{0,9}(\d{1,4}|[ivxlc]{1,7})\s{0,9}[-–—]?((\s{1,9}(of|de)\s{1,9}|/)\d{1,4})?",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_END = re.compile(r"[.:;!?…][\"'»”’)\]]*$")
_NEW = re.compile(
    r"^([(\[]?([0-9]{1,3}|[a-z]|[ivxlc]{1,6})[.)\]]\s|[-–—•*▪]\s|(article|art[ií]culo|section"
    r"|secci[oó]n|chapter|cap[ií]tulo|annex|anexo|art)\b)",
    re.IGNORECASE,
)
_FEWEST_PAGES_OF_A_HEADING = 3
_EDGE = 2
_FULL = 0.75


def joined(sheets: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Return the pages of a document as one text, and the place at which each page begins.

    A page without text begins where the next one does. What stands at the top or bottom of page
    after page is left out, as are page numbers; broken words and lines are made whole.
    """
    pages = [[line.strip() for line in sheet.split("\n") if line.strip()] for sheet in sheets]
    running = _running(pages)
    text, starts = "", []
    for lines in pages:
        body = _paragraphs(_without_edges(lines, running))
        if body and text:
            text = _closed(text, body)
        starts.append(len(text))
        text += body
    return text, tuple(min(start, max(len(text) - 1, 0)) for start in starts)


def _closed(text: str, following: str) -> str:
    """Return ``text`` ready for the next page: a sentence that goes on there is not cut."""
    if following[:1].islower() and not _END.search(text):
        return text[:-1] if _HYPHEN.search(text) else f"{text} "
    return f"{text}\n\n"


def _running(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return the lines that stand at the edge of three pages or more, numbers aside."""
    seen = Counter(
        shape
        for lines in pages
        for shape in {_shape(line) for line in [*lines[:_EDGE], *lines[-_EDGE:]]}
    )
    return {shape for shape, times in seen.items() if times >= _FEWEST_PAGES_OF_A_HEADING}


def _without_edges(lines: list[str], running: set[str]) -> list[str]:
    kept = list(lines)
    for end in (0, -1):
        for _ in range(_EDGE):
            if kept and (_NUMBER_ALONE.fullmatch(kept[end]) or _shape(kept[end]) in running):
                kept.pop(end)
    return kept


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _paragraphs(lines: Sequence[str]) -> str:
    """Join lines that were broken for the width of the page alone."""
    full = _FULL * quantiles(map(len, lines), n=10)[-1] if len(lines) > 1 else 0
    text = ""
    for number, line in enumerate(lines):
        if not text:
            text = line
        elif _HYPHEN.search(text) and line[:1].islower():
            text = text[:-1] + line
        elif _goes_on(lines[number - 1], line, full):
            text = f"{text} {line}"
        else:
            text = f"{text}\n{line}"
    return text


def _goes_on(before: str, line: str, full: float) -> bool:
    """Return whether ``line`` is of the same paragraph as the line ``before``."""
    if _NEW.match(line):
        return False
    if line[:1].islower():
        return True
    return len(before) >= full and not _END.search(before)
