"""An article as newsrooms and scholars cite it: APA, BibTeX, CSL-JSON, and a link to its words.

A byline is one text, as printed: nobody says which of its words are a family name, nor whether
it names a person or an agency. So it is never turned round, and cited as a whole.
"""

import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_TEX: Final = {
    **{mark: f"\\{mark}" for mark in "{}$&#_%"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
# Words within the first few of which one finds a passage again; more would break at any edit.
_ENDS: Final = 5
_LONGEST_WHOLE: Final = 16
_FEWEST_DISTINCT: Final = 6
_CONTEXT: Final = 3


@dataclass(frozen=True)
class Work:
    """An article that is quoted: ``date`` is as far as it is known, ``accessed`` a day."""

    key: str
    title: str
    author: str
    outlet: str
    date: str
    url: str
    language: str
    accessed: str = ""
    archive: str = ""

    @property
    def creator(self) -> str:
        """Whom it is cited by: its byline, or else its outlet."""
        return self.author or self.outlet


@dataclass(frozen=True)
class Words:
    """What is quoted of it, with what stands around."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def apa(work: Work) -> str:
    """Return the entry of a list of references after the seventh edition of APA."""
    outlet = "" if work.outlet == work.creator else work.outlet
    date = f"({_apa_date(work.date)})."
    parts = [work.creator, date, work.title] if work.creator else [work.title, date]
    sentences = " ".join(_ended(part) for part in (*parts, outlet) if part)
    return f"{sentences} {work.url}".strip()


def bibtex(work: Work, words: Words, address: str) -> str:
    """Return a BibTeX entry in UTF-8; names and titles are held together by a second brace."""
    year, month, day = _parts(work.date)
    note = f"Quoted by On Record at {address}"
    fields = {
        "author": _held(work.creator),
        "title": _held(work.title),
        "organization": _held(work.outlet) if work.outlet != work.creator else "",
        "year": f"{{{year}}}" if year else "",
        "month": _MONTHS[month - 1][:3].lower() if month else "",
        "day": f"{{{day}}}" if day else "",
        "url": f"{{{_plain_address(work.url)}}}" if work.url else "",
        "urldate": f"{{{work.accessed}}}" if work.accessed else "",
        "langid": {"en": "{english}", "es": "{spanish}"}.get(work.language, ""),
        "note": f"{{{_escaped(note)}}}",
        "annote": f"{{{_escaped(words.exact)}}}",
    }
    lines = [f"  {name} = {value}" for name, value in fields.items() if value]
    return f"@misc{{{work.key},\n" + ",\n".join(lines) + "\n}\n"


def csl(work: Work, words: Words, address: str) -> dict[str, Any]:
    """Return an item of CSL-JSON, which Zotero and other programs read."""
    item = {
        "id": work.key,
        "type": "webpage",
        "title": work.title,
        "author": [{"literal": work.creator}] if work.creator else [],
        "container-title": work.outlet,
        "issued": _csl_date(work.date),
        "accessed": _csl_date(work.accessed),
        "URL": work.url,
        "language": work.language,
        "archive_location": work.archive,
        "note": f"“{words.exact}” — quoted by On Record at {address}",
    }
    return {name: value for name, value in item.items() if value}


def passage(url: str, words: Words) -> str:
    """Return the address of the very words in their article, as browsers scroll to them.

    Of many words, and of several paragraphs, the first and the last are named; of few, which may
    stand in the article more than once, also those around them.
    """
    found = words.exact.split()
    if not url or not found:
        return url
    paragraphs = [line.split() for line in words.exact.splitlines() if line.strip()]
    terms = [" ".join(found)]
    if len(found) > _LONGEST_WHOLE or len(paragraphs) > 1:
        most = min(_ENDS, len(found) // 2)
        terms = [" ".join(paragraphs[0][:most]), " ".join(paragraphs[-1][-most:])]
    directive = ",".join(map(_encoded, terms))
    if len(found) < _FEWEST_DISTINCT:
        directive = _around(words, directive)
    return f"{url}{':~:' if '#' in url else '#:~:'}text={directive}"


def _around(words: Words, directive: str) -> str:
    # The outermost word may have been cut where what is shown of the text ends.
    before = " ".join(words.prefix.split()[1:][-_CONTEXT:])
    after = " ".join(words.suffix.split()[:-1][:_CONTEXT])
    return (
        (f"{_encoded(before)}-," if before else "")
        + directive
        + (f",-{_encoded(after)}" if after else "")
    )


def _encoded(text: str) -> str:
    """Return text for a directive, in which a hyphen and a comma have meanings of their own."""
    return quote(text, safe="").replace("-", "%2D")


def _parts(date: str) -> tuple[int, int, int]:
    numbers = [int(part) for part in date[:10].split("-") if part]
    year, month, day = (*numbers, 0, 0, 0)[:3]
    return year, month, day


def _apa_date(date: str) -> str:
    year, month, day = _parts(date)
    if not year:
        return "n.d."
    return f"{year}" + (f", {_MONTHS[month - 1]}" if month else "") + (f" {day}" if day else "")


def _csl_date(date: str) -> dict[str, Any]:
    parts = [part for part in _parts(date) if part]
    return {"date-parts": [parts]} if parts else {}


def _ended(text: str) -> str:
    return text if re.search(r"[.?!…][\"”»\]]?$", text) else f"{text}."


def _held(text: str) -> str:
    return f"{{{{{_escaped(text)}}}}}" if text else ""


def _escaped(text: str) -> str:
    """Return text as TeX sets it; letters with accents stay as they are."""
    return "".join(_TEX.get(mark, mark) for mark in " ".join(text.split()))


def _plain_address(url: str) -> str:
    """Return an address without what would end a field of BibTeX early."""
    return url.translate({ord(mark): quote(mark) for mark in "{}\\ "})
