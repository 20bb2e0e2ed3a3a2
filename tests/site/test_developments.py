"""The page of a development: its words, who judged it, and why it was flagged."""

import pytest
from django.test import Client

from tests.site import reading, scene

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
    "Ana Ruiz, Canciller · The Sulaco Courier, 25 de enero de 2026",
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
