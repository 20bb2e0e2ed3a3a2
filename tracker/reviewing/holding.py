"""Decisions that can be taken back: held for a while before they enter the ledger."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

import structlog
from django.conf import settings
from django.db import transaction
from rest_framework.exceptions import ValidationError

from tracker import editing, models, recording
from tracker.reviewing import decisions, meanings
from tracker.vocabularies import Decision, ReviewState

log = structlog.get_logger(__name__)

REFUSALS: Final = (
    decisions.AlreadyDecidedError,
    decisions.HasMeaningsError,
    decisions.NotDecidedError,
    editing.QuoteNotFound,
    ValidationError,
)
"""What keeps a decision from being carried out, and is told to whoever made it."""


class DecidedMeanwhileError(ValueError):
    """Somebody else decided on the development, or is about to."""


@dataclass(frozen=True)
class Decided:
    """A decision and why it was made; ``fields`` are those of a correction, or of a split."""

    decision: Decision
    reason: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


def hold(
    rows: Iterable[models.Development], decided: Decided, actor: models.User, now: datetime
) -> list[models.HeldDecision]:
    """Hold a decision on each of ``rows``, which is carried out after ``REVIEW_HOLD`` seconds.

    It is tried and taken back first, so that
    what cannot be is refused at once: raises one of REFUSALS, or DecidedMeanwhileError where
    another decision is held. Then none is held. Without a time to hold it is carried out.
    """
    batch, held = uuid.uuid4(), []
    with transaction.atomic():
        recording.keep_references()
        for row in rows:
            models.HeldDecision.objects.filter(development=row).exclude(refusal="").delete()
            one = models.HeldDecision(
                development=row,
                decision=decided.decision,
                fields=dict(decided.fields),
                reason=decided.reason,
                actor=actor,
                batch=batch,
                seen_state=row.review_state,
                seen_reviewed_at=row.reviewed_at,
                decided_at=now,
                due_at=now + timedelta(seconds=settings.REVIEW_HOLD),
            )
            _require_free(one)
            if settings.REVIEW_HOLD:
                _try(one, now)
                one.save()
            else:
                _carry_out(one, now)
            held.append(one)
    return held


def undo(actor: models.User) -> list[models.Development]:
    """Take back what ``actor`` decided last and is still held, and return what waits again."""
    with transaction.atomic():
        own = models.HeldDecision.objects.pending().of(actor).select_for_update(of=("self",))
        last = own.first()
        batch = list(own.filter(batch=last.batch)) if last is not None else []
        models.HeldDecision.objects.filter(pk__in=[one.pk for one in batch]).delete()
    return [one.development for one in batch]


def carry_out_decisions(now: datetime) -> int:
    """Carry out the decisions that are due, and return how many were."""
    done = 0
    for key in list(models.HeldDecision.objects.due(now).values_list("pk", flat=True)):
        with transaction.atomic():
            recording.keep_references()
            rows = models.HeldDecision.objects.due(now).select_related("development__identity")
            lock = rows.select_for_update(of=("self",), skip_locked=True)
            one = lock.select_related("actor").filter(pk=key).first()
            if one is not None:
                done += _carry_out_or_refuse(one, now)
    return done


def _carry_out_or_refuse(one: models.HeldDecision, now: datetime) -> bool:
    """Carry a decision out, or note why that cannot be; return whether it was."""
    try:
        with transaction.atomic():
            _require_as_seen(one)
            _carry_out(one, now)
    except (*REFUSALS, DecidedMeanwhileError) as refusal:
        log.info("reviewing.decision_refused", development=one.development.slug)
        one.refusal = str(refusal)
        one.save(update_fields=["refusal"])
        return False
    return True


def _carry_out(one: models.HeldDecision, now: datetime) -> None:
    """Have a decision enter the ledger; it is held no longer."""
    if one.pk is not None:
        models.HeldDecision.objects.filter(pk=one.pk).delete()
    made = (one.development, one.actor.get_username(), one.reason, now)
    _CARRIED_OUT[Decision(one.decision)](*made, **({"fields": one.fields} if one.fields else {}))


def _try(one: models.HeldDecision, now: datetime) -> None:
    """Carry a decision out and take that back."""
    with transaction.atomic():
        _carry_out(one, now)
        transaction.set_rollback(True)


def _require_free(one: models.HeldDecision) -> None:
    """Raise DecidedMeanwhileError where another decision on the development is held."""
    rows = models.Development.objects.select_for_update(of=("self",), no_key=True)
    row = rows.get(pk=one.development.pk)
    other = models.HeldDecision.objects.filter(development=row).select_related("actor").first()
    if other is not None:
        raise DecidedMeanwhileError(f"{other.actor} has decided on it just now.")
    _require_state(row, one)


def _require_as_seen(one: models.HeldDecision) -> None:
    """Raise DecidedMeanwhileError where the development was decided on since."""
    _require_state(models.Development.objects.get(pk=one.development.pk), one)


def _require_state(row: models.Development, one: models.HeldDecision) -> None:
    if (row.review_state, row.reviewed_at) != (one.seen_state, one.seen_reviewed_at):
        state = ReviewState(row.review_state).label["en"].lower()
        raise DecidedMeanwhileError(f"Somebody has decided on it meanwhile: it is {state}.")


def _judge(
    row: models.Development, actor: str, reason: str, now: datetime, fields: Mapping[str, Any]
) -> object:
    return meanings.judge(row, actor, reason, now, fields["passages"])


_CARRIED_OUT: Final[dict[Decision, Callable[..., object]]] = {
    Decision.CONFIRM: decisions.confirm,
    Decision.CORRECT: decisions.correct,
    Decision.SPLIT: decisions.split,
    Decision.DISMISS: decisions.dismiss,
    Decision.DISMISS_ALL: partial(decisions.dismiss, with_meanings=True),
    Decision.DISMISS_ALONE: partial(decisions.dismiss, with_meanings=False),
    Decision.JUDGE: _judge,
    Decision.REOPEN: decisions.reopen,
}
