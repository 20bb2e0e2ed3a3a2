"""Verdicts by the API that two persons have to reach, and verdicts that correct earlier ones."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories
from tests.api import expect
from tests.api.commitments.test_assessments import COMMITMENT, assess
from tests.api.conftest import Bearer
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


@pytest.fixture
def two_readers(settings: Settings) -> None:
    """Have every verdict be given by two."""
    settings.SECOND_READER_TOPICS = ["*"]


def readings(client: Client) -> Any:
    return expect.json(client.get("/v1/status"))["second_readings"]


@pytest.mark.usefixtures("two_readers")
def test_the_first_verdict_waits_unpublished(bearer: Bearer, client: Client) -> None:
    factories.commitment()

    held = expect.json(assess(bearer("reviewer")), 202)

    assert held == {"waits_for": "second_reader"}
    shown = expect.json(client.get(COMMITMENT))
    assert (shown["verdict"], shown["assessments"]) == ("not_yet_rated", [])
    assert models.Revision.objects.filter(type="commitment").count() == 1
    assert readings(client) == {"pairs": 0, "agreed": 0, "rate": None}


@pytest.mark.usefixtures("two_readers")
def test_a_second_verdict_alike_enters_it_with_the_first_s_reason(
    bearer: Bearer, client: Client
) -> None:
    factories.commitment()
    quote = {"document": factories.document().slug, "exact": factories.QUOTE}
    assess(bearer("reviewer"), reason="No base was built", citations=[quote])

    body = expect.json(assess(bearer("admin"), reason="I looked too"), 201)

    assert body["verdict"] == "upheld_so_far"
    (line,) = body["assessments"]
    assert (line["reason"], line["assessor"]) == ("No base was built", "an editor")
    assert [citation["exact"] for citation in line["citations"]] == [factories.QUOTE]
    assert readings(client) == {"pairs": 1, "agreed": 1, "rate": 1.0}
    assert models.ProposedVerdict.objects.open().count() == 0


@pytest.mark.usefixtures("two_readers")
def test_two_that_differ_are_decided_by_a_third(bearer: Bearer, client: Client) -> None:
    factories.commitment()
    first, second, third = (bearer(role) for role in ("reviewer", "admin", "reviewer"))
    assess(first)

    differing = expect.json(assess(second, verdict="broken", reason="Two bases"), 202)
    again = expect.problem(assess(second), 409, "own_second_reader")
    decided = expect.json(assess(third, verdict="disputed", reason="Both have a point"), 201)

    assert differing == {"waits_for": "third_reader"}
    assert "another person" in again["detail"]
    assert [(line["verdict"], line["reason"]) for line in decided["assessments"]] == [
        ("disputed", "Both have a point")
    ]
    assert readings(client) == {"pairs": 1, "agreed": 0, "rate": 0.0}


@pytest.mark.usefixtures("two_readers")
def test_nobody_is_their_own_second_reader(bearer: Bearer) -> None:
    factories.commitment()
    reviewer = bearer("reviewer")
    assess(reviewer)

    expect.problem(assess(reviewer), 409, "own_second_reader")

    assert models.Assessment.objects.count() == 0


@pytest.mark.usefixtures("two_readers")
def test_what_the_form_does_not_allow_is_refused_before_it_waits(bearer: Bearer) -> None:
    factories.commitment(form="act")

    document = expect.problem(assess(bearer("reviewer")), 400, "invalid")

    assert document["errors"][0]["code"] == "constraint"
    assert models.ProposedVerdict.objects.count() == 0
    assert factories.stored(models.Commitment.objects.get()).verdict == "not_yet_rated"


@pytest.mark.parametrize(
    ("topics", "status"), [(["security"], 202), (["foreign-bases"], 202), (["ports"], 201)]
)
def test_the_topics_say_where_two_are_needed(
    bearer: Bearer, settings: Settings, topics: list[str], status: int
) -> None:
    security = factories.topic(name="Security")
    bases = factories.topic(parent=security.slug)
    factories.commitment(topics=[bases.slug])
    settings.SECOND_READER_TOPICS = topics

    expect.json(assess(bearer("reviewer")), status)


def test_a_correction_stands_in_the_place_of_an_earlier_verdict(
    bearer: Bearer, client: Client
) -> None:
    factories.commitment()
    reviewer = bearer("reviewer")
    (wrong,) = expect.json(
        assess(reviewer, verdict="broken", effective_date="2026-02-10", reason="Two bases"), 201
    )["assessments"]

    body = expect.json(
        assess(
            reviewer,
            effective_date="2026-02-01",
            reason="They are in Ruritania",
            corrects=wrong["recorded_at"],
        ),
        201,
    )

    assert body["verdict"] == "upheld_so_far"
    assert [(line["verdict"], line["corrects"]) for line in body["assessments"]] == [
        ("upheld_so_far", wrong["recorded_at"]),
        ("broken", None),
    ]
    told = expect.json(client.get(body["assessments"][0]["development"]["url"]))
    assert told["explanation"] == {
        "before": "broken",
        "after": "upheld_so_far",
        "is_correction": True,
    }
    (later,) = expect.json(client.get("/v1/commitments?valid_at=2026-02-15"))["results"]
    assert later["verdict"] == "upheld_so_far"
    again = assess(reviewer, corrects=wrong["recorded_at"])
    (error,) = expect.problem(again, 400, "invalid")["errors"]
    assert (error["pointer"], error["code"]) == ("/corrects", "does_not_exist")
