"""An editor at the desk, and the forms there, filled in as a browser would send them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import html

from tests import factories
from tracker import models

Send = Callable[..., Any]


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """Return the client of someone who may do everything."""
    editor = factories.UserFactory.create(username=factories.ACTOR, is_superuser=True)
    client.force_login(editor)
    return client


@pytest.fixture
def send(desk: Client) -> Send:
    """Return what opens a page, changes its form and sends it."""

    def opened_and_sent(address: str, **changes: Any) -> Any:
        return desk.post(address, {**filled(desk, address), **changes}, follow=True)

    return opened_and_sent


def filled(desk: Client, address: str) -> dict[str, Any]:
    """Return what the page's form says before anything is changed."""
    page = html.fromstring(desk.get(address).content)
    (form,) = (form for form in page.forms if form.get("id", "").endswith("_form"))
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return values


def mistakes(response: Any) -> list[str]:
    """Return what the page says is wrong."""
    page = html.fromstring(response.content.decode())
    found = page.xpath("//ul[contains(@class, 'errorlist')]/li/text()")
    return [str(text) for text in found]


def notes(response: Any) -> list[str]:
    """Return what the page says of what was done."""
    page = html.fromstring(response.content.decode())
    return [item.text_content() for item in page.xpath("//ul[@class='messagelist']/li")]


def page_of(row: "models.Record | models.Snapshot", view: str = "change") -> str:
    """Return the address of a record's page."""
    return f"/admin/tracker/{row._meta.model_name}/{row.pk}/{view}/"
