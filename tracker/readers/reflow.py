"""From the lines of printed pages to running text, in which sentences are whole again."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import quantiles
from typing import NamedTuple

# Lines have no space at their ends.
_NUMBER_ALONE = re.compile(
    r"(?:[-–—]\s*+)?(?P<number>\d{1,4}|[ivxlc]{1,7})(?:\s*+[-–—])?", re.IGNORECASE
)
# "Page 3", "p. 3 of 8", "3/8": nothing else is written so.
_PAGE_NUMBER = re.compile(
    r"p(\.|[aá]g(e|ina)?s?\.?)\s*+(?:[-–—]\s*+)?(\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*+(of|de|/)\s*+\d{1,4})?"
    r"|(?:[-–—]\s*+)?\d{1,4}\s*+(of|de|/)\s*+\d{1,4}(?:\s*+[-–—])?",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_YEARS = range(1900, 2100)
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_END = re.compile(r"[.:;!?…][\"'»”’)\]]*$")
_NEW = re.compile(
    r"^([(\[]?([0-9]{1,3}|[a-z]|[ivxlc]{1,6})[.)\]]\s|[-–—•*▪]\s|(article|art[ií]culo|section"
    r"|secci[oó]n|chapter|cap[ií]tulo|annex|anexo|art)\b)",
    re.IGNORECASE,
)
_FEWEST_PAGES_OF_A_HEADING = 3
# With a number that changes, fewer words may be "Clause 7", which is no heading of the page.
_FEWEST_WORDS_OF_A_NUMBERED_HEADING = 3
_EDGE = 2
_FULL = 0.75
_LONGEST_NUMBER = 9


_Place = tuple[int, int]


class _Line(NamedTuple):
    """A line, and where it stands: its page and its place there, both from 0."""

    page: int
    place: int
    text: str


def joined(sheets: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Return the pages of a document as one text, and the place at which each page begins.

    A page without text begins where the next one does. What stands at the top or bottom of page
    after page is left out, as are page numbers; broken words and lines are made whole.
    """
    pages = [[line.strip() for line in sheet.split("\n") if line.strip()] for sheet in sheets]
    running = _running(pages)
    text, starts = "", []
    for number, lines in enumerate(pages):
        body = _paragraphs(
            [line for place, line in enumerate(lines) if (number, place) not in running]
        )
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


def _running(pages: Sequence[Sequence[str]]) -> set[_Place]:
    """Return the places of page numbers and of the lines that stand on page after page.

    Such a line stands at the edge of half the pages, word for word or with the page's own number
    in it; of an even and an odd page, one will do. The beginning of an article is none, nor a
    figure that only looks like a page number: losing words is worse than keeping a heading.
    """
    numbers: list[_Line] = []
    alike: dict[str, list[_Line]] = defaultdict(list)
    found: set[_Place] = set()
    for page, lines in enumerate(pages):
        for place in _edges(lines):
            line = _Line(page, place, lines[place])
            if _PAGE_NUMBER.fullmatch(line.text):
                found.add((page, place))
            elif _NUMBER_ALONE.fullmatch(line.text):
                numbers.append(line)
            elif not _NEW.match(line.text):
                alike[_NUMBER.sub("0", line.text)].append(line)
    fewest = max(_FEWEST_PAGES_OF_A_HEADING, (sum(map(bool, pages)) - 1) / 2)
    headings = [line for lines in alike.values() for line in _headings(lines, fewest)]
    return found | {(line.page, line.place) for line in (*headings, *_numbering(numbers))}


def _edges(lines: Sequence[str]) -> list[int]:
    """Return the places of a page's first and last lines."""
    return sorted({*range(len(lines))[:_EDGE], *range(len(lines))[-_EDGE:]})


def _numbering(lines: Sequence[_Line]) -> list[_Line]:
    """Return which of the lines that are a number alone are the number of their page."""
    shifts = [_value(line.text) - line.page for line in lines]
    pages = Counter(
        shift
        for _, shift in {(line.page, shift) for line, shift in zip(lines, shifts, strict=True)}
    )
    return [
        line for line, shift in zip(lines, shifts, strict=True) if shift == 1 or pages[shift] > 1
    ]


def _headings(lines: Sequence[_Line], fewest: float) -> list[_Line]:
    """Return which of the lines, alike but for numbers, stand on ``fewest`` pages or more."""
    if len({line.page for line in lines}) < fewest:
        return []
    pages = Counter(text for _, text in {(line.page, line.text) for line in lines})
    same = [line for line in lines if pages[line.text] >= fewest]
    return same or (list(lines) if _is_numbered_by_page(lines) else [])


def _is_numbered_by_page(lines: Sequence[_Line]) -> bool:
    """Return whether the one number that differs between these lines is that of their page."""
    words = len(_WORD.findall(lines[0].text))
    if words < _FEWEST_WORDS_OF_A_NUMBERED_HEADING or _END.search(lines[0].text):
        return False
    columns = zip(*(_NUMBER.findall(line.text) for line in lines), strict=True)
    differing = [column for column in columns if len(set(column)) > 1]
    return len(differing) == 1 and _counts(differing[0], [line.page for line in lines])


def _counts(numbers: Sequence[str], pages: Sequence[int]) -> bool:
    """Return whether these numbers are those of the pages on which they stand."""
    values = [int(number[-_LONGEST_NUMBER:]) for number in numbers]
    shifts = {value - page for value, page in zip(values, pages, strict=True)}
    return len(shifts) == 1 and not any(value in _YEARS for value in values)


def _value(line: str) -> int:
    match = _NUMBER_ALONE.fullmatch(line)
    said = match.group("number").lower() if match else ""
    if said.isdecimal():
        return int(said)
    worth = [_ROMAN[letter] for letter in said]
    return sum(
        -value if any(later > value for later in worth[place + 1 : place + 2]) else value
        for place, value in enumerate(worth)
    )


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
