"""Completion over names, and search and names made anew."""

import pytest
from django.core.management import call_command
from django.test import Client

from tests import factories
from tests.api import expect, searches
from tracker import ingest, models

pytestmark = pytest.mark.django_db


# --- Suggestions ----------------------------------------------------------------------------------


def test_a_person_is_suggested_with_role_and_party(client: Client) -> None:
    factories.ana_ruiz()

    response = client.get("/v1/suggest?q=rui&type=official")

    assert expect.json(response) == {
        "results": [
            {
                "type": "official",
                "slug": "ana-ruiz",
                "title": "Ana Ruiz",
                "url": "/v1/officials/ana-ruiz",
                "html_url": "/officials/ana-ruiz",
                "name": "Ana Ruiz",
                "role": {"en": "Foreign Minister", "es": "Canciller"},
                "party": "costaguana",
            }
        ]
    }


def test_a_person_out_of_office_is_suggested_without_role(client: Client) -> None:
    factories.tomas_vidal()

    (result,) = expect.json(client.get("/v1/suggest?q=tomas+vid"))["results"]

    assert (result["name"], result["role"], result["party"]) == ("Tomás Vidal", None, None)


def test_a_party_is_suggested_by_code_or_alias_with_code_and_kind(client: Client) -> None:
    factories.costaguana()
    factories.party(name="League of Ports", other_names=[{"name": "Liga de Puertos"}])

    (state,) = expect.json(client.get("/v1/suggest?q=xc&type=party"))["results"]
    (league,) = expect.json(client.get("/v1/suggest?q=puert"))["results"]

    assert (state["slug"], state["name"], state["code"], state["kind"]) == (
        "costaguana",
        "XC",
        "XC",
        "state",
    )
    assert (league["title"], league["name"]) == ("League of Ports", "Liga de Puertos")
    assert (league["code"], league["kind"]) == (None, "ministry")


def test_what_begins_so_comes_before_what_has_a_word_that_does_and_likeness_last(
    client: Client,
) -> None:
    factories.official(name="Rosa Montero")
    factories.official(name="Montero Díaz")
    factories.official(name="Ana Monteor")
    factories.official(name="Charles Gould")

    assert searches.suggested(client, "q=montero") == [
        "montero-diaz",
        "rosa-montero",
        "ana-monteor",
    ]


@pytest.mark.parametrize("query", ["tomás", "TOMAS", "tomàs v", "Vidal,", "tomas-vidal", "vidla"])
def test_accents_case_punctuation_and_slips_are_overlooked(client: Client, query: str) -> None:
    factories.tomas_vidal()

    assert searches.suggested(client, f"q={query}&type=official") == ["tomas-vidal"]


def test_a_record_with_several_fitting_names_is_suggested_once(client: Client) -> None:
    factories.official(name="Ana Ruiz", other_names=[{"name": "Ana R."}, {"name": "Anita"}])

    assert searches.suggested(client, "q=an") == ["ana-ruiz"]


def test_no_more_are_suggested_than_asked_for(client: Client) -> None:
    for number in range(12):
        factories.official(name=f"Ana {number}")

    assert len(searches.suggested(client, "q=ana")) == 10
    assert len(searches.suggested(client, "q=ana&limit=3")) == 3
    expect.problem(client.get("/v1/suggest?q=ana&limit=21"), 400, "invalid_parameter")
    expect.problem(client.get("/v1/suggest?q=ana&type=statement"), 400, "invalid_parameter")


# --- Reindexing -----------------------------------------------------------------------------------


def test_reindexing_restores_what_was_lost_and_drops_what_is_not_public(client: Client) -> None:
    factories.development(kind="commitment.broken", title="A garrison")
    factories.ana_ruiz()
    entries = list(models.SearchEntry.objects.order_by("pk").values())
    names = list(models.NameEntry.objects.order_by("record", "name").values("record", "name"))
    hidden = models.Identity.objects.get(type="development")
    models.SearchEntry.objects.all().delete()
    models.NameEntry.objects.all().delete()
    stale = models.SearchDraft(hidden.pk, "development", "A garrison", "", factories.NOW)
    models.SearchEntry.objects.replace([hidden.pk], [stale])

    call_command("reindex", batch=1)

    assert list(models.SearchEntry.objects.order_by("pk").values()) == entries
    restored = models.NameEntry.objects.order_by("record", "name").values("record", "name")
    assert list(restored) == names


def test_an_article_that_was_handed_in_is_found(client: Client) -> None:
    factories.source()
    factories.SubmissionFactory.create(actor=factories.ACTOR)

    ingest.read_submissions(1)

    assert [kind for kind, _ in searches.found(client, "q=palace")] == ["document"]
