"""The newest developments around a record, whatever makes them belong to it."""

from datetime import date

import pytest

from tests import factories
from tracker import models
from tracker.timelines import current, developments, windows

pytestmark = pytest.mark.django_db

AROUND = {"party": "costaguana", "official": "ana-ruiz", "topic": "bases"}


@pytest.fixture(autouse=True)
def world() -> None:
    """Flag what is about a commitment or an agreement, what others say, and what is not public."""
    factories.topic(slug="bases")
    ministry = factories.party(slug="ministry", name="Ministry", parent=factories.costaguana().slug)
    own = factories.commitment(slug="own", holders=[ministry.slug], topics=["bases"])
    other = factories.commitment(slug="other", holders=[factories.ruritania().slug])
    agreement = factories.agreement(slug="port", topics=["bases"])
    days = [date(2026, 1, day) for day in (3, 1, 2)]
    for day in days:
        factories.development(subject=own, occurred_date=day)
        factories.development(subject=agreement, kind="agreement.signed", occurred_date=day)
        factories.development(subject=other, occurred_date=day, speaker_party=ministry)
        factories.development(subject=own, occurred_date=day, speaker_official=factories.ana_ruiz())
    undated = factories.development(subject=own, occurred_date=None, occurred_precision="")
    undated.participants.create(official=factories.ana_ruiz())
    factories.development(subject=other)
    factories.development(subject=own, confidence=0.1)


@pytest.mark.parametrize("most", [1, 4, 50])
@pytest.mark.parametrize("record_type", AROUND)
def test_the_newest_are_those_that_the_timeline_begins_with(
    record_type: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = models.records_of(record_type).get(identity__slug=AROUND[record_type])
    rows = current.around(record_type, row.pk, ["development"])
    expected = windows.taken(rows, {}, windows.Window(most))
    number = {"party": 10, "official": 4, "topic": 10}[record_type]
    assert len(expected) == min(number, most)

    assert developments.newest(record_type, row.pk, most) == expected

    monkeypatch.setattr(developments, "MOST_SUBJECTS", 0)
    assert developments.newest(record_type, row.pk, most) == expected
