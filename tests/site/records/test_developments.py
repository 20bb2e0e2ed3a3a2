"""The page of a development: its words, who judged it, and why it was flagged."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from tests import factories
from tests.site import reading
from tests.site.records import scene
from tracker import editing, recording, reviewing

pytestmark = pytest.mark.django_db

DEVELOPMENT_ENGLISH = [
    "New report · 25 January 2026",
    "A report cites Ana Ruiz",
    "Costaguana will not host foreign bases",
    "Ana Ruiz, Foreign Minister · The Sulaco Courier, 25 January 2026",
    "Flagged by a machine, checked by nobody yet",
    "What it is about",
    "No foreign bases Commitment",
    "Costaguana will not host foreign military bases.",
    "Costaguana",
    "What kind of news it is, and who says so",
    "Kind",
    "New report",
    (
        "Something new was published about the commitment; what it means for it is "
        "not said, and comes as a development of its own."
    ),
    "Who speaks or acts",
    "Holder",
    "The side that is bound by the commitment.",
    "Who judged it",
    "Nobody yet",
    "A machine flagged it; no person has looked at it.",
    "How sure the machine is",
    "80 %",
    "First seen by us",
    "1 March 2026, 12:00 UTC",
    "Why it was flagged",
    "These words stand in the text, and are looked for: foreign bases",
    "These words decided what it means: will not",
    "Rules read it, not a language model (version 2).",
    "Sources",
    "The Sulaco Courier Press",
]
DEVELOPMENT_SPANISH = [
    "Nueva información · 25 de enero de 2026",
    "Se cita a Ana Ruiz",
    "Costaguana will not host foreign bases",
    "Ana Ruiz, Canciller · The Sulaco Courier, 25 de enero de 2026 · Inglés",
    "Señalado por una máquina, aún sin revisar",
    "De qué trata",
    "No foreign bases Compromiso",
    "Costaguana will not host foreign military bases.",
    "Costaguana",
    "Qué clase de novedad es y quién lo dice",
    "Clase",
    "Nueva información",
    (
        "Se publicó algo nuevo sobre el compromiso; lo que significa para él no se "
        "dice aquí y llega como una novedad propia."
    ),
    "Quién habla o actúa",
    "Titular",
    "La parte que asumió el compromiso.",
    "Quién lo valoró",
    "Nadie todavía",
    "Lo señaló una máquina; ninguna persona lo ha revisado.",
    "Seguridad de la máquina",
    "80 %",
    "Visto por primera vez",
    "1 de marzo de 2026, 12:00 UTC",
    "Por qué se señaló",
    "El texto contiene estas palabras, que se buscan: foreign bases",
    "Estas palabras decidieron qué significa: will not",
    "Lo leyeron reglas, no un modelo de lenguaje (versión 2).",
    "Fuentes",
    "The Sulaco Courier Prensa",
]


def test_a_development_says_why_it_was_flagged(client: Client) -> None:
    row = scene.flag(scene.set_up())

    assert reading.record(client, f"/developments/{row.slug}") == DEVELOPMENT_ENGLISH


def test_a_development_says_why_it_was_flagged_in_spanish(client: Client) -> None:
    row = scene.flag(scene.set_up())

    assert reading.record(client, f"/es/developments/{row.slug}") == DEVELOPMENT_SPANISH


def test_a_person_s_judgement_is_told_with_its_reason(client: Client) -> None:
    row = scene.flag(scene.set_up())
    moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
    reviewing.confirm(row, "Emilia Gould", "She said so on the radio", moment)

    said = reading.record(client, f"/developments/{row.slug}")

    assert "Confirmed by a person" in said
    judged = said.index("Who judged it")
    assert said[judged + 1 : judged + 3] == [
        "Confirmed",
        "2 March 2026, 09:00 UTC: She said so on the radio",
    ]


def test_each_quote_is_said_by_its_own_speaker_and_outlet(client: Client) -> None:
    row = factories.development(snapshot=factories.snapshot(), speaker_name="Ana Ruiz")
    other = factories.snapshot(url="https://gazette.example/1", outlet="The Gazette")
    with recording.change("prose", "read for developments") as change:
        editing.cite(row.identity, other, 0, 7)
        change.touch(row)

    said = reading.record(client, f"/developments/{row.slug}")

    assert [line for line in said if line.startswith("Ana Ruiz · ")] == [
        "Ana Ruiz · The Sulaco Courier, 25 January 2026",
        "Ana Ruiz · The Gazette, 25 January 2026",
    ]


@pytest.mark.parametrize(
    ("explanation", "said"),
    [
        (
            {"before": "not_yet_rated", "after": "kept"},
            "The verdict was changed: Not yet rated → Kept",
        ),
        (
            {"analyser": {"name": "llm", "version": "1", "model": "sulaco-7b"}},
            "A language model read it: sulaco-7b",
        ),
    ],
)
def test_why_it_was_flagged_is_told_in_words(
    client: Client, explanation: dict[str, object], said: str
) -> None:
    row = factories.development(explanation=explanation)

    assert said in reading.record(client, f"/developments/{row.slug}")


def test_what_no_article_says_is_of_the_calendar(client: Client) -> None:
    row = factories.development(kind="commitment.overdue", explanation={"due": "2026-02-01"})

    said = reading.record(client, f"/es/developments/{row.slug}")

    assert "Lo dice el calendario, no un artículo." in said


def test_what_says_nothing_of_why_has_no_such_part(client: Client) -> None:
    row = factories.development(explanation={})

    assert "Why it was flagged" not in reading.record(client, f"/developments/{row.slug}")


def test_words_that_matched_are_text_and_no_markup(client: Client) -> None:
    row = factories.development(explanation={"matched": [{"text": "<b>base</b>"}, {"text": "x"}]})

    page = reading.get(client, f"/developments/{row.slug}")

    assert "<q>&lt;b&gt;base&lt;/b&gt;</q>, <q>x</q>" in page
