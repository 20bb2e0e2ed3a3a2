"""The page of an article: where to read it, what is quoted of it, and no text of it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests import factories
from tests.site import reading
from tests.site.records import scene

pytestmark = pytest.mark.django_db

DOCUMENT_ENGLISH = [
    "The Sulaco Courier · 25 January 2026",
    "Costaguana rules out foreign bases",
    "Read it where it was published",
    "Source",
    "The Sulaco Courier",
    "Press",
    "What we have of it",
    "Full text",
    "The text is the original in full.",
    "Language",
    "English",
    "First seen by us",
    "1 March 2026",
    "What is quoted of it",
    "Costaguana will not host foreign bases",
    "Agreement: Port agreement",
    "Costaguana will not host foreign bases",
    "Statement: We will not host foreign bases.",
    "Costaguana will not host foreign bases",
    "Event: Congress passes the Port Act",
    "Developments that quote it",
    "New report · 25 January 2026",
    "Costaguana will not host foreign bases",
    "Ana Ruiz, Foreign Minister · The Sulaco Courier, 25 January 2026",
    (
        "No foreign bases Flagged by a machine, checked by nobody yet Details and "
        "citation — New report on No foreign bases, citing Ana Ruiz"
    ),
    "Versions that we keep",
    "1 March 2026, 12:00 UTC Version 1 · First",
]
DOCUMENT_SPANISH = [
    "The Sulaco Courier · 25 de enero de 2026",
    "Costaguana rules out foreign bases",
    "Leer donde se publicó",
    "Fuente",
    "The Sulaco Courier",
    "Prensa",
    "Qué tenemos de él",
    "Texto íntegro",
    "El texto es el original completo.",
    "Idioma",
    "Inglés",
    "Visto por primera vez",
    "1 de marzo de 2026",
    "Qué se cita de él",
    "Costaguana will not host foreign bases",
    "Acuerdo: Acuerdo del puerto",
    "Costaguana will not host foreign bases",
    "Declaración: We will not host foreign bases.",
    "Costaguana will not host foreign bases",
    "Hecho: Congress passes the Port Act",
    "Novedades que lo citan",
    "Nueva información · 25 de enero de 2026",
    "Costaguana will not host foreign bases",
    "Ana Ruiz, Canciller · The Sulaco Courier, 25 de enero de 2026 · Inglés",
    (
        "No foreign bases Señalado por una máquina, aún sin revisar Detalles y cita —"
        " New report on No foreign bases, citing Ana Ruiz"
    ),
    "Versiones que conservamos",
    "1 de marzo de 2026, 12:00 UTC Versión 1 · Primera",
]


def test_an_article_says_what_is_quoted_of_it(client: Client) -> None:
    scene.flag(scene.set_up())
    slug = factories.snapshot(url=scene.URL).document.slug

    assert reading.record(client, f"/documents/{slug}") == DOCUMENT_ENGLISH


def test_an_article_says_what_is_quoted_of_it_in_spanish(client: Client) -> None:
    scene.flag(scene.set_up())
    slug = factories.snapshot(url=scene.URL).document.slug

    assert reading.record(client, f"/es/documents/{slug}") == DOCUMENT_SPANISH


def test_the_words_of_an_article_are_its_outlet_s_and_not_on_its_page(client: Client) -> None:
    scene.set_up()
    slug = factories.snapshot(url=scene.URL).document.slug

    page = reading.get(client, f"/documents/{slug}")

    assert factories.QUOTE in page
    assert "She spoke after meeting" not in page
    assert f'<a href="{scene.URL}" rel="noopener">Read it where it was published</a>' in page


def test_the_past_shows_nothing_that_is_quoted_today(client: Client) -> None:
    slug = factories.snapshot(url=scene.URL).document.slug
    moment = reading.now()
    scene.flag(scene.set_up())

    said = reading.record(client, f"/documents/{slug}?known_at={moment}")

    assert said[-2:] == ["First seen by us", "1 March 2026"]


def test_what_is_quoted_by_what_is_not_public_is_not_shown(
    client: Client, settings: Settings
) -> None:
    settings.PUBLIC_REVIEW_STATES = ["confirmed"]
    factories.development(snapshot=factories.snapshot(url=scene.URL))
    slug = factories.snapshot(url=scene.URL).document.slug

    assert factories.QUOTE not in reading.get(client, f"/documents/{slug}")


def test_the_versions_of_an_article_lead_to_what_changed(client: Client) -> None:
    factories.snapshot("No base will be built.", scene.URL)
    slug = factories.snapshot("No base will be built before May.", scene.URL).document.slug

    page = reading.get(client, f"/es/documents/{slug}")

    assert (
        f'Versión 2 · Sustancial · <a href="/es/documents/{slug}/versions/2">'
        "qué cambió desde la versión 1</a>" in page
    )


@pytest.mark.parametrize(("count", "number"), [(1, 8), (12, 8)])
def test_an_article_takes_as_many_queries_however_often_it_is_quoted(
    client: Client, count: int, number: int
) -> None:
    commitment = scene.set_up()
    for _ in range(count):
        scene.flag(commitment)
        factories.agreement(citations=[scene.quoted()])
    slug = factories.snapshot(url=scene.URL).document.slug

    with CaptureQueriesContext(connection) as captured:
        said = reading.record(client, f"/documents/{slug}")

    assert len(captured) == number
    assert said.count(factories.QUOTE) <= 20
