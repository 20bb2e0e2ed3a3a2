"""Kinds of development and event types: codes, flags, the registry, patterns."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import tracker
from tracker import kinds, vocabularies

EVERY_EVENT_TYPE = list(kinds.EVENT_TYPES.values())

FOUND_BY = {
    "analysis/commitments.py": {
        "commitment.reported",
        "commitment.reaffirmed",
        "commitment.qualified",
        "commitment.contradicted",
        "commitment.challenged",
        "commitment.progressed",
        "commitment.fulfilled",
        "commitment.broken",
    },
    "analysis/meetings/meetings.py": {
        "meeting.held",
        "meeting.announced",
        "meeting.postponed",
        "meeting.cancelled",
    },
    "analysis/agreements/agreements.py": {
        "agreement.proposed",
        "agreement.signed",
        "agreement.ratified",
        "agreement.entered_into_force",
        "agreement.amended",
        "agreement.extended",
        "agreement.suspended",
        "agreement.ended",
    },
    "analysis/promises/promises.py": {"commitment.stated"},
    "analysis/deeds.py": {"event.reported"},
    "flagging/sources.py": {"source.changed", "source.quote_lost", "source.unavailable"},
    "flagging/clock.py": {
        "commitment.due_soon",
        "commitment.overdue",
        "meeting.unreported",
        "agreement.expiring",
        "agreement.publication_overdue",
    },
    "flagging/silence.py": {"commitment.silent"},
    "reviewing/corrections.py": {"commitment.verdict_changed"},
}
"""By which module each public kind is found, and the verdict's by which it is told."""

PACKAGE = Path(tracker.__file__).parent


def named_in(module: str) -> set[str]:
    """Return the public kinds whose codes a module holds, or hands on by their constant."""
    source = PACKAGE.joinpath(module).read_text(encoding="utf-8")
    names = {kind.code: f'"{kind.code}"' for kind in kinds.KINDS.values() if kind.is_public}
    names[kinds.REPORTED] = "kind=kinds.REPORTED if"
    return {code for code, name in names.items() if name in source}


def test_the_kinds_are_these_in_this_order() -> None:
    assert list(kinds.KINDS) == [
        "commitment.stated",
        "commitment.reported",
        "commitment.reaffirmed",
        "commitment.qualified",
        "commitment.contradicted",
        "commitment.challenged",
        "commitment.progressed",
        "commitment.fulfilled",
        "commitment.broken",
        "commitment.mentioned",
        "commitment.due_soon",
        "commitment.overdue",
        "commitment.silent",
        "commitment.verdict_changed",
        "meeting.announced",
        "meeting.held",
        "meeting.postponed",
        "meeting.cancelled",
        "meeting.unreported",
        "agreement.proposed",
        "agreement.signed",
        "agreement.ratified",
        "agreement.entered_into_force",
        "agreement.amended",
        "agreement.extended",
        "agreement.suspended",
        "agreement.ended",
        "agreement.expiring",
        "agreement.publication_overdue",
        "event.reported",
        "source.changed",
        "source.quote_lost",
        "source.unavailable",
    ]


def test_the_event_types_are_the_kinds_then_reviews_then_records() -> None:
    assert list(kinds.EVENT_TYPES) == [
        *kinds.KINDS,
        "development.confirmed",
        "development.corrected",
        "development.dismissed",
        "development.reopened",
        "record.created",
        "record.updated",
        "record.refreshed",
        "record.merged",
        "record.deleted",
        "record.restored",
        "record.redacted",
    ]


def test_what_something_means_for_a_commitment_is_told_from_all_else() -> None:
    assert [kind.code for kind in kinds.KINDS.values() if kind.is_meaning] == [
        "commitment.reaffirmed",
        "commitment.qualified",
        "commitment.contradicted",
        "commitment.challenged",
        "commitment.progressed",
        "commitment.fulfilled",
        "commitment.broken",
    ]


def test_that_a_commitment_is_kept_broken_or_in_doubt_is_left_to_people() -> None:
    assert [kind.code for kind in kinds.KINDS.values() if kind.is_left_to_people] == [
        "commitment.contradicted",
        "commitment.challenged",
        "commitment.fulfilled",
        "commitment.broken",
    ]


def test_only_a_mention_is_never_public() -> None:
    assert [kind.code for kind in kinds.KINDS.values() if not kind.is_public] == [
        "commitment.mentioned"
    ]


def test_the_calendar_raises_what_no_article_says() -> None:
    assert [kind.code for kind in kinds.KINDS.values() if kind.from_clock] == [
        "commitment.due_soon",
        "commitment.overdue",
        "commitment.silent",
        "meeting.unreported",
        "agreement.expiring",
        "agreement.publication_overdue",
    ]


def test_each_public_kind_has_a_module_that_finds_it() -> None:
    found = {module: named_in(module) for module in FOUND_BY}
    public = {kind.code for kind in kinds.KINDS.values() if kind.is_public}

    assert found == FOUND_BY
    assert public.difference(*FOUND_BY.values()) == set()


def test_subscribers_are_told_what_the_calendar_raises() -> None:
    page = PACKAGE.parent.joinpath("docs", "webhooks.md").read_text(encoding="utf-8")
    (paragraph,) = (part for part in page.split("\n\n") if "no article says" in part)

    raised = {kind.code for kind in kinds.KINDS.values() if kind.from_clock}
    assert set(re.findall(r"`(\w+\.\w+)`", paragraph)) == raised


def test_each_relation_is_told_by_a_kind() -> None:
    relations = {kind.code: kind.relation for kind in kinds.KINDS.values() if kind.relation}

    assert relations == {
        "commitment.reaffirmed": "reaffirms",
        "commitment.qualified": "qualifies",
        "commitment.contradicted": "contradicts",
        "commitment.challenged": "mentions",
        "commitment.progressed": "progresses",
        "commitment.fulfilled": "fulfils",
        "commitment.broken": "breaks",
        "commitment.mentioned": "mentions",
    }
    assert set(relations.values()) == {relation.value for relation in vocabularies.RelationKind}


def test_a_kind_is_about_the_record_that_its_code_names_and_a_source_about_its_document() -> None:
    about = {(kind.code.split(".")[0], kind.record_type) for kind in kinds.KINDS.values()}

    assert about == {
        ("commitment", "commitment"),
        ("meeting", "meeting"),
        ("agreement", "agreement"),
        ("event", "event"),
        ("source", "document"),
    }
    assert {record_type for _, record_type in about} <= {
        record_type.value for record_type in vocabularies.RecordType
    }


@pytest.mark.parametrize("event_type", EVERY_EVENT_TYPE, ids=lambda event_type: event_type.code)
def test_an_event_type_is_explained_in_one_sentence_in_both_languages(
    event_type: kinds.EventType,
) -> None:
    for language in ("en", "es"):
        assert not event_type.label[language].endswith(".")
        assert event_type.explanation[language][:1].isupper()
        assert event_type.explanation[language].endswith(".")
        assert event_type.explanation[language].count(".") == 1
    assert event_type.label["en"] != event_type.label["es"]
    assert event_type.explanation["en"] != event_type.explanation["es"]


def test_two_event_types_with_one_code_are_refused() -> None:
    stated = kinds.get("commitment.stated")

    with pytest.raises(ValueError, match=r"Two event types have the code 'commitment\.stated'"):
        kinds.by_code([stated, kinds.get("meeting.held"), replace(stated, english="Promised")])


def test_an_unknown_kind_is_not_found() -> None:
    with pytest.raises(KeyError, match=r"commitment\.forgotten"):
        kinds.get("commitment.forgotten")


def test_choices_are_codes_with_english_labels_in_order() -> None:
    choices = kinds.choices()

    assert choices[0] == ("commitment.stated", "Commitment stated")
    assert choices[-1] == ("source.unavailable", "Text unavailable")
    assert len(choices) == 33


@pytest.mark.parametrize(
    ("pattern", "event_type", "is_match"),
    [
        ("commitment.stated", "commitment.stated", True),
        ("commitment.stated", "commitment.reaffirmed", False),
        ("commitment.*", "commitment.stated", True),
        ("commitment.*", "meeting.held", False),
        ("commitment*", "commitment.stated", False),
        ("commit.*", "commitment.stated", False),
        ("commitment.st*", "commitment.stated", False),
        ("*.stated", "commitment.stated", False),
        (".*", "commitment.stated", False),
        ("COMMITMENT.*", "commitment.stated", False),
        ("", "commitment.stated", False),
        ("*", "commitment.stated", True),
        ("*", "development.dismissed", True),
        ("record.*", "record.updated", True),
        ("record.refreshed", "record.refreshed", True),
        ("record.*", "record.refreshed", False),
        ("*", "record.refreshed", False),
    ],
)
def test_a_pattern_is_a_code_a_family_or_everything(
    pattern: str, event_type: str, is_match: bool
) -> None:
    assert kinds.matches(pattern, event_type) is is_match


@pytest.mark.parametrize(
    ("pattern", "is_one"),
    [
        *((code, True) for code in kinds.EVENT_TYPES),
        ("*", True),
        ("commitment.*", True),
        ("record.*", True),
        ("development.*", True),
        ("statement.*", False),
        ("commitment", False),
        ("commitment.", False),
        ("commitment.forgotten", False),
        ("**", False),
        ("", False),
    ],
)
def test_a_pattern_that_could_match_nothing_is_none(pattern: str, is_one: bool) -> None:
    assert kinds.is_pattern(pattern) is is_one
