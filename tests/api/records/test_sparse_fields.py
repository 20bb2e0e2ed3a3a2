"""Parts of bodies: fields chosen and left out, references filled up to records."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.api import expect
from tracker import models, recording, serializers
from tracker.api.records import sparse_fields

pytestmark = pytest.mark.django_db

EXPANDABLE = {
    "topic": ["parent"],
    "party": ["parent"],
    "official": ["tenures"],
    "agreement": ["parties", "supersedes", "actions", "topics"],
    "meeting": ["part_of", "participants", "parties", "agreements", "topics"],
    "event": ["parties", "relations", "topics"],
    "commitment": [
        "holders",
        "towards",
        "made_by",
        "agreements",
        "meeting",
        "origin_statement",
        "superseded_by",
        "topics",
        "assessments",
    ],
    "statement": [
        "official",
        "party",
        "on_behalf_of",
        "meeting",
        "agreements",
        "relations",
        "topics",
    ],
    "source": ["party"],
    "document": ["source"],
    "development": ["record", "speaker", "participants"],
}


@pytest.mark.parametrize("record_type", models.RECORDS)
def test_what_refers_to_records_can_be_expanded(record_type: str) -> None:
    assert sparse_fields.expandable(record_type) == tuple(EXPANDABLE[record_type])


def test_only_the_fields_asked_for_are_shown_and_what_names_the_record(client: Client) -> None:
    factories.commitment()

    shown = expect.json(client.get("/v1/commitments/no-foreign-bases?fields=verdict,form"))
    listed = expect.json(client.get("/v1/commitments?fields=verdict,form"))

    assert shown == {
        "type": "commitment",
        "slug": "no-foreign-bases",
        "url": "/v1/commitments/no-foreign-bases",
        "form": "refrain",
        "verdict": "not_yet_rated",
    }
    assert listed["results"] == [shown]


def test_what_is_omitted_is_not_shown_and_the_rest_stays_in_order(client: Client) -> None:
    row = factories.commitment()

    shown = expect.json(client.get("/v1/commitments/no-foreign-bases?omit=watch,citations,slug"))

    whole = factories.shown(row)
    assert list(shown) == [name for name in whole if name not in {"watch", "citations"}]
    assert shown == {name: whole[name] for name in shown}


def test_a_reference_is_filled_up_to_the_stored_record(client: Client) -> None:
    agreement = factories.agreement()
    row = factories.commitment(
        agreements=[agreement.slug], made_by=[{"official": factories.ana_ruiz().slug}]
    )

    query = "fields=agreements,made_by&expand=agreements,made_by"
    shown = expect.json(client.get(f"/v1/commitments/{row.slug}?{query}"))

    reference = factories.shown(row)["made_by"][0]["official"]
    assert shown["agreements"] == [factories.shown(agreement)]
    official = shown["made_by"][0]["official"]
    assert official == {**reference, **factories.shown(factories.ana_ruiz())}
    assert official["role"] == {"en": "Foreign Minister", "es": "Canciller"}
    deeper = shown["agreements"][0]["parties"][0]["party"]
    assert deeper == serializers.reference(factories.costaguana())


def test_expanding_costs_one_query_for_each_type_whatever_the_size_of_the_page(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        factories.commitment(
            short_title=f"Commitment {number}",
            agreements=[factories.agreement(title=f"Agreement {number}").slug],
            towards=[factories.ruritania().slug],
        )

    for size in (2, 6):
        with django_assert_num_queries(4):
            page = client.get(f"/v1/commitments?page_size={size}&expand=holders,towards,agreements")
        assert [len(one["agreements"]) for one in expect.json(page)["results"]] == [1] * size


def test_what_was_withdrawn_stays_a_reference(client: Client) -> None:
    agreement = factories.agreement()
    row = factories.commitment(agreements=[agreement.slug])
    models.Agreement.objects.filter(pk=agreement.pk).update(is_public=False)

    shown = expect.json(client.get(f"/v1/commitments/{row.slug}?expand=agreements"))

    assert shown["agreements"] == factories.shown(row)["agreements"]


def test_a_development_withheld_is_not_seen_through_what_refers_to_it(client: Client) -> None:
    commitment = factories.commitment()
    withheld = factories.development(kind="commitment.contradicted", subject=commitment)
    factories.AssessmentFactory.create(commitment=commitment, development=withheld)
    with recording.change(factories.ACTOR, "assessed") as change:
        change.touch(commitment)

    shown = expect.json(client.get("/v1/commitments/no-foreign-bases?expand=assessments"))

    assert "explanation" not in shown["assessments"][0]["development"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("fields=verdict,colour", "fields"),
        ("fields=", "fields"),
        ("fields=verdict&fields=form", "fields"),
        ("omit=colour", "omit"),
        ("omit=verdict,", "omit"),
        ("expand=verdict", "expand"),
        ("expand=citations", "expand"),
        ("expand=holders.parent", "expand"),
        ("expand=holders,towards,made_by,agreements,meeting,topics", "expand"),
    ],
)
def test_what_a_body_does_not_have_is_named(client: Client, query: str, name: str) -> None:
    factories.commitment()

    for address in ("/v1/commitments", "/v1/commitments/no-foreign-bases"):
        document = expect.problem(client.get(f"{address}?{query}"), 400, "invalid_parameter")
        assert [error["parameter"] for error in document["errors"]] == [name]


def test_each_shape_has_its_own_entity_tag(client: Client) -> None:
    factories.commitment()
    address = "/v1/commitments/no-foreign-bases"
    queries = ("", "?fields=verdict", "?omit=verdict", "?expand=holders", "?format=jsonld")

    tags = {query: client.get(address + query)["ETag"] for query in queries}

    assert len(set(tags.values())) == len(queries)
    for query, tag in tags.items():
        expect.unchanged(client.get(address + query, headers={"If-None-Match": tag}), tag)


def test_an_expanded_answer_changes_with_what_it_shows(client: Client) -> None:
    factories.commitment()
    address = "/v1/commitments/no-foreign-bases?expand=holders"
    before = client.get(address)

    factories.changed(factories.costaguana(), name="Republic of Costaguana")
    after = client.get(address, headers={"If-None-Match": before["ETag"]})

    assert expect.json(after)["holders"][0]["name"] == "Republic of Costaguana"


def test_the_same_name_six_times_is_six_names_to_expand(client: Client) -> None:
    factories.commitment()

    answer = client.get("/v1/commitments?expand=" + ",".join(["holders"] * 6))

    expect.problem(answer, 400, "invalid_parameter")
