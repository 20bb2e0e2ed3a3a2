"""What an address of ``/follow`` asks for: in words, as a subscription, as feeds."""

import orjson
import pytest
from django.http import QueryDict

from tests import factories
from tracker import filters, models
from tracker.site import pages
from tracker.site.follow import wishes
from tracker.timelines import lookups

pytestmark = pytest.mark.django_db


def test_a_record_is_followed_by_what_is_found_about_it() -> None:
    factories.commitment(slug="no-bases", short_title="No bases")

    wish = wishes.read(QueryDict("record=commitments/no-bases"))

    assert (wish.title, wish.conditions) == ("No bases", [("Commitment", "No bases")])
    assert wish.columns == {
        "event_types": ["agreement.*", "commitment.*", "event.*", "meeting.*", "source.*"],
        "filters": {"record": ["no-bases"], "record_type": ["commitment"]},
    }
    assert wish.box == {
        "title": "No bases",
        "address": "/follow?record=commitments%2Fno-bases",
        "atom": "/v1/developments.atom?record=no-bases&record_type=commitment",
        "json_feed": "/v1/developments.json?record=no-bases&record_type=commitment",
        "calendar": "/v1/calendar.ics?record=no-bases",
    }


def test_what_is_found_about_a_record_is_what_its_follower_is_told() -> None:
    commitment = factories.commitment(slug="no-bases")
    wish = wishes.read(QueryDict("record=commitments/no-bases"))
    row = factories.development(subject=commitment)
    factories.development(subject=factories.commitment(slug="ports"), key="another")

    search = factories.SavedSearchFactory.create(**wish.columns)

    revisions = models.Revision.objects.filter(event_type="commitment.reported")
    takes = [r.record_id for r in revisions if filters.takes(search, r.event_type, r.facets)]
    assert takes == [row.pk]


def test_a_topic_is_followed_by_its_own_filter_and_has_a_calendar() -> None:
    factories.topic(slug="bases", name="Foreign bases")

    wish = wishes.read(QueryDict("record=topics/bases"))

    assert wish.filters == {"topic": ["bases"]}
    assert wish.box["calendar"] == "/v1/calendar.ics?topic=bases"


def test_filters_are_told_in_words() -> None:
    factories.topic(slug="bases", name="Foreign bases")

    wish = wishes.read(QueryDict("topic=bases&kind=commitment.contradicted&review_state=confirmed"))

    assert wish.conditions == [
        ("Topic", "Foreign bases"),
        ("Who has checked a development", "Confirmed"),
        ("Only", "Commitment contradicted"),
    ]
    assert wish.event_types == ["commitment.contradicted"]
    assert wish.box["atom"] == (
        "/v1/developments.atom?topic=bases&review_state=confirmed&kind=commitment.contradicted"
    )


def test_of_a_development_the_record_that_it_is_about_is_followed() -> None:
    row = factories.development(subject=factories.commitment(slug="no-bases"))
    revision = models.Revision.objects.get(record=row.pk)

    wish = wishes.of_record(orjson.loads(bytes(revision.body)))

    assert wish.query == {"record": ["commitments/no-bases"]}


@pytest.mark.parametrize(
    "query", ["q=bases", "kind=nothing.such", "review_state=none", "min_confidence=x", "foo=1"]
)
def test_what_cannot_be_followed_is_said(query: str) -> None:
    with pytest.raises(pages.PageError) as refused:
        wishes.read(QueryDict(query))

    assert refused.value.status == 400


@pytest.mark.parametrize("query", ["record=commitments/none", "topic=none"])
def test_what_was_never_there_is_not_followed(query: str) -> None:
    with pytest.raises(lookups.NeverPublicError):
        wishes.read(QueryDict(query))


def test_a_record_of_no_type_is_not_followed() -> None:
    with pytest.raises(pages.PageError):
        wishes.read(QueryDict("record=users/ana"))
