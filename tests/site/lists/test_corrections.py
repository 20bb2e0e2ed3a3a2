"""The page of corrections: what was changed or withdrawn, and why."""

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tracker import editing, recording

pytestmark = pytest.mark.django_db


def withdraw(slug: str, reason: str) -> None:
    row = factories.topic(slug=slug, name=slug.title())
    with recording.change("ana", reason, is_withdrawing=True) as change:
        editing.delete(change, row, timezone.now())


def test_a_withdrawal_is_told_with_its_reason(client: Client) -> None:
    withdraw("bases", "It was here twice <again>")

    page = client.get("/corrections").content.decode()

    assert "It was here twice &lt;again&gt;" in page
    assert 'href="/topics/bases"' in page


def test_the_page_goes_on_after_thirty(client: Client) -> None:
    for number in range(31):
        withdraw(f"topic-{number:02}", "Twice here")

    page = client.get("/corrections").content.decode()
    address = page.split('rel="next" href="')[1].split('"')[0]
    following = client.get(f"/corrections{address}").content.decode()

    assert (page.count("Twice here"), following.count("Twice here")) == (30, 1)
    assert "topic-00" in following


def test_corrections_are_those_of_a_type(client: Client) -> None:
    row = factories.party(slug="port-guild", name="Port guild")
    with recording.change("ana", "No party at all", is_withdrawing=True) as change:
        editing.delete(change, row, timezone.now())
    for number in range(31):
        withdraw(f"topic-{number:02}", "Twice here")

    page = client.get("/corrections?type=topic").content.decode()
    following = client.get("/corrections?type=topic&before=2").content.decode()

    assert page.count("Twice here") == 30
    assert "No party at all" not in page + following
    assert 'href="/v1/corrections.atom?type=topic"' in page
    assert 'rel="next" href="?type=topic&amp;before=' in page
    assert "No party at all" in client.get("/corrections?type=party").content.decode()
    assert client.get("/corrections?type=book").status_code == 400


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "٣"])
def test_a_place_that_is_none_is_refused(client: Client, before: str) -> None:
    assert client.get("/corrections", {"before": before}).status_code == 400
