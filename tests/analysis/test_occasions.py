"""When it was said, and by whom a state is bound: days, origins and holders."""

from datetime import date

import pytest

from tests.analysis.costaguana import NO_BASES, TRACKED, TUESDAY, likely
from tracker.analysis import base, reading

SAID = "Ana Ruiz said Costaguana will host no foreign bases."


def report(
    text: str, language: str = "en", published: date | None = TUESDAY, precision: str = "day"
) -> base.Finding:
    """Return the report that an article makes on bases."""
    article = base.Article(text, language, published, precision)
    found = reading.read(article, TRACKED, learned=likely(9.0, mentions=9.0))
    return next(finding for finding in found if finding.record == "no-bases")


def test_two_states_speak_for_the_holder_too() -> None:
    article = base.Article("Azuera y Costaguana descartaron bases extranjeras.", "es", TUESDAY)

    finding, _ = reading.read(article, TRACKED, learned=likely(9.0, reaffirms=9.0))

    assert finding.side == "holder"
    assert finding.speaker is not None
    assert finding.speaker.name == "Azuera y Costaguana"


def test_an_office_without_a_country_is_that_of_the_country_named_first() -> None:
    text = "Costaguana held talks with Azuera. Officials said they do not allow foreign bases."

    speaker = report(text).speaker

    assert speaker is not None
    assert (speaker.name, speaker.party) == ("Officials", "costaguana")


def test_a_date_beside_the_verb_is_the_day_it_was_said() -> None:
    said = "On 2 March Ruiz said Costaguana will host no foreign bases from 4 March on."

    assert report(said).occurred == date(2026, 3, 2)


@pytest.mark.parametrize(("day", "kinds"), [(9, []), (10, ["commitment.reported"])])
def test_nothing_is_reported_before_it_was_stated(day: int, kinds: list[str]) -> None:
    assert NO_BASES.stated_on == date(2026, 1, 10)

    found = reading.read(
        base.Article(SAID, "en", date(2026, 1, day)), TRACKED, learned=likely(9.0, mentions=9.0)
    )

    told = [finding.kind for finding in found if finding.kind == "commitment.reported"]
    assert told == kinds


def test_an_article_of_the_month_may_follow_the_statement() -> None:
    found = report(SAID, published=date(2026, 1, 1), precision="month")

    assert (found.occurred, found.occurred_precision) == (date(2026, 1, 1), "month")


def test_without_a_day_the_occurrence_is_unknown() -> None:
    found = report(SAID, published=None)

    assert (found.occurred, found.occurred_precision) == (None, None)
