"""Flags at the desk, and what is pressed on their pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html
from pytest_django import Settings

from tests import factories
from tracker import models, reviewing

QUEUE = "/admin/review/"
Decide = Callable[..., Any]


@pytest.fixture(autouse=True)
def _a_minute(settings: Settings) -> None:
    settings.REVIEW_HOLD = 60


def flagged(words: str = "Costaguana rules out bases", **fields: Any) -> models.Development:
    """Return a flag of a machine that says that the minister contradicted the commitment."""
    return factories.meaning(
        **{
            "kind": "commitment.contradicted",
            "relation": "contradicts",
            "snapshot": factories.snapshot(f"{words}.\n\n{factories.ARTICLE}"),
            **fields,
        }
    )


def address(row: models.Development, query: str = "") -> str:
    return f"{QUEUE}{row.pk}/{query}"


def seen(desk: Client, page: str) -> str:
    """Return what a page of a flag says of the state in which it shows it."""
    (value, *_) = opened(desk, page).xpath("//input[@name='seen']/@value")
    return str(value)


def opened(desk: Client, page: str) -> Any:
    return html.fromstring(desk.get(page, follow=True).content.decode())


@pytest.fixture
def decide(desk: Client) -> Decide:
    """Return what opens the page of a flag, presses a button there, and follows."""

    def pressed(row: models.Development, query: str = "", **sent: Any) -> Any:
        page = address(row, query)
        return desk.post(page, {"seen": seen(desk, page), **sent}, follow=True)

    return pressed


def edited(desk: Client, row: models.Development, **changes: Any) -> dict[str, Any]:
    """Return what the form of a correction sends."""
    page = opened(desk, address(row, "?edit"))
    (form,) = (form for form in page.forms if form.get("id") == "edit_form")
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return {**values, "decision": "correct", **changes}


def held() -> list[tuple[str, str, str]]:
    rows = models.HeldDecision.objects.order_by("pk")
    return [(row.development.title, row.decision, row.reason) for row in rows]


def state(row: models.Development) -> tuple[str, str]:
    row.refresh_from_db()
    return row.review_state, row.review_reason


def carried_out() -> int:
    models.HeldDecision.objects.update(due_at=timezone.now())
    return reviewing.carry_out_decisions(timezone.now())
