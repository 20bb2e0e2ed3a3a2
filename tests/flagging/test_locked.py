"""What a person entered, no machine changes, however many articles come after."""

from dataclasses import replace

import pytest

from tests import factories
from tests.flagging import test_happenings
from tracker import models, reviewing

pytestmark = pytest.mark.django_db


def told_of(official: models.Official, number: int) -> None:
    """Read an article by which ``official`` took part in the talks."""
    snapshot = factories.snapshot(url=f"https://courier.example/talks-{number}")
    found = test_happenings.finding(snapshot, -20, None, "meeting.held")
    participants = ((official.name, official.slug),)
    test_happenings.store(snapshot, replace(found, record="talks", participants=participants))


def names(row: models.Development) -> list[str]:
    return [participant.name for participant in row.participants.order_by("pk")]


def test_participants_that_a_person_chose_gain_none_of_a_later_article() -> None:
    ruiz, vidal = factories.ana_ruiz(), factories.tomas_vidal()
    gould = factories.official()
    factories.meeting(slug="talks")
    told_of(ruiz, 1)
    told_of(vidal, 2)
    row = models.Development.objects.get()
    assert names(row) == ["Ana Ruiz", "Tomás Vidal"]

    chosen = {"participants": [{"name": "Ana Ruiz", "official": ruiz.slug}]}
    reviewing.correct(row, factories.ACTOR, "alone", factories.NOW, chosen)
    told_of(gould, 3)

    assert names(row) == ["Ana Ruiz"]
    assert len(factories.stored(row).own_citations) == 3
