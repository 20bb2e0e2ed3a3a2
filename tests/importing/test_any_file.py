"""Whatever a file holds, it is refused in words or tried: nothing of it is an error of ours."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tracker import importing

pytestmark = pytest.mark.django_db

HEADINGS = sorted({name for noun in importing.NOUNS.values() for name in noun.by_heading})
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*HEADINGS, "slug", "id"]), inner, max_size=3)
    ),
    max_leaves=6,
)
RECORDS = st.lists(
    st.dictionaries(st.sampled_from([*HEADINGS, "content_hash"]), VALUES, max_size=6), max_size=3
)
POPOLO = st.dictionaries(
    st.sampled_from(["persons", "organizations", "memberships", "posts", "events"]),
    VALUES
    | st.lists(
        st.dictionaries(
            st.sampled_from(
                ["id", "name", "other_names", "identifiers", "person_id", "role", "attendees"]
            ),
            VALUES,
        ),
        max_size=3,
    ),
    min_size=2,
)
ROWS = st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=3)
FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NOUNS = st.sampled_from(sorted(importing.NOUNS))


def tried(content: bytes, record_type: str) -> None:
    noun = importing.NOUNS[record_type]
    try:
        sheet = importing.read(content, noun)
    except importing.Unreadable:
        return
    plan = importing.plan(noun, sheet, importing.Choices())

    assert sum(plan.counts.values()) == len(plan.rows)
    assert len(plan.digest) == 64


@FEW
@given(RECORDS, NOUNS)
@example([{"content_hash": "", "identifiers": [1]}], "party")
def test_any_objects(records: list[Any], record_type: str) -> None:
    tried(json.dumps(records).encode(), record_type)


@FEW
@given(POPOLO, NOUNS)
@example({"persons": [{"name": ["a"], "identifiers": "x"}], "memberships": []}, "official")
def test_any_popolo(found: dict[str, Any], record_type: str) -> None:
    tried(json.dumps(found).encode(), record_type)


@FEW
@given(st.lists(st.sampled_from(HEADINGS), max_size=6), ROWS, NOUNS)
def test_any_table(headings: list[str], rows: list[list[str]], record_type: str) -> None:
    lines = [",".join(headings), *(",".join(row) for row in rows)]
    tried("\n".join(lines).encode("utf-8", "replace"), record_type)


@FEW
@given(st.binary(max_size=200), NOUNS)
def test_any_bytes(content: bytes, record_type: str) -> None:
    tried(content, record_type)
