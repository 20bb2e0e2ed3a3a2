"""The pages of parties and topics: how their commitments stand, and what is new."""

import pytest
from django.test import Client

from tests.site import reading
from tests.site.records import scene

pytestmark = pytest.mark.django_db

PARTY_ENGLISH = [
    "State",
    "Costaguana",
    "How its commitments stand",
    "Not yet rated 1",
    "Newest words",
    "We will not host foreign bases.",
    "Ana Ruiz, Foreign Minister · 25 January 2026",
    "Reaffirms: No foreign bases Details and citation — We will not host foreign bases.",
    "Commitments",
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
    "In office",
    "Ana Ruiz",
    "Foreign Minister, Costaguana, since June 2024",
    "Agreements",
    "Port agreement",
    "Treaty Costaguana, Ruritania signed January 2026 expires 2031 Signed",
]
PARTY_SPANISH = [
    "Estado",
    "Costaguana",
    "Cómo están sus compromisos",
    "Sin valorar 1",
    "Últimas palabras",
    "No alojaremos bases extranjeras.",
    "Ana Ruiz, Canciller · 25 de enero de 2026",
    (
        "Traducción nuestra Reafirma: No foreign bases Detalles y cita — We will not "
        "host foreign bases."
    ),
    "Compromisos",
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
    "En el cargo",
    "Ana Ruiz",
    "Canciller, Costaguana, desde junio de 2024",
    "Acuerdos",
    "Acuerdo del puerto",
    "Tratado Costaguana, Ruritania firmado enero de 2026 vence 2031 Firmado",
]


def test_a_party_says_how_its_commitments_stand(client: Client) -> None:
    scene.flag(scene.set_up())

    assert reading.record(client, "/parties/costaguana") == PARTY_ENGLISH


def test_a_party_says_how_its_commitments_stand_in_spanish(client: Client) -> None:
    scene.flag(scene.set_up())

    assert reading.record(client, "/es/parties/costaguana") == PARTY_SPANISH


TOPIC_ENGLISH = [
    "Topic",
    "Foreign bases",
    "Troops of one state in another.",
    "How its commitments stand",
    "Not yet rated 1",
    "Latest developments",
    "New report · 25 January 2026",
    "Costaguana will not host foreign bases",
    "Ana Ruiz, Foreign Minister · The Sulaco Courier, 25 January 2026",
    (
        "No foreign bases Flagged by a machine, checked by nobody yet Details and "
        "citation — New report on No foreign bases, citing Ana Ruiz"
    ),
    "Commitments",
    "No foreign bases",
    "Costaguana will not host foreign military bases.",
    "Costaguana Not yet rated Reversed",
    "Agreements",
    "Port agreement",
    "Treaty Costaguana, Ruritania signed January 2026 expires 2031 Signed",
    "Meetings",
    "Talks at San Tomé",
    "Talks 25 January 2026 San Tomé Confirmed",
    "Events",
    "Congress passes the Port Act",
    "The act was passed.",
    "Law 3 February 2026 Sulaco Breaks: No foreign bases",
    "Narrower topics",
    "Ports",
]
TOPIC_SPANISH = [
    "Tema",
    "Bases extranjeras",
    "Tropas de un Estado en otro.",
    "Cómo están sus compromisos",
    "Sin valorar 1",
    "Últimas novedades",
    "Nueva información · 25 de enero de 2026",
    "Costaguana will not host foreign bases",
    "Ana Ruiz, Canciller · The Sulaco Courier, 25 de enero de 2026 · Inglés",
    (
        "No foreign bases Señalado por una máquina, aún sin revisar Detalles y cita —"
        " New report on No foreign bases, citing Ana Ruiz"
    ),
    "Compromisos",
    "No foreign bases",
    "Costaguana will not host foreign military bases.",
    "Costaguana Sin valorar Revertido",
    "Acuerdos",
    "Acuerdo del puerto",
    "Tratado Costaguana, Ruritania firmado enero de 2026 vence 2031 Firmado",
    "Reuniones",
    "Talks at San Tomé",
    "Conversaciones 25 de enero de 2026 San Tomé Confirmada",
    "Sucesos",
    "Congress passes the Port Act",
    "The act was passed.",
    "Ley 3 de febrero de 2026 Sulaco Incumple: No foreign bases",
    "Temas más concretos",
    "Ports",
]


def test_a_topic_gathers_what_is_about_it(client: Client) -> None:
    scene.flag(scene.set_up())

    assert reading.record(client, "/topics/bases") == TOPIC_ENGLISH


def test_a_topic_gathers_what_is_about_it_in_spanish(client: Client) -> None:
    scene.flag(scene.set_up())

    assert reading.record(client, "/es/topics/bases") == TOPIC_SPANISH
