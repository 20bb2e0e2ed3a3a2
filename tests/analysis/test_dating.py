"""When it was said."""

from datetime import date

import pytest

from tests.analysis.costaguana import TRACKED, TUESDAY
from tracker.analysis import base, dating
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Reading

INDEX = Index(TRACKED)


def said(
    text: str, published: date | None = TUESDAY, precision: str = "day", language: str = "en"
) -> tuple[date | None, str | None]:
    """Return when the first sentence of an article was said."""
    given = Reading(base.Article(text, language, published, precision), INDEX)
    return dating.said(given, given.passages[0])


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Ruiz said it on Monday.", "en", date(2026, 3, 9)),
        ("Ruiz lo dijo el lunes.", "es", date(2026, 3, 9)),
        ("On 2 March Ruiz said that the truce of 4 March holds.", "en", date(2026, 3, 2)),
        ("Ruiz said that the truce of 4 January holds.", "en", TUESDAY),
        ("In 2019 Ruiz said it.", "en", TUESDAY),
        ("Ruiz said it will be signed on 20 March.", "en", TUESDAY),
        ("Ruiz said it.", "en", TUESDAY),
    ],
)
def test_a_day_counts_by_the_verb_or_from_the_articles_own(
    text: str, language: str, day: date
) -> None:
    assert said(text, language=language) == (day, "day")


def test_an_article_of_a_month_dates_to_its_month() -> None:
    assert said("Ruiz said it.", date(2026, 1, 1), "month") == (date(2026, 1, 1), "month")


def test_without_a_day_it_is_unknown() -> None:
    assert said("Ruiz said it on Monday.", None) == (None, None)
