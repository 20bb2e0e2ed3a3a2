"""Meetings, calls and visits in a sentence."""

import pytest

from tracker.analysis.meetings import gatherings
from tracker.analysis.mentions import people
from tracker.analysis.structure import sentences


def told(text: str, language: str = "en") -> list[tuple[str, str, list[str]]]:
    """Return status, kind and participants of what the sentence tells."""
    (sentence,) = sentences.split(text, language)
    found = gatherings.find(sentence, language, people.find(sentence, language))
    return [(g.status, g.kind, [a.name for a in g.actors]) for g in found if g.sort != "bare"]


@pytest.mark.parametrize(
    ("text", "language", "status", "kind"),
    [
        ("Ana Ruiz met with Tom Hale.", "en", "held", "meeting"),
        ("Ana Ruiz spoke by phone with Tom Hale.", "en", "held", "call"),
        ("Ana Ruiz held three days of talks with Tom Hale.", "en", "held", "talks"),
        ("Ana Ruiz will travel to Sulaco with Tom Hale.", "en", "planned", "visit"),
        ("Ana Ruiz is due to meet Tom Hale.", "en", "planned", "meeting"),
        ("Ana Ruiz and Tom Hale will hold a summit.", "en", "planned", "summit"),
        ("Ana Ruiz se reunió con Tom Hale.", "es", "held", "meeting"),
        ("Ana Ruiz mantuvo una larga conversación con Tom Hale.", "es", "held", "call"),
        ("Ana Ruiz recibió el lunes a Tom Hale.", "es", "held", "meeting"),
        ("Ana Ruiz va a reunirse con Tom Hale.", "es", "planned", "meeting"),
        ("Ana Ruiz visitará Sulaco con Tom Hale.", "es", "planned", "visit"),
    ],
)
def test_what_was_held_is_told_from_what_is_planned(
    text: str, language: str, status: str, kind: str
) -> None:
    assert told(text, language) == [(status, kind, ["Ana Ruiz", "Tom Hale"])]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ana Ruiz did not meet Tom Hale.", "en"),
        ("Ana Ruiz denied meeting with Tom Hale.", "en"),
        ("Ana Ruiz no se reunió con Tom Hale.", "es"),
        ("Ana Ruiz llegó a decir que sí.", "es"),
    ],
)
def test_what_is_denied_or_no_meeting_is_not_told(text: str, language: str) -> None:
    assert told(text, language) == []


def test_a_meeting_gone_by_is_held_whatever_else_is_to_come() -> None:
    ((status, _, _),) = told("After a meeting with Tom Hale, Ana Ruiz will write a law.")

    assert status == "held"


def test_a_pronoun_stands_for_whoever_was_named_before() -> None:
    before, after = sentences.split("Ana Ruiz was in Azuera. She met Tom Hale there.", "en")
    known = people.find(before, "en")

    (found,) = gatherings.find(after, "en", people.find(after, "en"), known)

    assert found.borrows
    assert [a.name for a in found.actors] == ["Tom Hale", "Ana Ruiz"]


def test_the_place_is_the_one_behind_the_verb() -> None:
    (sentence,) = sentences.split("In March Ana Ruiz met Tom Hale in Puerto Claro.", "en")

    (found,) = gatherings.find(sentence, "en", people.find(sentence, "en"))

    assert found.place == "Puerto Claro"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Es falso que la ministra Ana Ruiz se haya reunido con Tom Hale.", "es"),
        ("Ana Ruiz launched a joint call for tenders with Tom Hale.", "en"),
        ("Ana Ruiz said Azuera will host no base of Tom Hale.", "en"),
    ],
)
def test_what_is_false_or_only_sounds_like_a_meeting_is_not_told(text: str, language: str) -> None:
    assert [status for status, _, _ in told(text, language) if status == "held"] == []


def test_talks_for_which_somebody_is_to_come_are_to_come() -> None:
    assert {
        status for status, _, _ in told("Ana Ruiz will fly to Sulaco for talks with Tom Hale.")
    } == {"planned"}
