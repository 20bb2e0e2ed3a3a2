"""Verdicts: what people decide on commitments, and who is told."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.api import editors, expect
from tests.api.conftest import Bearer
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]
COMMITMENT = "/v1/commitments/no-foreign-bases"


def assess(client: Client, **fields: Any) -> Any:
    entered = {"verdict": "upheld_so_far", "effective_date": "2026-02-01", "reason": "No base"}
    return editors.post(client, f"{COMMITMENT}/assessments", {**entered, **fields}, If_Match="*")


def test_a_verdict_is_the_commitment_s_and_is_told(bearer: Bearer, client: Client) -> None:
    factories.commitment()
    quote = {"document": factories.document().slug, "exact": factories.QUOTE}

    response = assess(bearer("reviewer"), citations=[quote])

    body = expect.json(response, 201)
    assert response["Location"] == COMMITMENT
    assert response.content == client.get(COMMITMENT).content
    assert body["verdict"] == "upheld_so_far"
    (assessment,) = body["assessments"]
    assert (assessment["reason"], assessment["assessor"]) == ("No base", "an editor")
    assert models.Assessment.objects.get().assessor == "reviewer-0"
    assert [citation["exact"] for citation in assessment["citations"]] == [factories.QUOTE]
    assert body["citations"] == []
    told = expect.json(client.get(assessment["development"]["url"]))
    assert (told["kind"], told["review_state"]) == ("commitment.verdict_changed", "confirmed")
    assert told["explanation"] == {"before": "not_yet_rated", "after": "upheld_so_far"}
    assert [citation["exact"] for citation in told["citations"]] == [factories.QUOTE]
    events = models.Revision.objects.order_by("-sequence").values_list("event_type", flat=True)
    assert list(events[:2]) == ["commitment.verdict_changed", "record.updated"]


def test_the_latest_verdict_by_its_day_holds(bearer: Bearer) -> None:
    factories.commitment()
    reviewer = bearer("reviewer")
    assess(reviewer, verdict="broken", effective_date="2026-02-10")

    earlier = expect.json(assess(reviewer, effective_date="2026-02-01"), 201)

    assert earlier["verdict"] == "broken"
    assert [(a["verdict"], a["development"] is not None) for a in earlier["assessments"]] == [
        ("upheld_so_far", False),
        ("broken", True),
    ]
    same_day = expect.json(
        assess(
            reviewer, verdict="disputed", effective_date="2026-02-10", reason_code="no_majority"
        ),
        201,
    )
    assert same_day["verdict"] == "disputed"
    assert models.Development.objects.count() == 2


def test_a_verdict_brings_the_schedule_up_to_date(bearer: Bearer) -> None:
    factories.commitment(form="act", due_date="2026-02")

    body = expect.json(assess(bearer("reviewer"), verdict="kept"), 201)

    assert body["schedule"] == "met_on_time"


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"effective_date": "2999-01-01"}, "/effective_date", "in_the_future"),
        ({"effective_date": "2026-01"}, "/effective_date", "invalid"),
        ({"effective_date": "2026-02-30"}, "/effective_date", "invalid"),
        ({"effective_date": "٢٠٢٦-٠١-٠١"}, "/effective_date", "invalid"),
        ({"effective_date": "2026-02-01T00:00:00Z"}, "/effective_date", "invalid"),
        ({"effective_date": 20260201}, "/effective_date", "invalid"),
        ({"verdict": "guilty"}, "/verdict", "invalid_choice"),
        ({"verdict": ""}, "/verdict", "invalid_choice"),
        ({"reason": ""}, "/reason", "blank"),
        ({"reason_code": "mood"}, "/reason_code", "invalid_choice"),
        ({"assessor": "me"}, "/assessor", "unknown_field"),
        ({"citations": [{"exact": "a"}]}, "/citations/0/document", "required"),
    ],
)
def test_what_is_no_verdict_is_refused(
    bearer: Bearer, fields: dict[str, Any], pointer: str, code: str
) -> None:
    factories.commitment()

    (error,) = expect.problem(assess(bearer("reviewer"), **fields), 400, "invalid")["errors"]

    assert (error["pointer"], error["code"]) == (pointer, code)
    assert models.Assessment.objects.count() == 0


def test_only_what_lasts_is_upheld_so_far(bearer: Bearer) -> None:
    factories.commitment(form="act")

    document = expect.problem(assess(bearer("reviewer")), 400, "invalid")

    assert document["errors"] == [
        {
            "pointer": "",
            "code": "constraint",
            "detail": "It does not hold that commitment upheld so far is for maintain and refrain.",
        }
    ]
    assert models.Assessment.objects.count() == models.Development.objects.count() == 0


def test_a_verdict_is_on_one_version(bearer: Bearer) -> None:
    factories.commitment()
    body = {"verdict": "broken", "effective_date": "2026-02-01", "reason": "Two bases"}
    address = f"{COMMITMENT}/assessments"

    expect.problem(editors.post(bearer("reviewer"), address, body), 428, "precondition_required")
    stale = editors.post(bearer("reviewer"), address, body, If_Match='"v9.1"')
    expect.problem(stale, 412, "precondition_failed")
    expect.problem(editors.post(bearer("editor"), address, body), 403, "missing_scope")
