"""A meaning is public at once only where its analyser, model and prompt were measured here."""

from typing import Any

import pytest

from tests import factories
from tests.flagging.test_gathering import article, finding
from tests.flagging.test_happenings import store
from tracker import bars, models

pytestmark = pytest.mark.django_db

MODEL = {"name": "llm", "model": "qwen3:8b", "prompt": "3"}
READER = models.Analyser("llm", "qwen3:8b", "3")


@pytest.fixture(autouse=True)
def _world(db: None) -> None:
    factories.ana_ruiz()
    factories.commitment()


def adopt(kind: str = "commitment.reaffirmed", threshold: float | None = 0.8) -> None:
    found = [bars.Measured(kind, threshold, 0.93, 0.85, 60)]
    models.Bar.objects.adopt(READER, found, factories.NOW, factories.NOW)


def shown(
    kind: str = "commitment.reaffirmed",
    reader: dict[str, str] = MODEL,
    report: float = 0.9,
    **fields: Any,
) -> tuple[bool, bool]:
    """Store a report and a meaning of it, and return which of the two are public."""
    snapshot = article(1)
    explanation = {"analyser": reader}
    found = {"confidence": 0.8, "explanation": explanation, **fields}
    store(snapshot, finding(snapshot, confidence=report), finding(snapshot, kind, **found))
    rows = models.Development.objects.order_by("pk")
    assert [row.kind for row in rows] == ["commitment.reported", kind]
    return rows[0].is_public, rows[1].is_public


def test_what_clears_its_bar_is_told_under_its_kind_and_names_its_report() -> None:
    adopt()

    assert shown() == (True, True)

    report, meaning = models.Development.objects.order_by("pk")
    events = models.Revision.objects.filter(record=meaning.pk).values_list("event_type", flat=True)
    assert list(events) == ["commitment.reaffirmed"]
    assert factories.shown(meaning)["report"]["slug"] == report.slug


def test_without_a_bar_it_waits() -> None:
    assert shown() == (True, False)


@pytest.mark.parametrize(
    "other",
    [
        {**MODEL, "prompt": "4"},
        {**MODEL, "model": "qwen3:4b"},
        {"name": "rules", "version": "3"},
        {},
    ],
)
def test_what_another_reader_finds_waits(other: dict[str, str]) -> None:
    adopt()

    assert shown(reader=other) == (True, False)


def test_what_is_less_sure_than_its_bar_waits() -> None:
    adopt()

    assert shown(confidence=0.79) == (True, False)


def test_a_kind_that_no_confidence_suffices_for_waits() -> None:
    adopt(threshold=None)

    assert shown(confidence=0.99) == (True, False)


def test_a_bar_of_another_kind_is_none() -> None:
    adopt("commitment.progressed")

    assert shown() == (True, False)


@pytest.mark.parametrize(
    "kind",
    [
        *("commitment.contradicted", "commitment.broken"),
        *("commitment.fulfilled", "commitment.challenged"),
    ],
)
def test_what_says_kept_broken_or_doubted_waits_whatever_its_bar_and_its_report_does_not(
    kind: str,
) -> None:
    adopt(kind)

    assert shown(kind, confidence=0.99) == (True, False)


def test_what_is_doubtful_waits() -> None:
    adopt()

    assert shown(is_doubtful=True) == (True, False)


def test_a_meaning_of_a_report_that_waits_waits_with_it() -> None:
    adopt()

    assert shown(report=0.3) == (False, False)
