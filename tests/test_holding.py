"""Decisions that are held: carried out when due, undone before, refused where they cannot be."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from tests import factories
from tracker import models, recording, redacting, reviewing
from tracker.vocabularies import Decision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

DUE = factories.NOW + timedelta(seconds=60)
CONFIRM = reviewing.Decided(Decision.CONFIRM, "heard it")
DISMISS = reviewing.Decided(Decision.DISMISS, "misheard")


@pytest.fixture(autouse=True)
def _a_minute(settings: Settings) -> None:
    settings.REVIEW_HOLD = 60


def person(name: str = factories.ACTOR) -> models.User:
    return factories.UserFactory.create(username=name)


def flagged(**fields: Any) -> models.Development:
    return factories.meaning(snapshot=factories.snapshot(), **fields)


def state(row: models.Development) -> tuple[str, bool]:
    row.refresh_from_db()
    return row.review_state, row.is_public


def test_a_decision_enters_the_ledger_when_it_is_due() -> None:
    row = flagged()
    before = models.Revision.objects.count()

    reviewing.hold([row], CONFIRM, person(), factories.NOW)

    assert reviewing.carry_out_decisions(DUE - timedelta(seconds=1)) == 0
    assert (state(row), models.Revision.objects.count()) == (("flagged", False), before)
    assert reviewing.carry_out_decisions(DUE) == 1
    assert state(row) == ("confirmed", True)
    revision = models.Revision.objects.filter(record=row.pk).get()
    assert (revision.actor, revision.reason) == (factories.ACTOR, "heard it")
    assert not models.HeldDecision.objects.exists()
    assert reviewing.carry_out_decisions(DUE) == 0


def test_without_a_time_to_hold_it_is_carried_out_at_once(settings: Settings) -> None:
    settings.REVIEW_HOLD = 0
    row = flagged()

    reviewing.hold([row], CONFIRM, person(), factories.NOW)

    assert state(row) == ("confirmed", True)
    assert not models.HeldDecision.objects.exists()


def test_a_correction_is_carried_out_as_it_was_entered() -> None:
    row = flagged()
    entered = reviewing.Decided(Decision.CORRECT, "", {"kind": "commitment.contradicted"})

    reviewing.hold([row], entered, person(), factories.NOW)
    reviewing.carry_out_decisions(DUE)

    body = factories.shown(row)
    assert (body["kind"], body["review_state"]) == ("commitment.contradicted", "corrected")


def test_what_cannot_be_is_refused_at_once_and_nothing_is_held() -> None:
    first, second = flagged(), flagged(kind="commitment.qualified", relation="qualifies")
    impossible = reviewing.Decided(
        Decision.CORRECT, "", {"kind": "commitment.broken", "relation": "qualifies"}
    )

    with pytest.raises(reviewing.REFUSALS):
        reviewing.hold([first, second], impossible, person(), factories.NOW)

    assert not models.HeldDecision.objects.exists()
    assert state(first) == ("flagged", False)


def test_a_person_undoes_what_was_decided_last_and_all_that_was_decided_with_it() -> None:
    first, second, third = flagged(), flagged(), flagged()
    editor = person()
    reviewing.hold([first], CONFIRM, editor, factories.NOW)
    reviewing.hold([second, third], DISMISS, editor, factories.NOW + timedelta(seconds=5))

    assert {row.pk for row in reviewing.undo(editor)} == {second.pk, third.pk}
    assert [held.development for held in models.HeldDecision.objects.all()] == [first]
    assert [row.pk for row in reviewing.undo(editor)] == [first.pk]
    assert reviewing.undo(editor) == []


def test_nobody_undoes_what_another_decided() -> None:
    row = flagged()
    reviewing.hold([row], CONFIRM, person(), factories.NOW)

    assert reviewing.undo(person("Tomás")) == []
    assert models.HeldDecision.objects.count() == 1


def test_two_do_not_decide_one_flag() -> None:
    row = flagged()
    reviewing.hold([row], CONFIRM, person(), factories.NOW)

    with pytest.raises(reviewing.DecidedMeanwhileError, match="has decided on it just now"):
        reviewing.hold([row], DISMISS, person("Tomás"), factories.NOW)

    reviewing.carry_out_decisions(DUE)
    assert state(row) == ("confirmed", True)


def test_what_was_decided_by_another_way_meanwhile_stands() -> None:
    row = flagged()
    reviewing.hold([row], CONFIRM, person(), factories.NOW)
    reviewing.dismiss(row, "api", "not so", factories.NOW + timedelta(seconds=10))

    assert reviewing.carry_out_decisions(DUE) == 0

    assert state(row) == ("dismissed", False)
    held = models.HeldDecision.objects.get()
    assert held.refusal == "Somebody has decided on it meanwhile: it is dismissed."
    assert reviewing.carry_out_decisions(DUE) == 0


def test_a_refused_decision_makes_room_for_another() -> None:
    row = flagged()
    editor = person()
    reviewing.hold([row], CONFIRM, editor, factories.NOW)
    reviewing.dismiss(row, "api", "not so", factories.NOW)
    reviewing.carry_out_decisions(DUE)
    row.refresh_from_db()

    reopen = reviewing.Decided(Decision.REOPEN, "too soon")
    reviewing.hold([row], reopen, editor, DUE)
    reviewing.carry_out_decisions(DUE + timedelta(seconds=60))

    assert state(row)[0] == "flagged"


def test_what_a_changed_text_adds_meanwhile_does_not_keep_a_decision() -> None:
    row = flagged()
    reviewing.hold([row], CONFIRM, person(), factories.NOW)
    with recording.change("prose", is_machine=True) as change:
        row.place = "Sulaco"
        row.save(update_fields=["place"])
        change.touch(row)

    assert reviewing.carry_out_decisions(DUE) == 1
    assert state(row) == ("confirmed", True)


def test_what_is_redacted_is_not_held() -> None:
    row = flagged()
    entered = {"speaker": {"official": factories.ana_ruiz().slug}}
    decided = reviewing.Decided(Decision.CORRECT, "", entered)
    reviewing.hold([row], decided, person(), factories.NOW)

    with recording.change("law", "a court's order", is_withdrawing=True) as change:
        redacting.redact(change, factories.ana_ruiz(), factories.NOW)

    assert not models.HeldDecision.objects.exists()


def test_who_looks_at_a_flag_is_known_for_five_minutes_and_of_one_flag_at_a_time() -> None:
    first, second = flagged(), flagged()
    editor, other = person(), person("Tomás")
    models.Look.objects.note(editor, first, factories.NOW)
    models.Look.objects.note(editor, second, factories.NOW)

    later = factories.NOW + timedelta(minutes=4)
    assert [look.development for look in models.Look.objects.of_others(other, later)] == [second]
    assert list(models.Look.objects.of_others(editor, later)) == []
    assert list(models.Look.objects.of_others(other, later + timedelta(minutes=2))) == []
