"""The text of a PDF, page by page: treaties, gazettes and communiqués often are one."""

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime

import pypdf
from pypdf import errors

from tracker import partial_dates
from tracker.readers import base, found, reflow
from tracker.readers.base import NothingToReadError, Unreadable
from tracker.readers.found import Found
from tracker.vocabularies import DateOrigin

MAGIC = b"%PDF-"
MOST_PAGES = 600
MOST_CHARACTERS = 5_000_000
_LONGEST_TITLE = 200
VERSION = f"pypdf {pypdf.__version__}, pdf 2"
# pypdf lets through what its parts raise on bytes that only look like a PDF.
_FAULTS = (
    errors.PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    OSError,
)
_PROGRAM = re.compile(
    r"^(microsoft (word|powerpoint)|untitled|documento?\d*$)|\.\w{2,4}$", re.IGNORECASE
)


@dataclass(frozen=True)
class _File:
    """What a PDF holds: the text of each page as it stands in lines, and what it says of itself."""

    sheets: list[str]
    title: str
    made: str
    changed: str
    language: str


def read(
    body: bytes,
    url: str = "",
    fetched_at: datetime | None = None,
    entry: base.Entry | None = None,
) -> Found:
    """Return the text of a PDF, where each page begins in it, and its particulars.

    Where ``entry`` dates the document, that counts before the day on which the file was made.
    Raises Unreadable, and NothingToReadError for a PDF that holds pictures of its pages.
    """
    try:
        file = _opened(body)
    except Unreadable:
        raise
    except _FAULTS as error:
        raise Unreadable("It is so malformed that it cannot be read as a PDF.") from error
    text, pages = reflow.joined(file.sheets)
    if not re.search(r"\w{3}", text):
        raise NothingToReadError("The PDF holds no text; its pages may be pictures.")
    feed = entry or base.Entry(url)
    fed = found.announced(feed)
    published = found.first_date(
        [(fed[0], DateOrigin.FEED), (file.made, DateOrigin.META)], fetched_at
    )
    modified = found.first_date(
        [(fed[1], DateOrigin.FEED), (file.changed, DateOrigin.META)], fetched_at
    )
    return Found(
        text=text,
        title=found.first(
            feed.title, "" if _PROGRAM.search(file.title) else file.title, _first_line(text)
        ),
        author=found.author(feed.author),
        language=base.language_code(file.language) or base.language_code(feed.language),
        published=published[0],
        published_from=published[1],
        modified=modified[0],
        modified_from=modified[1],
        extractor=VERSION,
        pages=pages,
    )


def _first_line(text: str) -> str:
    """Return the first line that holds words, which is what a document is called."""
    lines = (line for line in text.split("\n") if re.search(r"[^\W\d_]{3}", line))
    return next(lines, "")[:_LONGEST_TITLE]


def _opened(body: bytes) -> _File:
    document = pypdf.PdfReader(io.BytesIO(body))
    if document.is_encrypted and not document.decrypt(""):
        raise Unreadable("The PDF asks for a password.")
    information = document.metadata
    return _File(
        sheets=_sheets(document),
        title=str(information.title or "").strip() if information else "",
        made=_moment(information, "/CreationDate"),
        changed=_moment(information, "/ModDate"),
        language=str(document.root_object.get("/Lang", "")),
    )


def _sheets(document: pypdf.PdfReader) -> list[str]:
    if len(document.pages) > MOST_PAGES:
        raise Unreadable(f"The PDF has more than {MOST_PAGES} pages.")
    sheets: list[str] = []
    length = 0
    for page in document.pages:
        sheets.append(found.storable(page.extract_text()))
        length += len(sheets[-1])
        if length > MOST_CHARACTERS:
            raise Unreadable(f"The PDF has more than {MOST_CHARACTERS} characters.")
    return sheets


def _moment(information: pypdf.DocumentInformation | None, name: str) -> str:
    """Return a date of the file's own, as partial_dates shows it."""
    if information is None:
        return ""
    try:
        moment = (
            information.creation_date if name == "/CreationDate" else information.modification_date
        )
    except _FAULTS:
        return ""
    if moment is None:
        return ""
    if moment.tzinfo is None:
        return partial_dates.show_instant(moment.replace(tzinfo=UTC), "day") or ""
    return partial_dates.show_instant(moment, "minute") or ""
