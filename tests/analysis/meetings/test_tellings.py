"""Meetings, calls and visits in a sentence."""

import pytest

from tests.analysis.costaguana import TUESDAY
from tracker.analysis import base
from tracker.analysis.meetings import tellings
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Reading


def found(text: str, language: str = "en") -> list[tellings.Telling]:
    """Return what the text tells, likely or not."""
    article = base.Article(text, language, TUESDAY)
    return tellings.find(Reading(article, Index(base.Tracked())))


def told(text: str, language: str = "en") -> list[tuple[str, str, list[str]]]:
    """Return status, kind and participants of what the sentence tells."""
    return [(t.status, t.kind, [a.name for a in t.actors]) for t in found(text, language)]


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
        ("Ana Ruiz visited every target.", "en"),
    ],
)
def test_what_is_denied_or_no_meeting_is_not_told(text: str, language: str) -> None:
    assert told(text, language) == []


def test_a_meeting_gone_by_is_held_whatever_else_is_to_come() -> None:
    ((status, _, _),) = told("After a meeting with Tom Hale, Ana Ruiz will write a law.")

    assert status == "held"


def test_a_pronoun_stands_for_whoever_was_named_before() -> None:
    (telling,) = found("Ana Ruiz was in Azuera. She met Tom Hale there.")

    assert "borrows" in telling.features
    assert [a.name for a in telling.actors] == ["Tom Hale", "Ana Ruiz"]


def test_the_place_is_the_one_behind_the_verb() -> None:
    (telling,) = found("In March Ana Ruiz met Tom Hale in Puerto Claro.")

    assert telling.place == "Puerto Claro"


@pytest.mark.parametrize(
    ("text", "language", "status"),
    [
        ("The meeting of Ana Ruiz and Tom Hale was put off.", "en", "postponed"),
        ("Ana Ruiz was to meet Tom Hale on Friday. That is off.", "en", "cancelled"),
        ("La visita de Ana Ruiz a Tom Hale fue cancelada.", "es", "cancelled"),
        ("La cita con Tom Hale, prevista para el jueves, se aplaza al lunes.", "es", "postponed"),
    ],
)
def test_what_is_put_off_or_called_off_says_so(text: str, language: str, status: str) -> None:
    assert [telling.status for telling in found(text, language)] == [status]


def test_a_verb_without_a_tense_is_to_come_with_its_auxiliary_or_its_day() -> None:
    texts = ["Ana Ruiz is to see Tom Hale.", "Ana Ruiz meets Tom Hale on 12 March."]

    assert [[t.status for t in found(text)] for text in texts] == [["planned"], ["planned"]]


def test_a_clause_ends_at_a_semicolon() -> None:
    text = "Ruiz met Hale in Sulaco; Cayta is where he goes next."

    (telling,) = found(text)

    assert text[slice(*telling.clause)] == "Ruiz met Hale in Sulaco"


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
