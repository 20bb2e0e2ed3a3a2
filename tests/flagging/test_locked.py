"""What a person entered, no machine changes, however many articles come after."""

import pytest

from tests import factories
from tests.test_flagging import article
from tracker import flagging, models, reviewing

pytestmark = pytest.mark.django_db

HELD = (
    "SULACO, Jan. 26. Foreign Minister Ana Ruiz met Tomás Vidal of Ruritania for talks at San Tomé "
    "on Sunday."
)
LATER = (
    "SULACO, Jan. 27. Foreign Minister Ana Ruiz met Tomás Vidal of Ruritania and Charles Gould for "
    "talks at San Tomé on Sunday."
)


def flagged() -> models.Development:
    ruiz, vidal = factories.ana_ruiz(), factories.tomas_vidal()
    factories.official()
    factories.meeting(
        parties=[factories.costaguana().slug, factories.ruritania().slug],
        participants=[
            {"official": each.slug, "attendance": "expected"} for each in (ruiz, vidal)
        ],
    )
    article(HELD, "https://courier.example/1", "2026-01-26")
    flagging.flag_waiting(10)
    return models.Development.objects.get(kind="meeting.held")


def test_participants_that_a_person_chose_gain_none_of_a_later_article() -> None:
    row = flagged()
    names = [each.name for each in row.participants.all()]
    print(names)
    chosen = [{"name": "Ana Ruiz", "official": factories.ana_ruiz().slug}]
    reviewing.correct(row, factories.ACTOR, "alone", factories.NOW, {"participants": chosen})

    article(LATER, "https://chronicle.example/1", "2026-01-27", outlet="The Chronicle")
    flagging.flag_waiting(10)

    assert [each.name for each in row.participants.all()] == ["Ana Ruiz"]
    assert len(factories.stored(row).own_citations) == 2
