"""What the tools refuse: with a reason that a model can act on, and without harm."""

from typing import Any

import pytest

from tests.model_context.asking import Call, refused, told

BASES = "ecuador-no-foreign-bases"


@pytest.mark.parametrize(
    ("tool", "arguments", "refusal"),
    [
        (
            "commitment",
            {"slug": "nothing"},
            "not_found: There is nothing public of this type with this slug.",
        ),
        (
            "commitment",
            {"slug": BASES, "known_at": "2200"},
            "not_yet: known_at is the end of 2200 in UTC, which has not come; give an instant.",
        ),
        (
            "commitment",
            {"slug": BASES, "known_at": "2200-01-01T00:00:00Z"},
            "not_yet: known_at lies in the future.",
        ),
        (
            "commitment",
            {"slug": BASES, "known_at": "2026-01-25T15:00:00"},
            "invalid_parameter: known_at: A time needs its zone: 2026-01-25T15:00:00Z or …-05:00.",
        ),
        (
            "list_commitments",
            {"schedule": "late"},
            "invalid_parameter: schedule is one of due_soon, met_late, met_on_time, no_deadline,"
            " overdue, pending.",
        ),
        (
            "list_commitments",
            {"q": "bases", "known_at": "NOW"},
            "invalid_parameter: q: words cannot be asked for together with known_at.",
        ),
        (
            "list_commitments",
            {"cursor": "abc"},
            "invalid_cursor: This cursor was given for another question.",
        ),
        (
            "changes_since",
            {"after": 92},
            "beyond_head: The ledger has not come so far: its last sequence is 91.",
        ),
        (
            "changes_since",
            {},
            "invalid_parameter: after: give after or since, one of both.",
        ),
        (
            "changes_since",
            {"after": 0, "event_type": ["commitment.forgotten"]},
            "invalid_parameter: event_type: no event type matches 'commitment.forgotten';"
            " commitment.* and * do.",
        ),
        (
            "changes_since",
            {"after": 0, "record_filters": {"topic": ["a"]}},
            "invalid_parameter: filters: give the type of record that they are of.",
        ),
        ("search", {"q": "   "}, "invalid_parameter: q needs something to search for."),
        ("search", {"q": "a\0b"}, "invalid_parameter: q needs something to search for."),
    ],
)
def test_what_cannot_be_answered_is_refused_with_the_reason(
    call: Call, tool: str, arguments: dict[str, Any], refusal: str
) -> None:
    if arguments.get("known_at") == "NOW":
        arguments = {**arguments, "known_at": told(call("list_commitments"))["known_at"]}

    assert refused(call(tool, **arguments)) == refusal


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("commitment", {"slug": "../../etc/passwd"}),
        ("commitment", {"slug": "a" * 5000}),
        ("commitment", {"slug": "a'; DROP TABLE tracker_commitment; --"}),
        ("commitment", {"slug": BASES, "verdict": "broken"}),
        ("commitment", {}),
        ("record", {"type": "user", "slug": "admin"}),
        ("record", {"type": "commitment", "slug": ["a"]}),
        ("timeline", {"type": "document", "slug": "a"}),
        ("timeline", {"type": "party", "slug": "ecuador", "limit": 1000}),
        ("timeline", {"type": "party", "slug": "ecuador", "limit": 0}),
        ("search", {"q": "a" * 100_000}),
        ("search", {"q": "a", "type": ["commitment"] * 12}),
        ("changes_since", {"after": -1}),
        ("changes_since", {"after": 10**30}),
        ("changes_since", {"after": 0, "record_filters": {"a": ["b" * 301]}}),
        ("list_commitments", {"more_filters": {str(n): ["a"] for n in range(21)}}),
        ("list_commitments", {"more_filters": {"pk": ["1"]}}),
        ("list_commitments", {"cursor": "a" * 100_000}),
        ("delete_commitment", {"slug": BASES}),
    ],
)
def test_hostile_questions_are_refused_and_harm_nothing(
    call: Call, tool: str, arguments: dict[str, Any]
) -> None:
    words = refused(call(tool, **arguments))

    assert len(words) < 2000
    assert "Traceback" not in words
    assert told(call("list_commitments"))["results"]


def test_a_cursor_serves_no_other_question(call: Call) -> None:
    cursor = told(call("timeline", type="party", slug="ecuador", limit=1))["next_cursor"]

    foreign = call("timeline", type="topic", slug="foreign-military-bases", cursor=cursor)

    assert refused(foreign) == "invalid_cursor: This cursor was given for another question."
