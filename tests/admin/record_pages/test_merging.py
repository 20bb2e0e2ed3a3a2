"""Two records of one thing become one at the desk, after what would move was shown."""

import pytest
from django.test import Client
from lxml import html

from tests import factories
from tests.admin.conftest import Send, notes, page_of
from tests.api import expect
from tracker import models, watched

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def twins() -> tuple[models.Official, models.Official]:
    heir = factories.official(name="Marta Quist")
    office = {"party": factories.costaguana().slug, "role": {"en": "Judge"}}
    twin = factories.official(name="M. Quist", tenures=[office])
    return twin, heir


def items(content: bytes) -> list[str]:
    page = html.fromstring(content.decode())
    return [item.text_content() for item in page.xpath("//ul[@class='moving']/li")]


def test_likely_twins_are_offered_and_others_are_found(desk: Client) -> None:
    twin, heir = twins()
    page = page_of(twin, "merge")

    alike = desk.get(page).content.decode()
    found = desk.get(f"{page}?q=Marta").content.decode()

    for content in (alike, found):
        assert f'href="?into={heir.pk}"' in content
        assert f'href="?into={twin.pk}"' not in content


def test_what_would_move_is_shown_and_nothing_moves_yet(desk: Client) -> None:
    twin, heir = twins()
    factories.statement(official=twin.slug)

    response = desk.get(f"{page_of(twin, 'merge')}?into={heir.pk}")

    assert items(response.content) == [
        "The name “M. Quist” is kept as another name of “Marta Quist”: texts with it are still "
        "recognised.",
        "Tenures that go to it: 1.",
        "Records of the type statement that refer to it instead: 1.",
        "Its other fields are not taken over: “Marta Quist” keeps its own.",
    ]
    assert factories.stored(twin).is_public


def test_a_merged_official_s_name_is_recognised_as_the_other_s(send: Send, desk: Client) -> None:
    twin, heir = twins()
    statement = factories.statement(official=twin.slug)

    response = send(f"{page_of(twin, 'merge')}?into={heir.pk}", reason="One person")

    assert notes(response) == ["M. Quist was merged into Marta Quist, and its address leads here."]
    assert desk.get(f"/v1/officials/{twin.slug}").status_code == 308
    shown = factories.shown(heir)
    assert [name["name"] for name in shown["other_names"]] == ["M. Quist"]
    assert len(shown["tenures"]) == 1
    assert factories.shown(statement)["official"]["slug"] == heir.slug
    known = {each.slug: each.aliases for each in watched.index().tracked.officials}
    assert known == {heir.slug: ("M. Quist",)}
    revision = models.Revision.objects.get(event_type="record.merged")
    assert (revision.actor, revision.reason) == (factories.ACTOR, "One person")


def test_a_merger_needs_a_reason(send: Send) -> None:
    twin, heir = twins()

    response = send(f"{page_of(twin, 'merge')}?into={heir.pk}")

    assert notes(response) == ["A merger needs a reason; it is public."]
    assert factories.stored(twin).is_public


@pytest.mark.parametrize("into", ["", "none", "999999", "itself", "gone"])
def test_into_what_does_not_stand_nothing_is_merged(desk: Client, into: str) -> None:
    topic, gone = factories.topic(), factories.topic(name="Ports")
    desk.post(page_of(gone, "delete"), {"post": "yes", "reason": "Entered twice"})
    keys = {"itself": str(topic.pk), "gone": str(gone.pk)}

    desk.post(page_of(topic, "merge"), {"into": keys.get(into, into), "reason": "One"})

    assert factories.stored(topic).is_public


@pytest.mark.parametrize(
    "record_type",
    ["topic", "party", "official", "agreement", "meeting", "event", "commitment", "statement"],
)
def test_every_type_that_the_api_merges_is_merged(send: Send, record_type: str) -> None:
    make = getattr(factories, record_type)
    twin, heir = make(), make()

    send(f"{page_of(twin, 'merge')}?into={heir.pk}", reason="The same")

    assert factories.stored(twin).identity.merged_into == heir.identity


def test_a_document_is_not_merged(desk: Client) -> None:
    page = desk.get(page_of(factories.document())).content.decode()

    assert "/merge/" not in page


def test_what_is_in_use_is_not_deleted_and_leads_to_its_merger(desk: Client) -> None:
    topic = factories.topic()
    factories.event(topics=[topic.slug])

    page = desk.get(page_of(topic, "delete")).content.decode()

    assert 'href="../merge/">merge it into another</a>' in page


def test_what_was_withdrawn_is_restored_on_a_page_of_its_own(send: Send, desk: Client) -> None:
    topic = factories.topic()
    desk.post(page_of(topic, "delete"), {"post": "yes", "reason": "Entered twice"})
    assert f'href="{page_of(topic, "restore")}"' in desk.get(page_of(topic)).content.decode()

    unsaid = send(page_of(topic, "restore"))
    said = send(page_of(topic, "restore"), reason="It was no mistake")

    assert notes(unsaid)[-1] == "A restoration needs a reason."
    assert notes(said) == ["It is public again, at its address."]
    assert expect.json(desk.get(f"/v1/topics/{topic.slug}"))["name"] == "Foreign bases"
    assert desk.get(page_of(topic, "restore")).status_code == 404
