"""The pages of meetings and events: when, who, what was said, what it says of commitments."""

import pytest
from django.test import Client

from tests import factories
from tests.site import reading
from tests.site.records import scene

pytestmark = pytest.mark.django_db

MEETING_ENGLISH = [
    "Talks · Confirmed",
    "Talks at San Tomé",
    "On the agenda: The port.",
    "When",
    "25 January 2026, 10:00 (America/Guayaquil)",
    "25 January 2026, 15:00 UTC",
    "Where",
    "San Tomé",
    "Whether it takes place",
    "Confirmed",
    "A participant has announced it with its date.",
    "Who takes part",
    "Ana Ruiz, Foreign Minister · Costaguana Attended",
    "Harbour master Expected",
    "Offices are those held on that day.",
    "What was said there",
    "We will not host foreign bases.",
    "Ana Ruiz, Foreign Minister · 25 January 2026",
    "Reaffirms: No foreign bases Details and citation — We will not host foreign bases.",
    "Commitments made there",
    "No foreign bases",
    "Costaguana will not host foreign military bases.",
    "Costaguana Not yet rated Reversed",
    "Agreements",
    "Port agreement",
    "Governments and organisations",
    "Costaguana",
    "Ruritania",
    "Topics",
    "Foreign bases",
]
MEETING_SPANISH = [
    "Conversaciones · Confirmada",
    "Talks at San Tomé",
    "En la agenda: The port.",
    "Cuándo",
    "25 de enero de 2026, 10:00 (America/Guayaquil)",
    "25 de enero de 2026, 15:00 UTC",
    "Dónde",
    "San Tomé",
    "Si tiene lugar",
    "Confirmada",
    "Uno de los participantes la ha anunciado con su fecha.",
    "Quiénes participan",
    "Ana Ruiz, Canciller · Costaguana Asistió",
    "Harbour master Prevista",
    "Los cargos son los que se ejercían ese día.",
    "Qué se dijo allí",
    "No alojaremos bases extranjeras.",
    "Ana Ruiz, Canciller · 25 de enero de 2026",
    (
        "Traducción nuestra Reafirma: No foreign bases Detalles y cita — We will not "
        "host foreign bases."
    ),
    "Compromisos asumidos allí",
    "No foreign bases",
    "Costaguana will not host foreign military bases.",
    "Costaguana Sin valorar Revertido",
    "Acuerdos",
    "Port agreement",
    "Gobiernos y organizaciones",
    "Costaguana",
    "Ruritania",
    "Temas",
    "Foreign bases",
]


def test_a_meeting_says_when_by_its_own_clocks_and_who_took_part(client: Client) -> None:
    scene.set_up()

    assert reading.record(client, "/meetings/talks") == MEETING_ENGLISH


def test_a_meeting_says_when_by_its_own_clocks_and_who_took_part_in_spanish(client: Client) -> None:
    scene.set_up()

    assert reading.record(client, "/es/meetings/talks") == MEETING_SPANISH


EVENT_ENGLISH = [
    "Law · 3 February 2026 · Sulaco",
    "Congress passes the Port Act",
    "The act was passed.",
    "Our summary of what came of it, not for print",
    "In the words of its sources",
    "Costaguana will not host foreign bases",
    "The Sulaco Courier, 25 January 2026",
    "What it says of commitments",
    "Breaks · Holder",
    "No foreign bases",
    (
        "It says or shows that what was excluded was done, or that what was due was "
        "not. Confirmed by a person"
    ),
    "Governments and organisations",
    "Costaguana",
    "Topics",
    "Foreign bases",
]
EVENT_SPANISH = [
    "Ley · 3 de febrero de 2026 · Sulaco",
    "Congress passes the Port Act",
    "The act was passed.",
    "Resumen nuestro del resultado, no es para publicar",
    "En palabras de sus fuentes",
    "Costaguana will not host foreign bases",
    "The Sulaco Courier, 25 de enero de 2026 · Inglés",
    "Qué dice de los compromisos",
    "Incumple · Titular",
    "No foreign bases",
    "Dice o muestra que se hizo lo excluido o que no se hizo lo debido. Confirmado por una persona",
    "Gobiernos y organizaciones",
    "Costaguana",
    "Temas",
    "Foreign bases",
]


def test_an_event_says_which_commitment_it_breaks(client: Client) -> None:
    scene.set_up()

    assert reading.record(client, "/events/port-act") == EVENT_ENGLISH


def test_an_event_says_which_commitment_it_breaks_in_spanish(client: Client) -> None:
    scene.set_up()

    assert reading.record(client, "/es/events/port-act") == EVENT_SPANISH


def test_a_deed_that_nobody_judged_says_so(client: Client) -> None:
    factories.event(slug="port-act")

    said = reading.record(client, "/events/port-act")

    assert "Nobody has judged yet which commitments it keeps or breaks." in said


def test_a_meeting_of_which_only_the_day_is_known_has_no_hour(client: Client) -> None:
    factories.meeting(slug="talks", starts_at="2026-01", time_zone="America/Guayaquil")

    said = reading.record(client, "/meetings/talks")

    assert said[said.index("When") + 1] == "January 2026"
