"""What was flagged, printed for a reader: a table where there is room, else one block each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tracker import models

CALENDAR = "calendar"
NOT_PUBLIC = "not public"
WAITS = "waits for a person"
_ROOM_FOR_A_TABLE = 150
_INDENT = 2


def table(developments: Iterable[models.Development]) -> "Flagged":
    """Return what rich prints for ``developments``: each with its quote whole, and its address.

    All is read from the stored bodies, so that it is what the API serves. One that the public
    does not see shows that instead of an address, which would not open. What the machine takes a
    report to mean stands beside the report.
    """
    rows = list(developments)
    meanings: dict[int, list[models.Development]] = defaultdict(list)
    for row in rows:
        if row.report_id is not None:
            meanings[row.report_id].append(row)
    return Flagged(tuple(_line(row, meanings[row.pk]) for row in rows if row.report_id is None))


@dataclass(frozen=True)
class Line:
    """One development as it is printed."""

    kind: str
    record: str
    quote: str
    confidence: str
    speaker: str
    participants: str
    source: str
    address: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True)
class Flagged:
    """What was flagged, in the order given; prints itself to the width of the screen."""

    lines: tuple[Line, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield a table, or blocks below one another on a narrow screen."""
        if not self.lines:
            yield Text("Nothing was flagged.")
        elif options.max_width >= _ROOM_FOR_A_TABLE:
            yield _wide(self.lines)
        else:
            for line in self.lines:
                yield from _block(line)


def _line(row: models.Development, meanings: Sequence[models.Development]) -> Line:
    body = orjson.loads(row.body)
    citations = body.get("citations", [])
    return Line(
        kind=body["kind"],
        record=body["record"]["title"] or body["record"]["slug"],
        quote=f"“{citations[0]['exact']}”" if citations else "",
        confidence=_confidence(body),
        speaker=_speaker(body.get("speaker")),
        participants=_participants(body.get("participants", [])),
        source=_source(citations),
        address=body["url"] if row.is_public else NOT_PUBLIC,
        suggestions=tuple(_suggestion(meaning) for meaning in meanings),
    )


def _suggestion(meaning: models.Development) -> str:
    """Return what a report is taken to mean, and that it waits, or where it is published."""
    body = orjson.loads(meaning.body)
    where = body["url"] if meaning.is_public else WAITS
    return f"{body['kind']} {_confidence(body)}: {where}"


def _confidence(body: dict[str, Any]) -> str:
    confidence = body.get("confidence")
    return CALENDAR if confidence is None else f"{confidence:.2f}"


def _speaker(speaker: dict[str, Any] | None) -> str:
    if speaker is None:
        return ""
    return ", ".join(part for part in (speaker["name"], speaker["role"]) if part)


def _participants(people: list[dict[str, Any]]) -> str:
    names = ", ".join(person["name"] for person in people)
    return f"Taking part: {names}" if names else ""


def _source(citations: list[dict[str, Any]]) -> str:
    """Return outlet and date of the first quote, and how many more reports there are."""
    if not citations:
        return ""
    document = citations[0]["document"]
    given = ", ".join(part for part in (document["outlet"], document["published_at"]) if part)
    more = len({citation["document"]["slug"] for citation in citations}) - 1
    return f"{given} (+{more} more)" if more else given


def _wide(lines: Iterable[Line]) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, show_lines=True, pad_edge=False, expand=True)
    grid.add_column("What was flagged", ratio=4)
    grid.add_column("The words that show it", ratio=6)
    grid.add_column("Confidence", no_wrap=True)
    grid.add_column("Suggested", ratio=4)
    grid.add_column("Who, and source", ratio=4)
    # Never cut: it is there to be opened.
    grid.add_column("Open next", no_wrap=True)
    for line in lines:
        grid.add_row(
            Text.assemble((line.kind, "bold"), "\n", line.record),
            Text(line.quote),
            Text(line.confidence),
            Text("\n".join(line.suggestions)),
            Text("\n".join(_who(line))),
            Text(line.address),
        )
    return grid


def _who(line: Line) -> list[str]:
    return [part for part in (line.speaker, line.participants, line.source) if part]


def _block(line: Line) -> Iterable[Text | Padding]:
    yield Text.assemble((line.kind, "bold"), f"  {line.confidence}")
    suggested = (f"The machine suggests {suggestion}" for suggestion in line.suggestions)
    rest = [line.record, line.quote, *_who(line), *suggested, line.address]
    for part in rest:
        if part:
            yield Padding(Text(part), (0, 0, 0, _INDENT), expand=False)
    yield Text("")
