"""When it was said, and by whom a state is bound: days, origins and holders."""

from datetime import date

import pytest

from tests.analysis import costaguana
from tests.analysis.costaguana import TRACKED, kinds, read
from tracker.analysis import base, reading


def _article(text: str, document: str | None = None, title: str = "") -> base.Article:
    return base.Article(text, "en", date(2026, 3, 10), "day", document, title)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("In January Ruiz said Costaguana will respect the truce.", "reported"),
        ("In 2019 Ruiz said Costaguana will respect the truce.", "reported"),
        ("Ruiz said Costaguana will respect the truce of 4 January.", "reaffirmed"),
        ("On 2 March Ruiz said Costaguana will respect the truce.", "reaffirmed"),
    ],
)
def test_words_of_long_ago_are_no_news(text: str, kind: str) -> None:
    assert kinds(text) == [f"commitment.{kind}"]


def test_a_date_beside_the_verb_is_the_day_it_was_said() -> None:
    (finding,) = read("On 2 March Ruiz said Costaguana will respect the truce of 4 March.")

    assert finding.occurred == date(2026, 3, 2)


def test_two_states_speak_for_the_holder_too() -> None:
    (finding,) = read("Azuera y Costaguana descartaron bases extranjeras.", "es")

    assert finding.side == "holder"
    assert finding.speaker == base.Speaker(
        "Azuera y Costaguana", None, "costaguana", "", "Azuera y Costaguana"
    )


def test_an_office_without_a_country_is_that_of_the_country_named_first() -> None:
    text = "Costaguana held talks with Azuera. Officials said they do not allow foreign bases."

    (finding,) = read(text)

    assert (finding.kind, finding.side) == ("commitment.reaffirmed", "holder")


def test_the_words_in_which_it_was_first_stated_are_nothing_new() -> None:
    article = _article("Ana Ruiz said Costaguana will host no foreign bases.", "doc-origin")

    assert reading.read(article, TRACKED) == []


def test_the_same_words_in_another_document_reaffirm() -> None:
    article = _article("Ana Ruiz said Costaguana will host no foreign bases.", "doc-other")

    found = reading.read(article, TRACKED)

    assert [f.kind for f in found] == ["commitment.reaffirmed", "commitment.reported"]


def test_nothing_is_reaffirmed_before_it_was_stated() -> None:
    text = "Ana Ruiz said Costaguana will host no foreign bases."

    assert kinds(text, published=date(2026, 1, 9)) == ["commitment.mentioned"]
    assert kinds(text, published=date(2026, 1, 10)) == ["commitment.reaffirmed"]


def test_an_article_of_the_month_may_follow_the_statement() -> None:
    text = "Ana Ruiz said Costaguana will host no foreign bases."

    found = reading.read(base.Article(text, "en", date(2026, 1, 1), "month"), TRACKED)

    (finding,) = costaguana.telling(found)
    assert finding.kind == "commitment.reaffirmed"
    assert (finding.occurred, finding.occurred_precision) == (date(2026, 1, 1), "month")


def test_without_a_day_the_occurrence_is_unknown() -> None:
    (finding,) = read("Ruiz said Costaguana will host no foreign bases.", published=None)

    assert (finding.occurred, finding.occurred_precision) == (None, None)
