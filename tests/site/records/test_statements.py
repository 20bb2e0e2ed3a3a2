"""The page of a statement: its words first, and what they say of commitments."""

import pytest
from django.test import Client

from tests import factories
from tests.site import reading
from tests.site.records import scene

pytestmark = pytest.mark.django_db

STATEMENT_ENGLISH = [
    "Position · 25 January 2026",
    "Ana Ruiz, 25 January 2026",
    "We will not host foreign bases.",
    "Ana Ruiz, Foreign Minister · Costaguana The speaker’s own words",
    "In what manner",
    "Position",
    "The speaker says what the speaker's side holds, does or will do.",
    "Who is said to have said it",
    "Named person",
    "A person quoted by name.",
    "Named in the source as",
    "Ruiz",
    "Where it was said",
    "Radio Sulaco",
    "Meeting",
    "Talks at San Tomé",
    "What it says of commitments",
    "Reaffirms · Holder",
    "No foreign bases",
    "It states the commitment again. Confirmed by a person",
    "In the words of its sources",
    "Costaguana will not host foreign bases",
    "The Sulaco Courier, 25 January 2026",
    "Agreements",
    "Port agreement",
    "Topics",
    "Foreign bases",
]
STATEMENT_SPANISH = [
    "Postura · 25 de enero de 2026",
    "Ana Ruiz, 25 de enero de 2026",
    "No alojaremos bases extranjeras.",
    "Traducción nuestra; en el original:",
    "We will not host foreign bases.",
    "Ana Ruiz, Canciller · Costaguana Palabras textuales",
    "De qué modo",
    "Postura",
    "Quien habla dice lo que su parte sostiene, hace o hará.",
    "A quién se atribuye",
    "Persona identificada",
    "Una persona citada por su nombre.",
    "La fuente lo nombra como",
    "Ruiz",
    "Dónde se dijo",
    "Radio Sulaco",
    "Reunión",
    "Talks at San Tomé",
    "Qué dice de los compromisos",
    "Reafirma · Titular",
    "No foreign bases",
    "Enuncia de nuevo el compromiso. Confirmado por una persona",
    "En palabras de sus fuentes",
    "Costaguana will not host foreign bases",
    "The Sulaco Courier, 25 de enero de 2026 · Inglés",
    "Acuerdos",
    "Port agreement",
    "Temas",
    "Foreign bases",
]


def test_a_statement_begins_with_its_words(client: Client) -> None:
    scene.set_up()

    assert reading.record(client, "/statements/said") == STATEMENT_ENGLISH


def test_a_statement_begins_with_its_words_in_spanish(client: Client) -> None:
    scene.set_up()

    assert reading.record(client, "/es/statements/said") == STATEMENT_SPANISH


def test_words_that_are_only_reported_are_not_shown_as_a_quote(client: Client) -> None:
    factories.statement(slug="said", official=None, attributed_as="A source in Sulaco")

    page = reading.get(client, "/statements/said")

    assert '<figure class="quote hero ours">' in page
    assert "As reported, not the speaker’s own words" in page
    assert "<title>A source in Sulaco: We will not host foreign bases. · On Record</title>" in page


def test_a_statement_leads_to_what_it_was_made_of_and_back(client: Client) -> None:
    row = scene.flag(scene.set_up())
    scene.words(slug=f"said-in-{row.slug}")

    said = reading.record(client, f"/statements/said-in-{row.slug}")
    told = reading.record(client, f"/developments/{row.slug}")

    assert "Where it was first flagged" in said
    assert "The statement that a person made of it" in told
