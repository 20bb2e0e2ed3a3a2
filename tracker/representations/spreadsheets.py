"""How a body reads in a spreadsheet: names beside slugs, and a quote with its outlet."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.serializers import references

BYTE_ORDER_MARK = "\ufeff"
MEDIA_TYPE = "text/csv"
_BETWEEN = "; "
# What a spreadsheet takes for the start of a formula, full-width forms included.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A column: its heading, the field of the body that it is of, and its text in a row."""

    heading: str
    field: str
    text: Callable[[Body], str]


def columns(record_type: str, is_kept: Callable[[str], bool] = lambda _: True) -> list[Column]:
    """Return the columns of this type of record, of the fields of its body that are kept."""
    return [column for column in COLUMNS[record_type] if is_kept(column.field)]


def lines(shown: list[Column], bodies: Iterable[Body], public_url: str) -> Iterator[bytes]:
    """Yield the headings and a line for each body, as RFC 4180 has it, in UTF-8.

    The first begins with a byte order mark, without which Excel misreads accents.
    """
    rows = ((column.text(body) for column in shown) for body in _addressed(bodies, public_url))
    yield from table((column.heading for column in shown), rows)


def _addressed(bodies: Iterable[Body], public_url: str) -> Iterator[Body]:
    """Yield bodies with absolute addresses of their own, of their pages too."""
    for body in bodies:
        url = body["url"]
        page = references.page_at(url)
        yield {**body, "url": public_url + url, "html_url": public_url + page}


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """Yield the headings and a line for each row, of which no spreadsheet computes anything."""
    yield BYTE_ORDER_MARK.encode() + _line(headings)
    for row in rows:
        yield _line(map(_defused, row))


def _line(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(list(cells))
    return line.getvalue().encode()


def _defused(cell: str) -> str:
    """Return a cell that no spreadsheet computes; a plain number is none the worse for its sign."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell


def _at(value: Any, steps: Sequence[str]) -> list[Any]:
    """Return what stands at a path, given step by step, walking through lists."""
    for position, step in enumerate(steps):
        if isinstance(value, list):
            return [found for inner in value for found in _at(inner, steps[position:])]
        value = value.get(step) if isinstance(value, dict) else None
        if value is None:
            return []
    return [each for each in value if each is not None] if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _column(path: str, heading: str = "") -> Column:
    steps = path.split(".")
    return Column(
        heading or path.replace(".", "_"),
        steps[0],
        lambda body: _BETWEEN.join(map(_text, _at(body, steps))),
    )


def first_of(heading: str, *paths: str) -> Column:
    """Return the column of what stands at the first of some paths at which anything does."""
    told = [_column(path) for path in paths]

    def text(body: Body) -> str:
        return next(filter(None, (column.text(body) for column in told)), "")

    return Column(heading, told[0].field, text)


def _at_paths(paths: str) -> list[Column]:
    """Return the columns at some paths; ``@`` before one says that it leads to other records."""
    found: list[Column] = []
    for path in paths.split():
        found += _reference(path[1:]) if path.startswith("@") else [_column(path)]
    return found


def _reference(path: str) -> list[Column]:
    """Return the columns of one record or several: their slugs, and beside these their names."""
    heading = path.removesuffix(".party") if path == "parties.party" else path
    heading = heading.replace(".", "_")
    return [_column(f"{path}.slug", heading), _column(f"{path}.title", f"{heading}_name")]


def quote(at: str = "citations") -> list[Column]:
    """Return the columns of the first of the quotes at a path, and of how many there are."""
    quoted = at.split(".")

    def first(path: str) -> Callable[[Body], str]:
        steps = path.split(".")

        def text(body: Body) -> str:
            cited = _at(body, quoted) or [{}]
            return _BETWEEN.join(map(_text, _at(cited[0], steps)))

        return text

    shown = {
        "quote": "exact",
        "outlet": "document.outlet",
        "quote_title": "document.title",
        "quote_url": "document.url",
        "quote_published_at": "document.published_at",
        "quote_text_kind": "document.text_kind",
    }
    return [
        *(Column(heading, quoted[0], first(path)) for heading, path in shown.items()),
        Column("quotes", quoted[0], lambda body: str(len(_at(body, quoted)))),
    ]


def _office(tenure: Body) -> str:
    role = tenure["role"].get("en") or next(iter(tenure["role"].values()), "")
    return (
        f"{role}, {tenure['party']['title']} "
        f"({tenure['start_date'] or ''}–{tenure['end_date'] or ''})"
    )


def _offices(body: Body) -> str:
    return _BETWEEN.join(_office(tenure) for tenure in body.get("tenures") or ())


_OWN: dict[str, list[Column]] = {
    "topic": _at_paths("name @parent description"),
    "party": [
        *_at_paths("name"),
        _column("other_names.name", "other_names"),
        *_at_paths("code country kind @parent time_zone homepage"),
        *quote(),
    ],
    "official": [
        *_at_paths("name"),
        _column("other_names.name", "other_names"),
        *_at_paths("honorific_prefix summary @tenures.party"),
        Column("offices", "tenures", _offices),
        *quote(),
    ],
    "agreement": [
        *_at_paths("title short_title instrument_type status binding @parties.party"),
        *_at_paths("signed_date in_force_date expiry_date publication_due_date"),
        *_at_paths("text_status text_url summary @supersedes @topics"),
        *quote(),
    ],
    "meeting": [
        *_at_paths("title kind status @part_of starts_at ends_at place country time_zone"),
        *_at_paths("@participants.official @parties @agreements agenda @topics"),
        *quote(),
    ],
    "event": [
        *_at_paths("title kind start_date end_date place country @parties result"),
        *_at_paths("relations.relation @relations.commitment @topics"),
        *quote(),
    ],
    "commitment": [
        *_at_paths("short_title text language wording"),
        *_at_paths("@holders @towards @made_by.official @made_by.party"),
        *_at_paths("form strength verdict schedule consistency evidence_for evidence_against"),
        *_at_paths("stated_date due_date target_value target_unit places @agreements @meeting"),
        *_at_paths("@origin_statement @superseded_by @topics"),
        *quote(),
    ],
    "statement": [
        *_at_paths("@official @party role_as_reported attributed_as attribution @on_behalf_of"),
        *_at_paths("stance text is_direct_quote language stated_date medium @meeting @agreements"),
        *_at_paths("relations.relation @relations.commitment @topics"),
        *quote(),
    ],
    "source": _at_paths("name external_url reader language country publisher tier is_text_public"),
    "document": [
        *_at_paths("title outlet author published_at external_url canonical_url"),
        *_at_paths("@source tier language text_kind story"),
    ],
    "development": [
        *_at_paths("kind @record title summary.en summary.es occurred_date detected_at"),
        *_at_paths("confidence relation side speaker.name @speaker.official speaker.role"),
        *_at_paths("@speaker.party speaker.attributed_as place"),
        *_at_paths("review_state review_reason reviewed_at is_backfill"),
        *quote(),
    ],
}

COLUMNS: dict[str, list[Column]] = {
    record_type: [*_at_paths("type slug url html_url"), *own, *_at_paths("version changed_at")]
    for record_type, own in _OWN.items()
}
"""The columns of each type of record, in order; a new one goes before ``version``."""
