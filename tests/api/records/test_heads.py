"""Heads of longer lists at each record: the latest, evidence on both sides, the timeline."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.api import expect, moments
from tracker import models

pytestmark = pytest.mark.django_db

ALL = "expand=latest_developments,evidence,timeline"
SUBJECTS = ["commitments", "agreements", "officials", "parties", "topics", "meetings"]


def story(number: int = 0) -> str:
    """Create a commitment with words on both sides, deeds and reports, and return its slug."""
    title = f"No foreign bases {number}"
    topic = factories.known("topic", "foreign-bases") or factories.topic()
    row = factories.commitment(short_title=title, topics=[topic.slug])
    for day in range(1, 6):
        for relation in ("reaffirms", "contradicts"):
            bearing = {"commitment": row.slug, "relation": relation, "side": "holder"}
            factories.statement(
                text=f"{relation} on day {day}, of {number}.",
                stated_date=f"2026-01-0{day}",
                relations=[bearing],
            )
        factories.development(
            subject=row, occurred_date=f"2026-02-0{day}", explanation={"rule": "example"}
        )
    return row.slug


def without_explanation(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry of a timeline as heads have it."""
    kept = {name: value for name, value in entry["body"].items() if name != "explanation"}
    return {**entry, "body": kept}


def test_a_commitment_has_its_latest_its_evidence_and_its_timeline(client: Client) -> None:
    slug = story()
    address = f"/v1/commitments/{slug}"

    shown = expect.json(client.get(f"{address}?{ALL}"))

    timeline = expect.json(client.get(f"{address}/timeline?page_size=10"))["results"]
    assert shown["timeline"] == [without_explanation(entry) for entry in timeline]
    assert len(shown["timeline"]) == 10
    days = [latest["occurred_date"] for latest in shown["latest_developments"]]
    assert days == ["2026-02-05", "2026-02-04", "2026-02-03"]
    assert shown["latest_developments"][0] == shown["timeline"][0]["body"]
    assert "explanation" in timeline[0]["body"]
    found = expect.json(client.get(f"{address}/evidence?ordering=-date"))
    for side in ("for", "against"):
        assert shown["evidence"][side] == found[side][:3]
        assert len(shown["evidence"][side]) == 3


def test_a_list_has_the_same_heads_as_the_details(client: Client) -> None:
    slugs = [story(number) for number in range(2)]
    alone = factories.commitment(short_title="Alone").slug

    page = expect.json(client.get(f"/v1/commitments?{ALL}&ordering=changed_at"))

    assert [one["slug"] for one in page["results"]] == [*slugs, alone]
    for one in page["results"]:
        assert one == expect.json(client.get(f"{one['url']}?{ALL}"))
    assert page["results"][-1]["evidence"] == {"for": [], "against": []}
    assert page["results"][-1]["latest_developments"] == page["results"][-1]["timeline"] == []


def queries(client: Client, plural: str, size: int) -> int:
    """Return how many queries a page of a list with heads takes, whose timelines are true."""
    asked = ALL if plural == "commitments" else "expand=latest_developments,timeline"
    with CaptureQueriesContext(connection) as captured:
        page = expect.json(client.get(f"/v1/{plural}?{asked}&page_size={size}"))
    for one in page["results"]:
        timeline = expect.json(client.get(f"{one['url']}/timeline?page_size=10"))["results"]
        assert one["timeline"] == [without_explanation(entry) for entry in timeline]
    return len(captured)


def test_heads_cost_as_many_queries_for_three_records_as_for_four(client: Client) -> None:
    for number in range(4):
        story(number)
        factories.agreement(title=f"Agreement {number}", topics=["foreign-bases"])
        factories.meeting(title=f"Talks {number}", topics=["foreign-bases"])
        factories.official(name=f"Official {number}")
        factories.topic(name=f"Topic {number}")
        factories.party(name=f"Ministry {number}", parent="costaguana")

    few, more = ({each: queries(client, each, size) for each in SUBJECTS} for size in (3, 4))

    assert few == more


def test_heads_stand_beside_the_fields_that_are_asked_for(client: Client) -> None:
    slug = story()

    shown = expect.json(
        client.get(f"/v1/commitments/{slug}?fields=verdict&expand=latest_developments")
    )

    assert list(shown) == ["type", "slug", "url", "verdict", "latest_developments"]


def test_heads_change_with_what_they_show(client: Client) -> None:
    slug = story()
    address = f"/v1/commitments/{slug}?expand=latest_developments"
    before = client.get(address)
    expect.unchanged(client.get(address, headers={"If-None-Match": before["ETag"]}), before["ETag"])

    factories.development(subject=factories.known("commitment", slug), occurred_date="2026-03-01")
    after = client.get(address, headers={"If-None-Match": before["ETag"]})

    assert expect.json(after)["latest_developments"][0]["occurred_date"] == "2026-03-01"


def test_what_is_no_longer_public_is_in_no_head(client: Client) -> None:
    slug = story()
    models.Development.objects.filter(occurred_date="2026-02-05").update(is_public=False)

    shown = expect.json(client.get(f"/v1/commitments/{slug}?expand=latest_developments"))

    days = [latest["occurred_date"] for latest in shown["latest_developments"]]
    assert days == ["2026-02-04", "2026-02-03", "2026-02-02"]


def test_heads_are_not_had_as_of_an_instant(client: Client) -> None:
    story()
    then = moments.instant()

    for address in ("/v1/commitments", "/v1/commitments/no-foreign-bases-0"):
        document = expect.problem(
            client.get(f"{address}?known_at={then}&{ALL}"), 400, "invalid_parameter"
        )
        assert [error["parameter"] for error in document["errors"]] == ["expand"]


def test_what_has_no_timeline_has_no_heads(client: Client) -> None:
    for plural in ("statements", "events", "sources", "documents", "developments"):
        answer = client.get(f"/v1/{plural}?expand=timeline")
        expect.problem(answer, 400, "invalid_parameter")
    expect.problem(client.get("/v1/agreements?expand=evidence"), 400, "invalid_parameter")


def test_a_list_of_developments_has_explanations_only_where_they_are_asked_for(
    client: Client,
) -> None:
    row = factories.development(explanation={"rule": "example"})
    whole = factories.shown(row)
    assert whole["explanation"] == {"rule": "example"}
    brief = {name: value for name, value in whole.items() if name != "explanation"}

    def listed(query: str) -> dict[str, Any]:
        (found,) = expect.json(client.get(f"/v1/developments?{query}"))["results"]
        return dict(found)

    assert listed("") == brief
    assert list(listed("")) == list(brief)
    assert listed("omit=title") == {n: v for n, v in brief.items() if n != "title"}
    assert listed("expand=explanation") == whole
    assert listed("fields=explanation")["explanation"] == whole["explanation"]
    assert "explanation" not in listed("expand=explanation&omit=explanation")
    assert expect.json(client.get(whole["url"])) == whole
    assert expect.json(client.get(f"{whole['url']}?expand=explanation")) == whole
    then = moments.instant()
    assert listed(f"known_at={then}") == brief
    assert listed(f"known_at={then}&expand=explanation") == whole
