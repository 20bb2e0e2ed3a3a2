"""The page of an official: offices, words, commitments, meetings."""

import pytest
from django.test import Client

from tests.site import reading
from tests.site.records import scene

pytestmark = pytest.mark.django_db

OFFICIAL_ENGLISH = [
    "Official",
    "Ana Ruiz",
    "Offices",
    "June 2024 – no end known Foreign Minister · Costaguana",
    "What was said",
    "We will not host foreign bases.",
    "Ana Ruiz, Foreign Minister · 25 January 2026",
    "Reaffirms: No foreign bases Details and citation — We will not host foreign bases.",
    "Commitments made",
    "No foreign bases",
    "Costaguana will not host foreign military bases.",
    "Costaguana Not yet rated Reversed",
    "What is reported",
    "New report · 25 January 2026",
    "Costaguana will not host foreign bases",
    "Ana Ruiz, Foreign Minister · The Sulaco Courier, 25 January 2026",
    (
        "No foreign bases Flagged by a machine, checked by nobody yet Details and "
        "citation — New report on No foreign bases, citing Ana Ruiz"
    ),
    "Meetings",
    "Talks at San Tomé",
    "Talks 25 January 2026 San Tomé Confirmed",
]
OFFICIAL_SPANISH = [
    "Funcionario",
    "Ana Ruiz",
    "Cargos",
    "junio de 2024 – sin final conocido Canciller · Costaguana",
    "Qué dijo",
    "No alojaremos bases extranjeras.",
    "Ana Ruiz, Canciller · 25 de enero de 2026",
    (
        "Traducción nuestra Reafirma: No foreign bases Detalles y cita — We will not "
        "host foreign bases."
    ),
    "Compromisos asumidos",
    "No foreign bases",
    "Costaguana will not host foreign military bases.",
    "Costaguana Sin valorar Revertido",
    "De qué se informa",
    "Nueva información · 25 de enero de 2026",
    "Costaguana will not host foreign bases",
    "Ana Ruiz, Canciller · The Sulaco Courier, 25 de enero de 2026 · Inglés",
    (
        "No foreign bases Señalado por una máquina, aún sin revisar Detalles y cita —"
        " New report on No foreign bases, citing Ana Ruiz"
    ),
    "Reuniones",
    "Talks at San Tomé",
    "Conversaciones 25 de enero de 2026 San Tomé Confirmada",
]


def test_an_official_is_shown_with_offices_and_words(client: Client) -> None:
    scene.flag(scene.set_up())

    assert reading.record(client, "/officials/ana-ruiz") == OFFICIAL_ENGLISH


def test_an_official_is_shown_with_offices_and_words_in_spanish(client: Client) -> None:
    scene.flag(scene.set_up())

    assert reading.record(client, "/es/officials/ana-ruiz") == OFFICIAL_SPANISH
