"""What finders of happenings share."""

from datetime import date

import pytest

from tests.analysis.costaguana import TRACKED, TUESDAY
from tracker.analysis import base, findings
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Reading


def reading(text: str) -> Reading:
    return Reading(base.Article(text, "en", TUESDAY), Index(TRACKED))


def test_sentences_that_tell_are_of_the_article_itself_and_ask_nothing() -> None:
    text = "Ana Ruiz met Tom Hale. Did they agree?\n\nRead also: Ruiz in Sulaco"

    told = [p.sentence.text for p in findings.told_in(reading(text))]

    assert told == ["Ana Ruiz met Tom Hale."]


@pytest.mark.parametrize(
    ("is_planned", "day"), [(False, date(2026, 3, 4)), (True, date(2026, 4, 2))]
)
def test_the_nearest_date_fits_what_is_past_or_planned(is_planned: bool, day: date) -> None:
    article = reading("On 4 March Ana Ruiz said she would return on 2 April.")

    scene = findings.Scene("deeds", article, article.passages[0])
    found = scene.date(20, is_planned=is_planned)

    assert found is not None
    assert (found.span.first, findings.day(article, found)) == (day, (day, "day"))


def test_what_has_no_date_is_of_the_day_of_the_article() -> None:
    assert findings.day(reading("It rained."), None) == (TUESDAY, "day")


def test_of_one_record_and_kind_the_surest_is_kept() -> None:
    one, other = (
        base.Finding("meeting.held", "talks", 0, 1, "x", confidence=share) for share in (0.5, 0.7)
    )

    assert findings.surest([one, other]) == [other]


def test_a_title_names_all_who_take_part_and_nobody_where_nobody_is_known() -> None:
    label = {"en": "Meeting", "es": "Reunión"}

    assert findings.titles(label, ["A", "B", "C"]) == {
        "title": "Meeting of A, B and C",
        "translations": {"es": {"title": "Reunión de A, B y C"}},
    }
    assert findings.titles(label, [])["title"] == "Meeting"


def test_words_are_shortened_at_a_space() -> None:
    assert findings.shortened("no school will close", 12) == "No school …"
