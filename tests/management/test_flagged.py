"""What was flagged, as a reader sees it on screens of several widths."""

import io
import re
from typing import Any

import orjson
import pytest
from rich import console

from tracker import models
from tracker.management import flagged

QUOTE = (
    "Según lo informado, esas operaciones no suponen instalar bases extranjeras ni entregar "
    "soberanía: son mecanismos de coordinación entre fuerzas nacionales."
)


def development(
    *, is_public: bool = True, pk: int = 1, report: int | None = None, **changes: Any
) -> models.Development:
    document = {
        "slug": "infobae-1",
        "outlet": "Infobae",
        "published_at": "2026-01-26",
    }
    body = {
        "kind": "commitment.reported",
        "url": "/v1/developments/0308773596a2",
        "record": {"title": "No foreign [military] bases in Ecuador"},
        "confidence": 0.724,
        "speaker": {"name": "Gabriela Sommerfeld", "role": "Canciller"},
        "participants": [],
        "citations": [{"exact": QUOTE, "document": document}],
        **changes,
    }
    return models.Development(pk=pk, report_id=report, body=orjson.dumps(body), is_public=is_public)


def printed(*developments: models.Development, width: int) -> str:
    screen = console.Console(file=io.StringIO(), width=width)
    screen.print(flagged.table(developments))
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


@pytest.mark.parametrize("width", [80, 149])
def test_a_narrow_screen_gets_blocks_with_the_whole_quote(width: int) -> None:
    text = printed(development(), width=width)

    assert all(len(line) <= width for line in text.splitlines())
    words = " ".join(text.split())
    assert words == (
        "commitment.reported 0.72 No foreign [military] bases in Ecuador "
        f"“{QUOTE}” Gabriela Sommerfeld, Canciller Infobae, 2026-01-26 "
        "/v1/developments/0308773596a2"
    )


def test_a_wide_screen_gets_a_table_that_cuts_neither_quote_nor_address() -> None:
    text = printed(development(), width=160)

    header = next(line for line in text.splitlines() if line.strip())
    assert re.split(r"\s{2,}", header.strip()) == [
        "What was flagged",
        "The words that show it",
        "Confidence",
        "Suggested",
        "Who, and source",
        "Open next",
    ]
    assert "/v1/developments/0308773596a2" in text
    assert "…" not in text
    assert all(word in text for word in QUOTE.split())


def test_what_only_the_calendar_shows_says_so_in_place_of_a_confidence() -> None:
    text = printed(development(confidence=None, speaker=None), width=80)

    assert text.splitlines()[0] == "commitment.reported  calendar"
    assert "Sommerfeld" not in text


def test_those_taking_part_are_told_from_those_who_spoke() -> None:
    people = [{"name": "Joseph Humire"}, {"name": "John Reimberg"}]

    text = printed(development(speaker=None, participants=people), width=80)

    assert "  Taking part: Joseph Humire, John Reimberg" in text.splitlines()


def test_further_reports_are_counted_beside_the_first() -> None:
    quoted = [
        {"exact": "a", "document": {"slug": s, "outlet": s.upper(), "published_at": "2026-01"}}
        for s in ("one", "two", "two")
    ]

    text = printed(development(citations=quoted), width=80)

    assert "  ONE, 2026-01 (+1 more)" in text


def test_what_the_public_does_not_see_has_no_address_to_open() -> None:
    text = printed(development(is_public=False), width=80)

    assert "/v1/" not in text
    assert text.rstrip().endswith("not public")


@pytest.mark.parametrize("width", [80, 160])
def test_what_a_report_may_mean_stands_beside_it_and_waits_for_a_person(width: int) -> None:
    meaning: dict[str, Any] = {
        "kind": "commitment.reaffirmed",
        "url": "/v1/developments/5",
        "confidence": 0.61,
    }
    rows = (
        development(),
        development(pk=2, report=1, is_public=False, **meaning),
        development(pk=3, report=1, **{**meaning, "kind": "commitment.qualified"}),
    )

    words = " ".join(printed(*rows, width=width).split())

    if width < 150:
        assert words.count("Gabriela Sommerfeld, Canciller") == 1
        assert (
            "The machine suggests commitment.reaffirmed 0.61: waits for a person The machine "
            "suggests commitment.qualified 0.61: /v1/developments/5"
        ) in words
    else:
        assert words.count("commitment.reported") == 1
        assert "commitment.reaffirmed" in words
        assert "/v1/developments/5" in words


def test_nothing_flagged_is_said() -> None:
    assert printed(width=80) == "Nothing was flagged.\n"
