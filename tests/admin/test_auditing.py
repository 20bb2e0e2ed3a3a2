"""Who did what: one list of what was noted, of the ledger's changes, and of proposals."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from tests import factories
from tests.admin.conftest import mistakes
from tracker import models, recording, reviewing
from tracker.admin import auditing
from tracker.models import AuditAct

pytestmark = pytest.mark.django_db

HOME = "/admin/tracker/auditentry/"


def rows(client: Client, **asked: Any) -> list[dict[str, str]]:
    """Return the rows of the CSV."""
    response: Any = client.get(HOME, {"format": "csv", **asked})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def shown(client: Client, **asked: Any) -> list[list[str]]:
    """Return the cells of the page's table."""
    page = html.fromstring(client.get(HOME, asked).content)
    return [[cell.text_content() for cell in row.xpath("td")] for row in page.xpath("//tbody/tr")]


def test_changes_decisions_and_what_was_noted_stand_in_one_list(desk: Client) -> None:
    topic = factories.topic(name="Ports")
    flag = factories.development(review_state="flagged")
    reviewing.confirm(flag, "Antonia", "as quoted", timezone.now())
    models.AuditEntry.objects.note(AuditAct.TOKEN_MADE, "Emilia", about="courier", detail="Feed")

    found = {(row["who"], row["did"], row["about"], row["detail"]) for row in rows(desk)}

    assert ("Emilia", "token_made", "courier", "Feed") in found
    assert ("Antonia", "development.confirmed", f"development/{flag.slug}", "as quoted") in found
    assert (factories.ACTOR, "record.created", f"topic/{topic.slug}", "entered") in found


def test_what_machines_did_is_not_in_it(desk: Client) -> None:
    with recording.change("reading", "read again", is_machine=True) as change:
        change.touch(unrecorded_topic())

    assert models.Revision.objects.count() == 1
    assert rows(desk) == []


def unrecorded_topic() -> models.Topic:
    """Return a topic as it is created, not yet recorded."""
    identity = factories.IdentityFactory.create(type="topic", slug="ports")
    return models.Topic.objects.create(identity=identity, name="Ports")


def test_a_decision_on_what_was_never_public_is_in_it(desk: Client) -> None:
    flag = factories.development(kind="commitment.contradicted", review_state="flagged")
    models.AuditEntry.objects.all().delete()
    assert not flag.is_public

    reviewing.dismiss(flag, "Antonia", "misread", timezone.now())

    (entry,) = models.AuditEntry.objects.all()
    assert (entry.act, entry.actor) == ("unpublished_change", "Antonia")
    assert (entry.about, entry.detail) == (
        f"development/{flag.slug}",
        "development.dismissed: misread",
    )


def test_a_period_is_whole_days_in_utc_latest_first(desk: Client) -> None:
    for moment in (
        datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 3, 2, tzinfo=UTC),
        datetime(2026, 3, 3, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 3, 4, tzinfo=UTC),
    ):
        models.AuditEntry.objects.create(at=moment, act="signed_in", actor="emilia")

    found = rows(desk, since="2026-03-02", until="2026-03-03")

    assert [row["at"] for row in found] == [
        "2026-03-03T23:59:59+00:00",
        "2026-03-02T00:00:00+00:00",
    ]
    assert [row[0] for row in shown(desk, since="2026-03-02", until="2026-03-03")] == [
        "2026-03-03 23:59:59",
        "2026-03-02 00:00:00",
    ]


def test_the_list_is_narrowed_to_an_account(desk: Client) -> None:
    for actor, about in (("emilia", ""), ("antonia", "emilia"), ("antonia", "courier")):
        models.AuditEntry.objects.note(AuditAct.ACCOUNT_CHANGED, actor, about=about)

    found = [(row["who"], row["about"]) for row in rows(desk, who="emilia")]

    assert sorted(found) == [("antonia", "emilia"), ("emilia", "")]


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1"])
def test_no_spreadsheet_computes_anything(desk: Client, text: str) -> None:
    models.AuditEntry.objects.note(AuditAct.ACTED, text, about=text, detail=text)

    (row,) = rows(desk)

    assert {row["who"], row["about"], row["detail"]} == {f"'{text}"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "2026-03-02", "until": "2026-03-01"}, "The period ends before it begins."),
        ({"since": "yesterday"}, "Enter a valid date."),
    ],
)
def test_a_period_that_is_none_is_said_to_be_none(
    desk: Client, asked: dict[str, str], said: str
) -> None:
    response = desk.get(HOME, {**asked, "format": "csv"})

    assert response.status_code == 400
    assert mistakes(response) == [said]


def test_actions_on_a_list_are_noted_with_their_rows(desk: Client) -> None:
    token = factories.TokenFactory.create()
    chosen = {"action": "revoke", "_selected_action": [token.pk]}

    desk.post("/admin/tracker/token/", chosen)

    entry = models.AuditEntry.objects.get(act="acted")
    assert (entry.actor, entry.about) == (factories.ACTOR, "token")
    assert (entry.detail, entry.address) == (f"revoke: {token.pk}", "127.0.0.1")


def test_an_action_that_was_refused_is_not_noted(client: Client) -> None:
    client.force_login(factories.UserFactory.create(role="reader"))

    client.post("/admin/tracker/token/", {"action": "revoke", "_selected_action": ["1"]})

    assert not models.AuditEntry.objects.exists()


def test_the_page_shows_the_latest_and_the_table_all(desk: Client) -> None:
    now = timezone.now()
    models.AuditEntry.objects.bulk_create(
        models.AuditEntry(at=now - timedelta(seconds=number), act="acted", actor=f"a-{number}")
        for number in range(201)
    )

    page = shown(desk)

    assert (len(page), page[0][1], page[-1][1]) == (200, "a-0", "a-199")
    assert len(rows(desk)) == 201


def test_the_audit_is_asked_in_one_statement(desk: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        list(auditing.entries(date(2026, 1, 1), date(2026, 12, 31), "emilia"))


def test_nobody_writes_in_the_audit(desk: Client) -> None:
    entry = models.AuditEntry.objects.note(AuditAct.SIGNED_IN, "emilia")

    assert desk.get(f"{HOME}add/").status_code == 403
    assert desk.post(f"{HOME}{entry.pk}/change/", {"actor": "antonia"}).status_code == 403
    assert desk.post(f"{HOME}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
