"""Pages of a search, and words that narrow a list."""

from datetime import timedelta

import pytest
from django.test import Client

from tests import factories
from tests.api import expect, searches
from tracker import models

pytestmark = pytest.mark.django_db


# --- Pages ----------------------------------------------------------------------------------------


def test_walking_forward_and_back_gives_every_result_once_in_order(client: Client) -> None:
    for number in range(7):
        factories.topic(name=f"Base {number}", description="base " * number)
    everything = searches.found(client, "q=base")
    assert len(everything) == 7

    forward, following = [], "/v1/search?q=base&page_size=3"
    while following:
        page = expect.json(client.get(following))
        forward.append([(result["type"], result["slug"]) for result in page["results"]])
        last, following = page, page["next"]

    assert forward == [everything[:3], everything[3:6], everything[6:]]
    back = expect.json(client.get(last["previous"]))
    assert [(result["type"], result["slug"]) for result in back["results"]] == everything[3:6]


def test_a_cursor_of_another_search_is_refused(client: Client) -> None:
    factories.topic(name="Base one")
    factories.topic(name="Base two")
    following = expect.json(client.get("/v1/search?q=base&page_size=1"))["next"]

    response = client.get(following.replace("q=base", "q=two"))

    expect.problem(response, 400, "invalid_cursor")


def test_the_same_search_is_not_sent_again(client: Client) -> None:
    factories.topic()
    first = client.get("/v1/search?q=bases")

    again = client.get("/v1/search?q=bases", headers={"If-None-Match": first["ETag"]})
    expect.unchanged(again, first["ETag"])

    factories.topic(name="More bases")
    assert (
        client.get("/v1/search?q=bases", headers={"If-None-Match": first["ETag"]})["ETag"]
        != (first["ETag"])
    )


def test_of_frequent_words_the_newest_thousand_are_ranked(client: Client) -> None:
    numbers = range(models.MOST_COUNTED + 1)
    made = models.Identity.objects.bulk_create(
        models.Identity(type="statement", slug=f"s-{number}") for number in numbers
    )
    keys = [identity.pk for identity in made]
    times = [factories.NOW + timedelta(seconds=number) for number in numbers]
    drafts = [
        models.SearchDraft(key, "statement", "A base", "", at)
        for key, at in zip(keys, times, strict=True)
    ]
    models.SearchEntry.objects.replace(keys, drafts)

    counts = models.SearchEntry.objects.counts("base")
    ranked = models.SearchEntry.objects.ranked("base", counts)

    facets = expect.json(client.get("/v1/search?q=base"))["facets"]
    assert facets[0] == {"type": "statement", "count": models.MOST_COUNTED, "is_exact": False}
    assert len(ranked) == models.MOST_RANKED
    assert {key for _, key in ranked} == set(keys[-models.MOST_RANKED :])


# --- Lists ----------------------------------------------------------------------------------------


def test_words_narrow_a_list_beside_its_filters_newest_first(client: Client) -> None:
    factories.event(title="Law on ports", kind="law")
    factories.event(title="Ruling on ports", kind="ruling")
    factories.event(title="Second law on a port", kind="law")
    factories.event(title="Law on roads", kind="law")

    response = client.get("/v1/events?q=port&kind=law&count=true")

    assert expect.slugs(response) == ["second-law-on-a-port", "law-on-ports"]
    assert expect.json(response)["count"] == 2


def test_words_of_another_type_do_not_narrow_a_list(client: Client) -> None:
    factories.topic(name="Ports")
    factories.event(title="Law on roads")

    assert expect.slugs(client.get("/v1/events?q=ports")) == []
