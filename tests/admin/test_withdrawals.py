"""At the desk what is in use stays, with what uses it shown, and what was withdrawn comes back."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from tests import factories
from tests.admin.conftest import Send, mistakes, notes, page_of
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def restore(desk: Client, row: models.Record, reason: str) -> Any:
    return desk.post(
        f"/admin/tracker/{row._meta.model_name}/",
        {"action": "restore", "_selected_action": [row.pk], "reason": reason},
        follow=True,
    )


def test_what_is_in_use_is_not_withdrawn_and_what_uses_it_is_shown(desk: Client) -> None:
    topic = factories.topic()
    event = factories.event(topics=[topic.slug])

    for response in (
        desk.get(page_of(topic, "delete")),
        desk.post(page_of(topic, "delete"), {"post": "yes", "reason": "Entered twice"}),
    ):
        page = html.fromstring(response.content)
        (link,) = page.xpath("//ul[@id='users']//a")
        assert (link.text, link.get("href")) == (event.title, page_of(event))
        assert page.xpath("//input[@name='reason']") == []
    assert factories.stored(topic).is_public


def test_what_was_withdrawn_is_restored_with_a_reason(desk: Client) -> None:
    topic = factories.topic()
    desk.post(page_of(topic, "delete"), {"post": "yes", "reason": "Entered twice"})

    unsaid = restore(desk, topic, "")
    assert notes(unsaid)[1:] == ["A restoration needs a reason."]
    said = restore(desk, topic, "It was no mistake")

    assert notes(said) == ["Restored 1."]
    revision = models.Revision.objects.latest("sequence")
    assert (revision.event_type, revision.actor, revision.reason) == (
        "record.restored",
        factories.ACTOR,
        "It was no mistake",
    )
    assert factories.stored(topic).is_public


def test_what_cannot_be_restored_is_said(desk: Client) -> None:
    topic = factories.topic()
    event = factories.event(topics=[topic.slug])
    for row in (event, topic):
        desk.post(page_of(row, "delete"), {"post": "yes", "reason": "Entered twice"})

    response = restore(desk, event, "It was no mistake")

    assert notes(response)[2:] == [
        "Congress passes the Port Act: It refers to records that are withdrawn; restore those "
        "first.",
        "Topic: Foreign bases",
        "Restored 0.",
    ]


def test_verbatim_words_need_a_citation_at_the_desk_too(send: Send) -> None:
    commitment, statement = factories.commitment(), factories.statement()

    verbatim = send(page_of(commitment), wording="verbatim")
    direct = send(page_of(statement), is_direct_quote="on")

    assert mistakes(verbatim) == [
        "A commitment in verbatim wording needs a citation, or its wording is editorial. "
        "Quote a text for it first, under Quotes, and save this then."
    ]
    assert mistakes(direct) == [
        "A direct quote needs a citation. "
        "Quote a text for it first, under Quotes, and save this then."
    ]
    assert not factories.stored(statement).is_direct_quote


def test_what_is_withdrawn_is_not_referred_to_by_a_form_left_open(send: Send) -> None:
    topic = factories.topic()
    event = factories.event()
    models.Identity.objects.filter(pk=topic.pk).update(deleted_at=factories.NOW)

    response = send(page_of(event), topics=[str(topic.pk)])

    assert mistakes(response) == ["This is withdrawn; choose another."]
    assert event.topics.count() == 0
    models.Identity.objects.filter(pk=topic.pk).update(deleted_at=None)
