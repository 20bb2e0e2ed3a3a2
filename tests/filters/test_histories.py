"""What a verdict or a status was on a day, read from the dated steps of a body."""

from itertools import pairwise
from typing import Any

import pytest

from tracker.filters import bodies, histories

PARTIES = [{"party": {"slug": slug}} for slug in ("costaguana", "ruritania")]


def step(action: str, day: str | None = None, party: str = "") -> dict[str, Any]:
    return {"action": action, "action_date": day, "party": {"slug": party} if party else None}


def agreement(status: str, *actions: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"status": status, "parties": PARTIES, "actions": list(actions), **fields}


def starts(stretches: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Return since when what held, having checked that there is no gap."""
    for earlier, later in pairwise(stretches):
        assert earlier["until"] == later["from"]
    return [(each["from"], each["is"]) for each in stretches]


SIGNED = step("signature", "2020-01-01")
IN_FORCE = {"in_force_date": "2021-01-01"}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (agreement("signed", SIGNED), [("2020-01-01", "signed")]),
        (agreement("signed", signed_date="2020"), [("2020-01-01", "signed")]),
        (
            agreement("in_force", SIGNED, step("ratification", "2020-06"), **IN_FORCE),
            [("2020-01-01", "signed"), ("2020-06-01", "ratified"), ("2021-01-01", "in_force")],
        ),
        # What is entered holds from the last step, whatever the step would make of it.
        (agreement("suspended", SIGNED), [("2020-01-01", "suspended")]),
        # A party that signs or ratifies later changes nothing.
        (
            agreement(
                "ratified", SIGNED, step("approval", "2020-02-01"), step("signature", "2021")
            ),
            [("2020-01-01", "signed"), ("2020-02-01", "ratified")],
        ),
        # Nor do reservations, nor a party that signs before the day that counts.
        (agreement("signed", SIGNED, step("reservation", "2020-02")), [("2020-01-01", "signed")]),
        (
            agreement("signed", step("signature", "2019-05"), signed_date="2020-01-01"),
            [("2020-01-01", "signed")],
        ),
        (
            agreement(
                "terminated", SIGNED, step("suspension", "2021"), step("termination", "2022")
            ),
            [("2020-01-01", "signed"), ("2021-01-01", "suspended"), ("2022-01-01", "terminated")],
        ),
        # After the end comes nothing.
        (
            agreement("terminated", SIGNED, step("termination", "2022"), step("renewal", "2023")),
            [("2020-01-01", "signed"), ("2022-01-01", "terminated")],
        ),
        # A day on which it is to come into force does not count before someone says that it has.
        (agreement("signed", SIGNED, in_force_date="2030-01-01"), [("2020-01-01", "signed")]),
    ],
)
def test_the_status_of_an_agreement_follows_its_dated_steps(
    body: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    assert starts(histories.statuses(body)) == [("0001-01-01", "unclear"), *found]


@pytest.mark.parametrize(
    ("fields", "parties", "leaving", "is_end"),
    [
        (IN_FORCE, PARTIES, "costaguana", True),
        ({}, PARTIES, "costaguana", True),
        (IN_FORCE, [*PARTIES, {"party": {"slug": "azuera"}}], "costaguana", False),
        (IN_FORCE, [*PARTIES, {"party": None}], "costaguana", True),
        (IN_FORCE, PARTIES, "", False),
    ],
)
def test_an_agreement_ends_when_fewer_than_two_parties_are_left(
    fields: dict[str, str], parties: list[Any], leaving: str, is_end: bool
) -> None:
    left = step("withdrawal", "2022", leaving)
    body = agreement("expired", SIGNED, left, **fields) | {"parties": parties}

    found = dict(starts(histories.statuses(body)))

    assert ("2022-01-01" in found) is is_end


def test_of_three_parties_the_second_that_leaves_ends_the_agreement() -> None:
    left = [step("withdrawal", f"202{n}", slug) for n, slug in ((2, "costaguana"), (3, "azuera"))]
    parties = [*PARTIES, {"party": {"slug": "azuera"}}]
    body = agreement("terminated", SIGNED, *left, **IN_FORCE) | {"parties": parties}

    assert starts(histories.statuses(body))[2:] == [
        ("2021-01-01", "in_force"),
        ("2023-01-01", "terminated"),
    ]


def test_without_a_dated_step_the_status_that_is_entered_holds_throughout() -> None:
    assert histories.statuses(agreement("signed", step("signature"))) == [
        {"is": "signed", "from": "0001-01-01", "until": bodies.LAST_DAY}
    ]


def test_verdicts_hold_from_the_day_on_which_they_took_effect() -> None:
    assessments = [
        {"effective_date": "2026-03-01", "verdict": "kept"},
        {"effective_date": "2026-02-01", "verdict": "in_progress"},
    ]

    found = histories.verdicts({"verdict": "in_progress", "assessments": assessments})

    assert starts(found) == [
        ("0001-01-01", "not_yet_rated"),
        ("2026-02-01", "in_progress"),
        ("2026-03-01", "kept"),
    ]
    days = ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01")
    assert [histories.on(found, day) for day in days] == [
        "not_yet_rated",
        "in_progress",
        "in_progress",
        "kept",
    ]


def test_of_two_verdicts_of_one_day_the_later_holds() -> None:
    day = "2026-03-01"
    steps = [{"effective_date": day, "verdict": verdict} for verdict in ("broken", "kept")]

    assert starts(histories.verdicts({"verdict": "kept", "assessments": steps})) == [
        ("0001-01-01", "not_yet_rated"),
        (day, "kept"),
    ]


def test_of_what_is_gone_there_is_no_history() -> None:
    assert histories.verdicts({"type": "commitment"}) == histories.statuses({}) == []
    assert histories.on([], "2026-01-01") is None
