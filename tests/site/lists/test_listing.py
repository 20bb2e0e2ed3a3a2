"""Lists: narrowed by a form, sorted by their dates, gone through by page, and as they were."""

import re

import pytest
from django.test import Client

from tests import factories
from tests.site import reading
from tracker import filters, serializers
from tracker.site.lists import filtering, sorting

pytestmark = pytest.mark.django_db


def shown(page: str) -> list[str]:
    """Return the slugs of the commitments of a list, in its order."""
    return re.findall(r'<h3><a href="/commitments/([\w-]+)', page)


def boats(count: int) -> None:
    for number in range(count):
        day = f"2026-01-{number + 1:02}"
        factories.commitment(slug=f"boat-{number}", short_title="A boat", stated_date=day)


def test_a_list_is_sorted_by_a_date_both_ways_and_the_undated_come_last(client: Client) -> None:
    boats(2)
    factories.commitment(slug="some-day", short_title="Some day", stated_date=None)

    first = reading.get(client, "/commitments?ordering=stated_date")
    last = reading.get(client, "/commitments?ordering=-stated_date")

    assert shown(first) == ["boat-0", "boat-1", "some-day"]
    assert shown(last) == ["boat-1", "boat-0", "some-day"]
    assert '<option value="-stated_date" selected>said, latest first</option>' in last


def test_a_list_is_gone_through_by_page_and_back(client: Client) -> None:
    boats(26)

    first = reading.get(client, "/commitments?ordering=stated_date&form=")
    address = re.findall(r'rel="next" href="([^"]+)"', first)[0].replace("&amp;", "&")
    second = reading.get(client, f"/commitments{address}")
    back = re.findall(r'rel="prev" href="([^"]+)"', second)[0].replace("&amp;", "&")

    assert shown(first) == [f"boat-{number}" for number in range(25)]
    assert shown(second) == ["boat-25"]
    assert shown(reading.get(client, f"/commitments{back}")) == shown(first)
    assert "form=" not in address


def test_a_place_of_another_list_is_refused(client: Client) -> None:
    boats(26)
    page = reading.get(client, "/commitments?ordering=stated_date")
    cursor = re.findall(r"cursor=([^\"&]+)", page)[0]

    assert "not of this list" in reading.get(client, f"/commitments?cursor={cursor}", 400)
    assert "cannot be sorted" in reading.get(client, "/commitments?ordering=size", 400)


def test_words_narrow_a_list(client: Client) -> None:
    boats(1)
    factories.commitment(slug="no-harbour", short_title="No harbour", text="No harbour is built.")

    assert shown(reading.get(client, "/commitments?q=harbour")) == ["no-harbour"]
    assert "cannot be asked" in reading.get(client, "/commitments?q=" + "a+" * 20, 400)


def test_the_form_says_what_is_asked_and_keeps_what_it_does_not_show(client: Client) -> None:
    holder = factories.costaguana()
    factories.commitment(slug="no-bases", holders=[holder.slug], form="refrain")

    page = reading.get(client, "/commitments?holder=costaguana&stated_after=2020&form=refrain")

    assert '<option value="costaguana" selected>Costaguana</option>' in page
    assert '<option value="refrain" selected>Refrain</option>' in page
    assert '<input type="hidden" name="stated_after" value="2020">' in page
    assert "stated_after = 2020" in page


def test_a_list_of_the_past_shows_what_was_shown_then(client: Client) -> None:
    row = factories.commitment(slug="no-bases", short_title="No bases")
    then = reading.now()
    factories.changed(row, short_title="Not one base")

    page = reading.get(client, f"/commitments?known_at={then}&form=")

    assert "No bases" in page
    assert "Not one base" not in page
    assert f'<input type="hidden" name="known_at" value="{then}">' in page
    assert 'id="f-q"' not in page


@pytest.mark.parametrize("record_type", serializers.PLURALS)
def test_every_list_has_its_form_and_every_order_a_name(client: Client, record_type: str) -> None:
    page = reading.get(client, f"/es/{serializers.PLURALS[record_type]}")

    assert page.count("<select") == len(filtering.NAMES[record_type]) + 1
    labels = [label for _, label in sorting.labelled(filters.ORDERINGS[record_type])]
    assert len(set(labels)) == len(labels)


def test_a_list_is_followed_by_its_filters_where_subscriptions_have_them(client: Client) -> None:
    holder = factories.costaguana()

    followed = reading.get(client, f"/commitments?holder={holder.slug}")
    narrower = reading.get(client, "/commitments?form=refrain")
    unknown = reading.get(client, "/commitments?holder=nobody")

    address = f"/follow?party={holder.slug}&amp;kind=commitment.%2A"
    assert f'href="{address}"' in followed
    assert "/v1/developments.atom?party=costaguana&amp;kind=" in followed
    assert "Tell me about this" not in narrower
    assert "Tell me about this" not in unknown
