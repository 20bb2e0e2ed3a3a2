"""The page of a source: what it is, its articles, and what it edited."""

import pytest
from django.test import Client

from tests.site import reading, scene

pytestmark = pytest.mark.django_db

SOURCE_ENGLISH = [
    "Source · Press",
    "The Sulaco Courier",
    "What it is",
    "Press",
    "An outlet that edits its own news publishes it.",
    "Its texts",
    "The outlet’s own",
    "Only what is quoted is shown here; read them where they were published.",
    "How fresh it is",
    "Handed in",
    "Its articles are handed in, not fetched.",
    "What it edited",
    "No text that we read was changed or taken away since.",
    "Latest articles",
    "Costaguana rules out foreign bases",
    "The Sulaco Courier 25 January 2026",
]
SOURCE_SPANISH = [
    "Fuente · Prensa",
    "The Sulaco Courier",
    "Qué es",
    "Prensa",
    "Lo publica un medio con redacción propia.",
    "Sus textos",
    "Son del medio",
    "Aquí solo se muestra lo citado; léalos donde se publicaron.",
    "Cuándo se leyó",
    "Por entrega",
    "Sus artículos se entregan, no se descargan.",
    "Qué modificó",
    "Ningún texto leído se modificó ni se retiró después.",
    "Últimos artículos",
    "Costaguana rules out foreign bases",
    "The Sulaco Courier 25 de enero de 2026",
]


def test_a_source_says_what_it_is(client: Client) -> None:
    scene.set_up()

    assert reading.record(client, "/sources/sulaco-courier") == SOURCE_ENGLISH


def test_a_source_says_what_it_is_in_spanish(client: Client) -> None:
    scene.set_up()

    assert reading.record(client, "/es/sources/sulaco-courier") == SOURCE_SPANISH
