"""What a new version of a text means: edited silently or openly, changed back, or taken away."""

from datetime import timedelta

import pytest

from tests import factories
from tests.analysis import stories
from tracker.flagging import sources
from tracker.vocabularies import Drift

ENGLISH = "The port is ours. The minister will not host bases. Talks go on."
SPANISH = "El puerto es nuestro. No habrá bases ni tropas. Siguen las conversaciones."


def version(
    number: int, text: str, drift: Drift = Drift.SUBSTANTIVE, days: int | None = None
) -> sources.Version:
    modified = None if days is None else factories.NOW + timedelta(days=days)
    return sources.Version(number, text, drift, factories.NOW, modified)


def told(before: sources.Version, after: sources.Version, language: str = "en") -> list[str]:
    """Return the rule, then the words quoted of each version."""
    edit = sources.edit(before, after, language)
    assert edit is not None
    texts = {before.number: before.text, after.number: after.text}
    quoted = [
        f"{quote.supports}: {texts[quote.number][quote.start : quote.end]}" for quote in edit.quotes
    ]
    return [edit.rule, *quoted]


def test_a_word_taken_out_in_english_is_a_silent_edit() -> None:
    after = version(2, ENGLISH.replace("not ", ""))

    assert told(version(1, ENGLISH, Drift.FIRST), after) == [
        "silent_edit",
        "before: The minister will not host bases.",
        "after: The minister will host bases.",
    ]


def test_a_word_taken_out_in_spanish_is_a_silent_edit() -> None:
    after = version(2, SPANISH.replace("ni tropas", "tropas"))

    assert told(version(1, SPANISH, Drift.FIRST), after, "es") == [
        "silent_edit",
        "before: No habrá bases ni tropas.",
        "after: No habrá bases tropas.",
    ]


def test_a_sentence_taken_out_is_quoted_as_it_was() -> None:
    after = version(2, "The port is ours. Talks go on.")

    assert told(version(1, ENGLISH, Drift.FIRST), after) == [
        "silent_edit",
        "before: The minister will not host bases.",
    ]


@pytest.mark.parametrize(
    ("after", "rule"),
    [
        (version(2, f"{ENGLISH} Nobody signed."), sources.SILENT),
        (version(2, f"{ENGLISH}\nCorrection: nobody signed."), sources.DECLARED),
        (version(2, f"{ENGLISH} Nobody signed.", days=1), sources.DECLARED),
        (version(2, f"{ENGLISH} Nobody signed.", days=-1), sources.SILENT),
        (version(2, f"{ENGLISH} Nobody signed.", Drift.REVERTED, days=1), sources.REVERTED),
    ],
    ids=["silently", "with a note", "with a date", "with a date gone by", "back"],
)
def test_edits_are_told_apart(after: sources.Version, rule: str) -> None:
    assert told(version(1, ENGLISH, Drift.FIRST), after)[0] == rule


def test_the_page_s_date_must_advance() -> None:
    before = version(1, ENGLISH, Drift.FIRST, days=2)

    assert told(before, version(2, "Nobody signed.", days=2))[0] == sources.SILENT
    assert told(before, version(2, "Nobody signed.", days=3))[0] == sources.DECLARED


@pytest.mark.parametrize(
    "after",
    [
        version(2, ENGLISH.replace(" Talks", "\n\nTalks"), Drift.COSMETIC),
        version(2, "Another extraction of the page.", Drift.PARSER_UPGRADE),
        version(2, ENGLISH, Drift.REVERTED),
    ],
    ids=["another layout", "read better", "back as it was"],
)
def test_what_changes_no_words_is_not_told(after: sources.Version) -> None:
    assert sources.edit(version(1, ENGLISH), after, "en") is None


def test_of_a_removed_text_the_lead_is_quoted() -> None:
    edit = sources.edit(version(1, ENGLISH), version(2, ENGLISH, Drift.UNAVAILABLE), "en")

    assert edit is not None
    assert (edit.kind, edit.rule, edit.quotes) == (
        "source.unavailable",
        "removed",
        (sources.Quote(1, 0, len("The port is ours."), "before"),),
    )


def test_three_changes_are_quoted_and_all_are_counted() -> None:
    before = " ".join(f"Article {n} stays. Clause {n} is old." for n in range(1, 6))
    after = before.replace("is old", "is new")

    edit = sources.edit(version(1, before), version(2, after), "en")

    assert edit is not None
    assert edit.counts == {"deleted": 0, "inserted": 0, "replaced": 5}
    assert len(edit.quotes) == 6


def test_it_is_said_in_both_languages() -> None:
    title = stories.REPORTS[0][0][:6]

    assert sources.summarise("source.changed", "silent_edit", title) == {
        "en": "Text changed without notice: SULACO.",
        "es": "Texto modificado sin aviso: SULACO.",
    }
    assert sources.summarise("source.quote_lost", "lost", title) == {
        "en": "Quote lost: SULACO.",
        "es": "Cita perdida: SULACO.",
    }
