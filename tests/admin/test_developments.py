"""All that was flagged: listed, decided on in bulk, and opened in the queue of review."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories
from tests.admin.conftest import notes, page_of
from tracker import models, reviewing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

LIST = "/admin/tracker/development/"


@pytest.fixture(autouse=True)
def _at_once(settings: Settings) -> None:
    settings.REVIEW_HOLD = 0


def act(desk: Client, action: str, *rows: models.Development, reason: str = "") -> Any:
    sent = {"action": action, "_selected_action": [row.pk for row in rows], "reason": reason}
    return desk.post(LIST, sent, follow=True)


def state(row: models.Development) -> tuple[str, str]:
    row.refresh_from_db()
    return row.review_state, row.review_reason


def test_what_waits_for_a_person_comes_first(desk: Client) -> None:
    factories.development(title="Seen", review_state="confirmed", detected_at=factories.NOW)
    factories.development(title="Waiting", subject=factories.topic(), kind="event.reported")

    shown = desk.get(LIST).context["cl"].result_list

    assert [development.title for development in shown] == ["Waiting", "Seen"]


def test_the_page_of_a_flag_is_that_of_the_queue(desk: Client) -> None:
    row = factories.meaning(snapshot=factories.snapshot())

    assert desk.get(page_of(row)).headers["Location"] == f"/admin/review/{row.pk}/"
    assert desk.get(f"{LIST}987654321/change/").status_code == 302


def test_several_are_confirmed_at_once(desk: Client) -> None:
    rows = [factories.meaning(snapshot=factories.snapshot()) for _ in range(2)]

    response = act(desk, "confirm", *rows)

    assert notes(response) == ["Decided on 2; the queue shows what can still be undone."]
    assert [state(row) for row in rows] == [("confirmed", ""), ("confirmed", "")]


def test_several_are_dismissed_with_a_reason(desk: Client) -> None:
    row = factories.meaning(snapshot=factories.snapshot())

    refused = act(desk, "dismiss", row)
    assert (notes(refused), state(row)[0]) == (["A dismissal needs a reason."], "flagged")
    act(desk, "dismiss", row, reason="Another matter")

    assert state(row) == ("dismissed", "Another matter")


def test_what_cannot_be_is_told_and_the_rest_is_done(desk: Client) -> None:
    decided, row = (factories.meaning(snapshot=factories.snapshot()) for _ in range(2))
    reviewing.dismiss(decided, factories.ACTOR, "Not so", factories.NOW)

    response = act(desk, "confirm", decided, row)

    assert notes(response) == [
        f"{decided}: {decided.slug} was dismissed",
        "Decided on 1; the queue shows what can still be undone.",
    ]


def test_decisions_are_taken_back_with_a_reason(desk: Client) -> None:
    row = factories.meaning(snapshot=factories.snapshot())
    reviewing.confirm(row, factories.ACTOR, "", factories.NOW)

    without = act(desk, "reopen", row)
    assert notes(without) == ["A decision is taken back for a reason."]
    act(desk, "reopen", row, reason="Misheard")

    assert state(row) == ("flagged", "Misheard")
