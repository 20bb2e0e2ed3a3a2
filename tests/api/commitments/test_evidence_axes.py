"""One rule for evidence and axes: what a commitment says of itself and what its evidence lists."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.api import expect
from tracker import editing, models, recording, reviewing

pytestmark = pytest.mark.django_db


def agreed(client: Client, slug: str = "no-foreign-bases") -> tuple[str, str, str]:
    """Return the axes of a commitment, having held them against its evidence."""
    body = expect.json(client.get(f"/v1/commitments/{slug}"))
    found = expect.json(client.get(f"/v1/commitments/{slug}/evidence"))
    for direction in ("for", "against"):
        is_none = body[f"evidence_{direction}"] == "none_found"
        assert is_none == (found[direction] == []), direction
    is_nothing = found["for"] == found["against"] == [] and not found["unjudged_reports"]["count"]
    assert found["found_nothing"] is is_nothing
    own = [item for item in found["against"] if item["side"] in {"holder", "counterpart"}]
    assert (body["consistency"] in {"contradicted", "reversed", "denied"}) == bool(own)
    return body["consistency"], body["evidence_for"], body["evidence_against"]


NOTHING = ("single_statement", "none_found", "none_found")
CORRECTIONS: list[tuple[dict[str, Any], tuple[str, str, str]]] = [
    ({"relation": "contradicts"}, ("reversed", "none_found", "claim_only")),
    (
        {"kind": "commitment.broken", "side": "counterpart"},
        ("contradicted", "none_found", "claim_only"),
    ),
    (
        {"kind": "commitment.broken", "side": "third_party"},
        ("single_statement", "none_found", "claim_only"),
    ),
    ({"kind": "commitment.broken", "side": ""}, ("single_statement", "none_found", "claim_only")),
    (
        {"kind": "commitment.broken", "speaker": None, "side": ""},
        ("single_statement", "none_found", "independent_report"),
    ),
    (
        {"kind": "commitment.broken", "speaker": None},
        ("reversed", "none_found", "independent_report"),
    ),
    ({"kind": "commitment.qualified"}, ("qualified", "none_found", "none_found")),
    ({"kind": "commitment.fulfilled"}, ("consistent", "claim_only", "none_found")),
    ({"kind": "commitment.stated"}, NOTHING),
    ({"record": "no-foreign-troops"}, NOTHING),
    ({"kind": "commitment.challenged", "side": "third_party"}, NOTHING),
]


@pytest.mark.parametrize(("correction", "expected"), CORRECTIONS)
@pytest.mark.parametrize("is_confirmed_before", [True, False])
def test_evidence_and_axes_agree_after_any_correction(
    client: Client,
    correction: dict[str, Any],
    expected: tuple[str, str, str],
    is_confirmed_before: bool,
) -> None:
    row = factories.development(
        snapshot=factories.snapshot(),
        kind="commitment.reaffirmed",
        relation="reaffirms",
        speaker_official=factories.ana_ruiz(),
    )
    factories.commitment(short_title="No foreign troops", slug="no-foreign-troops")
    assert agreed(client) == NOTHING
    if is_confirmed_before:
        reviewing.confirm(row, factories.ACTOR, "said so", factories.NOW)
        assert agreed(client) == ("reaffirmed", "claim_only", "none_found")

    reviewing.correct(row, factories.ACTOR, "said so", factories.NOW, correction)

    assert agreed(client) == expected
    agreed(client, "no-foreign-troops")

    reviewing.reopen(row, factories.ACTOR, "in doubt", factories.NOW)

    assert agreed(client) == agreed(client, "no-foreign-troops") == NOTHING


def test_a_flag_whose_statement_was_merged_into_another_counts_by_that_and_once(
    client: Client,
) -> None:
    row = factories.meaning(snapshot=factories.snapshot(), speaker_official=factories.ana_ruiz())
    entered = factories.statement()
    reviewing.confirm(row, factories.ACTOR, "said so", factories.NOW)
    made = models.Statement.objects.get(identity__slug=f"said-in-{row.slug}")
    with recording.change(factories.ACTOR, "the same", is_withdrawing=True) as change:
        editing.merge(change, made, factories.stored(entered), change.now)

    reviewing.reopen(row, factories.ACTOR, "in doubt", factories.NOW)
    reviewing.confirm(row, factories.ACTOR, "said so after all", factories.NOW)

    assert agreed(client) == ("reaffirmed", "claim_only", "none_found")
    found = expect.json(client.get("/v1/commitments/no-foreign-bases/evidence"))
    assert [item["slug"] for item in found["for"]] == [entered.slug]
    assert found["reported"] == []
