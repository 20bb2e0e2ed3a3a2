"""Sources at the desk: how their polling goes, and what can be done about it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import html

from tests import factories
from tests.admin.conftest import Send, mistakes, notes, page_of
from tracker import ingest, models

pytestmark = pytest.mark.django_db

LIST = "/admin/tracker/source/"


@pytest.fixture
def source() -> models.Source:
    """Return a source that is polled."""
    feed = factories.source(reader="feed", external_url="https://courier.example/feed.xml")
    ingest.check_now(models.Source.objects.all())
    return feed


def act(desk: Client, action: str, source: models.Source) -> list[str]:
    response = desk.post(LIST, {"action": action, "_selected_action": [source.pk]}, follow=True)
    return notes(response)


def cells(response: Any) -> dict[str, str]:
    """Return the one row of the list, by column."""
    page = html.fromstring(response.content.decode())
    return {
        cell.get("class").split()[0].removeprefix("field-"): cell.text_content().strip()
        for cell in page.xpath("//table[@id='result_list']/tbody/tr/*[contains(@class, 'field')]")
    }


def test_the_list_shows_how_the_polling_of_each_source_goes(
    desk: Client, source: models.Source
) -> None:
    now = datetime.now(UTC)
    story = models.Document.objects.filter
    for number in range(4):
        document = factories.snapshot(f"Text {number}.", f"https://courier.example/{number}")
        story(pk=document.document.pk).update(story=7 if number < 2 else None)
    models.Polling.objects.update(
        last_success_at=now - timedelta(days=3),
        last_new_at=now - timedelta(days=5),
        usual_gap_seconds=3600,
        failures=4,
    )

    shown = cells(desk.get(LIST))

    assert (shown["failures"], shown["duplicates"], shown["silence"]) == ("4", "25%", "5\xa0days")
    assert shown["last_success"]
    assert shown["next_check"]


def test_a_source_is_paused_checked_and_resumed(desk: Client, source: models.Source) -> None:
    assert act(desk, "pause", source) == ["1 are paused."]
    assert cells(desk.get(LIST))["next_check"] == f"paused: by {factories.ACTOR}"
    assert act(desk, "check_now", source) == ["0 are polled now."]
    assert act(desk, "resume", source) == ["1 are polled again."]
    assert act(desk, "check_now", source) == ["1 are polled now."]

    assert models.Polling.objects.due().get().source == source


def test_sources_are_found_by_how_their_polling_goes(desk: Client, source: models.Source) -> None:
    assert cells(desk.get(f"{LIST}?polling=failing")) == {}
    models.Polling.objects.update(failures=1, trouble="The server answered 500.")

    assert cells(desk.get(f"{LIST}?polling=failing"))["failures"] == "1"
    assert cells(desk.get(f"{LIST}?polling=silent")) == {}
    models.Polling.objects.update(
        failures=3, last_success_at=datetime.now(UTC) - timedelta(days=2, hours=1)
    )
    assert cells(desk.get(f"{LIST}?polling=silent"))["silence"] == "2\xa0days, 1\xa0hour"
    assert "The server answered 500." in desk.get(page_of(source)).content.decode()


def test_what_was_handed_in_or_listed_and_failed_is_tried_again(desk: Client) -> None:
    handed_in = factories.SubmissionFactory.create(state="failed", attempts=5, detail="No date.")
    source = factories.source(external_url="https://courier.example/feed.xml", reader="feed")
    listed = models.ListedArticle.objects.create(
        source=source,
        host=models.Host.objects.of(source.url),
        url="https://courier.example/1",
        digest="1",
        state="failed",
        attempts=5,
        first_seen_at=factories.NOW,
        settled_at=factories.NOW,
    )

    for row in (handed_in, listed):
        address = f"/admin/tracker/{row._meta.model_name}/"
        assert desk.get(address).status_code == 200
        desk.post(address, {"action": "try_again", "_selected_action": [row.pk]})

    for row in (handed_in, listed):
        row.refresh_from_db()
        assert (row.state, row.attempts, row.detail) == ("waiting", 0, "")
    assert models.ListedArticle.objects.due().get() == listed


def test_a_new_source_is_judged_as_the_api_judges_it(send: Send) -> None:
    form = "/admin/tracker/source/add/"

    added = send(form, name="Courier", url="https://courier.example/", tier="press")
    twice = send(form, name="Again", url="https://courier.example/", tier="press")
    private = send(form, name="Inside", url="https://10.0.0.1/", tier="press")
    nowhere = send(form, name="Nowhere", type="feed", tier="press")

    assert added.status_code == 200
    assert models.Source.objects.get().type == "auto"
    assert mistakes(twice) == ["external_url: It is followed already, as courier."]
    assert mistakes(private) == ["external_url: destination not allowed"]
    assert mistakes(nowhere) == ["external_url: Give the address that is to be read."]
