"""The front page: what changed, what falls due, and how commitments stand."""

import datetime as dt

import lxml.html
import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.site import reading
from tests.site.records import scene

pytestmark = pytest.mark.django_db


def sections(client: Client, address: str) -> dict[str, list[str]]:
    """Return what each section of the front page says, by its heading."""
    main = next(lxml.html.fromstring(reading.get(client, address)).iter("main"))
    found = (reading.lines(each) for each in main.iter("section"))
    return {said[0]: said[1:] for said in found}


def test_what_changed_is_told_with_its_quote_its_speaker_and_who_judged(client: Client) -> None:
    scene.flag(scene.set_up())

    assert sections(client, "/")["What changed"] == [
        "New report · 25 January 2026",
        "Costaguana will not host foreign bases",
        "Ana Ruiz, Foreign Minister · The Sulaco Courier, 25 January 2026",
        "No foreign bases Flagged by a machine, checked by nobody yet Details and citation"
        " — New report on No foreign bases, citing Ana Ruiz",
        "All developments",
    ]


def test_what_was_said_then_and_since_stand_side_by_side(client: Client) -> None:
    commitment = scene.set_up()
    factories.changed(commitment, citations=[scene.quoted()])
    scene.flag(commitment)

    page = sections(client, "/es")

    assert page["No foreign bases"] == [
        "Veredicto: Sin valorar",
        "Entonces",
        "Costaguana will not host foreign bases",
        "Ana Ruiz, Canciller · The Sulaco Courier, 25 de enero de 2026 · Inglés",
        "Desde entonces · Nueva información · 25 de enero de 2026",
        "Costaguana will not host foreign bases",
        "Ana Ruiz, Canciller · The Sulaco Courier, 25 de enero de 2026 · Inglés",
    ]


def test_commitments_are_counted_by_verdict_and_topics_have_their_names(client: Client) -> None:
    scene.set_up()

    page = sections(client, "/es")

    assert page["Compromisos"] == ["Sin valorar 1", "Todos los compromisos"]
    assert page["Temas"] == ["Bases extranjeras", "Ports"]
    assert '<a href="/es/commitments?verdict=not_yet_rated">' in reading.get(client, "/es")


def test_what_falls_due_within_a_year_is_listed_and_what_comes_later_is_not(
    client: Client,
) -> None:
    today = timezone.now().date()
    soon, late = (today + dt.timedelta(days=days) for days in (30, 500))
    factories.commitment(slug="boats", short_title="Two boats", due_date=soon.isoformat())
    factories.commitment(slug="ports", short_title="A port", due_date=late.isoformat())

    due = " ".join(sections(client, "/")["What falls due"])

    assert "Two boats" in due
    assert "A port" not in due


def test_an_empty_service_says_so(client: Client) -> None:
    page = sections(client, "/")

    assert page["What changed"] == ["Nothing has been published yet.", "All developments"]
    assert page["What falls due"] == ["Nothing in the year to come.", "The calendar"]
    assert page["Commitments"] == ["All commitments"]


def test_an_old_report_is_no_news(client: Client) -> None:
    scene.flag(scene.set_up(), is_backfill=True)

    page = sections(client, "/")

    assert page["What changed"] == ["Nothing has been published yet.", "All developments"]
