"""What people decide: words confirmed count, words dismissed are withdrawn in public."""

import orjson
import pytest
from pytest_django import Settings

from tests import factories
from tests.test_flagging import REAFFIRMED, article, watched_commitment
from tracker import flagging, models, reviewing

pytestmark = pytest.mark.django_db

CONTRADICTED = (
    "SULACO, Feb. 10. Costaguana will host two foreign bases, Foreign Minister Ana Ruiz "
    "announced on Tuesday."
)


def flagged(text: str) -> models.Development:
    watched_commitment()
    article(text, "https://courier.example/1")
    flagging.flag_waiting(10)
    return models.Development.objects.exclude(kind="commitment.reported").get()


def report() -> models.Development:
    return models.Development.objects.get(kind="commitment.reported")


def test_a_confirmed_reaffirmation_counts_for_the_commitment() -> None:
    development = flagged(REAFFIRMED)
    assert models.Commitment.objects.get().consistency == "single_statement"

    reviewing.confirm(development, "Emilia Gould", "she said so", factories.NOW)

    assert models.Commitment.objects.get().consistency == "reaffirmed"
    statement = models.Statement.objects.get()
    assert statement.official == factories.ana_ruiz()
    assert statement.text == development.own_citations[0].exact
    assert statement.relations.get().review_state == "confirmed"


def test_a_contradiction_is_not_public_before_a_person_confirms_it() -> None:
    development = flagged(CONTRADICTED)

    assert development.kind == "commitment.contradicted"
    assert not development.is_public
    assert not models.Revision.objects.filter(record=development.identity).exists()

    reviewing.confirm(development, "Emilia Gould", "checked", factories.NOW)

    revision = models.Revision.objects.get(record=development.identity)
    assert revision.event_type == "commitment.contradicted"
    assert models.Commitment.objects.get().consistency == "reversed"


def test_a_dismissed_flag_leaves_its_reason_and_no_words() -> None:
    development = flagged(REAFFIRMED)
    reviewing.confirm(development, "Emilia Gould", "", factories.NOW)

    reviewing.dismiss(development, "Emilia Gould", "an old quote", factories.NOW)

    row = factories.stored(development)
    body = orjson.loads(row.body)
    assert not row.is_public
    assert body["review_state"] == "dismissed"
    assert body["review_reason"] == "an old quote"
    assert "citations" not in body
    events = models.Revision.objects.filter(record=row.identity).values_list(
        "event_type", flat=True
    )
    assert list(events) == ["commitment.reaffirmed", "development.dismissed"]


def test_a_dismissal_after_a_confirmation_takes_the_statement_back() -> None:
    development = flagged(REAFFIRMED)
    reviewing.confirm(development, "Emilia Gould", "she said so", factories.NOW)

    reviewing.dismiss(development, "Emilia Gould", "misread", factories.NOW)

    assert models.Commitment.objects.get().consistency == "single_statement"
    assert not models.Statement.objects.public().exists()


def test_what_was_dismissed_stays_dismissed() -> None:
    development = flagged(REAFFIRMED)
    reviewing.dismiss(development, "Emilia Gould", "misread", factories.NOW)

    with pytest.raises(reviewing.AlreadyDecidedError):
        reviewing.confirm(development, "Emilia Gould", "after all", factories.NOW)


def test_a_correction_changes_the_words_and_says_so() -> None:
    flagged(REAFFIRMED)

    reviewing.correct(report(), "Emilia Gould", "wrong place", factories.NOW, {"place": "Sulaco"})

    row = factories.stored(report())
    assert (row.review_state, row.place) == ("corrected", "Sulaco")
    revision = models.Revision.objects.filter(record=row.identity).last()
    assert revision is not None
    assert revision.event_type == "development.corrected"
    assert revision.changed["place"] is None


def test_a_confirmed_meaning_confirms_the_report_that_waited(settings: Settings) -> None:
    settings.PUBLIC_FROM_CONFIDENCE = 1.0
    meaning = flagged(REAFFIRMED)
    assert not report().is_public

    reviewing.confirm(meaning, "Emilia Gould", "she said so", factories.NOW)

    shown = orjson.loads(factories.stored(meaning).body)["report"]
    assert (report().review_state, report().is_public) == ("confirmed", True)
    assert shown["slug"] == report().slug


def test_a_dismissed_meaning_leaves_its_report() -> None:
    reviewing.dismiss(flagged(REAFFIRMED), "Emilia Gould", "misread", factories.NOW)

    assert (report().review_state, report().is_public) == ("flagged", True)


def test_a_report_is_not_dismissed_before_it_is_said_what_becomes_of_its_meanings() -> None:
    meaning = flagged(REAFFIRMED)

    with pytest.raises(reviewing.HasMeaningsError):
        reviewing.dismiss(report(), "Emilia Gould", "about a port", factories.NOW)

    assert report().review_state == meaning.review_state == "flagged"


@pytest.mark.parametrize(("with_meanings", "state"), [(True, "dismissed"), (False, "flagged")])
def test_what_a_dismissed_report_was_taken_to_mean_goes_or_stays_as_is_said(
    with_meanings: bool,
    state: str,
) -> None:
    meaning = flagged(REAFFIRMED)

    reviewing.dismiss(
        report(), "Emilia Gould", "about a port", factories.NOW, with_meanings=with_meanings
    )

    assert report().review_state == "dismissed"
    assert factories.stored(meaning).review_state == state
