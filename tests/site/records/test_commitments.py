"""The page of a commitment: its words, where it stands, and what speaks for it and against it."""

from datetime import date

import pytest
from django.test import Client

from tests import factories
from tests.site import reading
from tests.site.records import scene
from tracker import flagging, recording, reviewing

pytestmark = pytest.mark.django_db

HEAD_ENGLISH = [
    "Commitment · Costaguana",
    "No foreign bases",
    "Costaguana will not host foreign military bases.",
    "Our summary of the commitment, not for print; the words themselves are below",
    "Verdict",
    "Not yet rated",
    "Editors have not judged it yet.",
    "What is promised",
    "Refrain",
    "Not to do something.",
    "How firmly",
    "Undertaking",
    "The holder said that it will, or will not, do it.",
    "Said since",
    "Reversed",
    "The holder has contradicted it and has not reaffirmed it since.",
    "Schedule",
    "No deadline",
    "No date was given by which it is due.",
]
EVIDENCE_ENGLISH = [
    "For 1",
    "Reaffirms · 25 January 2026",
    "Costaguana will not host foreign bases",
    "The Sulaco Courier, 25 January 2026",
    "Confirmed by a person Details and citation",
    "Against 1",
    "Breaks · 3 February 2026",
    "Costaguana will not host foreign bases",
    "The Sulaco Courier, 25 January 2026",
    "Confirmed by a person Details and citation",
    "Reported, and judged by nobody 1",
    "Report · 25 January 2026",
    "Costaguana will not host foreign bases",
    "The Sulaco Courier, 25 January 2026",
    "Flagged by a machine, checked by nobody yet Details and citation",
]
EVIDENCE_SPANISH = [
    "A favor 1",
    "Reafirma · 25 de enero de 2026",
    "Costaguana will not host foreign bases",
    "The Sulaco Courier, 25 de enero de 2026 · Inglés",
    "Confirmado por una persona Detalles y cita",
    "En contra 1",
    "Incumple · 3 de febrero de 2026",
    "Costaguana will not host foreign bases",
    "The Sulaco Courier, 25 de enero de 2026 · Inglés",
    "Confirmado por una persona Detalles y cita",
    "Publicado, y no juzgado por nadie 1",
    "Información · 25 de enero de 2026",
    "Costaguana will not host foreign bases",
    "The Sulaco Courier, 25 de enero de 2026 · Inglés",
    "Señalado por una máquina, aún sin revisar Detalles y cita",
]


def after(lines: list[str], heading: str, count: int) -> list[str]:
    """Return so many lines that follow a heading."""
    start = lines.index(heading) + 1
    return lines[start : start + count]


def test_a_commitment_begins_with_its_words_and_each_judgement_is_explained(
    client: Client,
) -> None:
    scene.set_up()

    said = reading.record(client, "/commitments/no-bases")

    assert said[: len(HEAD_ENGLISH)] == HEAD_ENGLISH


@pytest.mark.parametrize(
    ("address", "heading", "evidence"),
    [
        ("/commitments/no-bases", "Evidence", EVIDENCE_ENGLISH),
        ("/es/commitments/no-bases", "Pruebas", EVIDENCE_SPANISH),
    ],
)
def test_evidence_stands_for_it_against_it_and_apart_where_nobody_judged_it(
    client: Client, address: str, heading: str, evidence: list[str]
) -> None:
    scene.flag(scene.set_up())

    assert after(reading.record(client, address), heading, len(evidence)) == evidence


def test_evidence_without_a_date_is_shown_last_where_it_is_counted(client: Client) -> None:
    scene.set_up()
    scene.words(slug="undated", stated_date=None)

    said = reading.record(client, "/commitments/no-bases")

    against = said.index("Against 1")
    shown = [line for line in said[:against] if line.startswith("Reaffirms")]
    assert shown == ["Reaffirms · 25 January 2026", "Reaffirms"]
    assert "For 2" in said


def test_a_verdict_stands_with_its_day_reason_and_quote(client: Client) -> None:
    commitment, quote = scene.set_up(), scene.quoted()
    verdict = {
        "verdict": "broken",
        "effective_date": date(2026, 2, 3),
        "reason": "A base was opened.",
        "citations": [{**quote, "document": factories.known("document", quote["document"])}],
    }
    with recording.change("Emilia Gould", "judged") as change:
        reviewing.assess(change, factories.stored(commitment), verdict)

    said = reading.record(client, "/commitments/no-bases")

    assert after(said, "Broken · 3 February 2026 Given by a person", 3) == [
        "A base was opened.",
        "Costaguana will not host foreign bases",
        "The Sulaco Courier, 25 January 2026",
    ]


def test_what_was_searched_is_said_once_something_was(client: Client) -> None:
    scene.set_up()
    before = reading.record(client, "/commitments/no-bases")
    factories.snapshot("Exports of silver rose.", url="https://courier.example/silver")
    assert flagging.flag_waiting(10) == 2

    after = reading.record(client, "/commitments/no-bases")

    assert any(line.startswith("Nothing has been searched for it yet.") for line in before)
    (said,) = (line for line in after if line.startswith("Searched for it: 2 articles of "))
    assert " Looked for: air base, barracks, base, " in said


def test_the_evidence_of_today_is_not_on_a_page_of_the_past(client: Client) -> None:
    scene.set_up()

    said = reading.record(client, f"/commitments/no-bases?known_at={reading.now()}")

    assert "Evidence" not in said
    assert "No foreign bases" in said
