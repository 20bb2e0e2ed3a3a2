"""Records in lists: what each is called, and one line of what matters."""

import pytest
from django.test import Client

from tests.site import reading
from tests.site.records import scene

pytestmark = pytest.mark.django_db

ROWS = {
    "/agreements": [
        "Port agreement",
        "Treaty Costaguana, Ruritania signed January 2026 expires 2031 Signed",
    ],
    "/es/agreements": [
        "Acuerdo del puerto",
        "Tratado Costaguana, Ruritania firmado enero de 2026 vence 2031 Firmado",
    ],
    "/meetings": [
        "Talks at San Tomé",
        "Talks 25 January 2026 San Tomé Confirmed",
    ],
    "/es/meetings": [
        "Talks at San Tomé",
        "Conversaciones 25 de enero de 2026 San Tomé Confirmada",
    ],
    "/officials": [
        "Ana Ruiz",
        "Foreign Minister, Costaguana, since June 2024",
    ],
    "/es/officials": [
        "Ana Ruiz",
        "Canciller, Costaguana, desde junio de 2024",
    ],
    "/parties": [
        "Ruritania",
        "State",
        "Costaguana",
        "State",
    ],
    "/es/parties": [
        "Ruritania",
        "Estado",
        "Costaguana",
        "Estado",
    ],
    "/topics": [
        "Ports",
        "Foreign bases",
        "Troops of one state in another.",
    ],
    "/es/topics": [
        "Ports",
        "Bases extranjeras",
        "Tropas de un Estado en otro.",
    ],
    "/sources": [
        "The Sulaco Courier",
        "Press",
    ],
    "/es/sources": [
        "The Sulaco Courier",
        "Prensa",
    ],
    "/documents": [
        "Costaguana rules out foreign bases",
        "The Sulaco Courier 25 January 2026",
    ],
    "/es/documents": [
        "Costaguana rules out foreign bases",
        "The Sulaco Courier 25 de enero de 2026",
    ],
    "/events": [
        "Congress passes the Port Act",
        "The act was passed.",
        "Law 3 February 2026 Sulaco Breaks: No foreign bases",
    ],
    "/es/events": [
        "Congress passes the Port Act",
        "The act was passed.",
        "Ley 3 de febrero de 2026 Sulaco Incumple: No foreign bases",
    ],
    "/statements": [
        "We will not host foreign bases.",
        "Ana Ruiz, Foreign Minister · 25 January 2026",
        "Reaffirms: No foreign bases Details and citation — We will not host foreign bases.",
    ],
    "/es/statements": [
        "No alojaremos bases extranjeras.",
        "Ana Ruiz, Canciller · 25 de enero de 2026",
        (
            "Traducción nuestra Reafirma: No foreign bases Detalles y cita — We will "
            "not host foreign bases."
        ),
    ],
    "/developments": [
        "New report · 25 January 2026",
        "Costaguana will not host foreign bases",
        "Ana Ruiz, Foreign Minister · The Sulaco Courier, 25 January 2026",
        (
            "No foreign bases Flagged by a machine, checked by nobody yet Details and"
            " citation — New report on No foreign bases, citing Ana Ruiz"
        ),
    ],
    "/es/developments": [
        "Nueva información · 25 de enero de 2026",
        "Costaguana will not host foreign bases",
        "Ana Ruiz, Canciller · The Sulaco Courier, 25 de enero de 2026 · Inglés",
        (
            "No foreign bases Señalado por una máquina, aún sin revisar Detalles y "
            "cita — New report on No foreign bases, citing Ana Ruiz"
        ),
    ],
    "/commitments": [
        "No foreign bases",
        "Costaguana will not host foreign military bases.",
        "Costaguana Not yet rated Reversed",
    ],
    "/es/commitments": [
        "No foreign bases",
        "Costaguana will not host foreign military bases.",
        "Costaguana Sin valorar Revertido",
    ],
}


@pytest.mark.parametrize("address", ROWS)
def test_a_list_says_what_matters_of_each_record(client: Client, address: str) -> None:
    scene.flag(scene.set_up())

    assert reading.rows(client, address) == ROWS[address]
