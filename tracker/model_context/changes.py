"""What was published after a place in the ledger or after an instant, in order."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import orjson
from django.db.models import Q

from tracker import filters, kinds, models, serializers
from tracker.model_context import addresses, answers, around, asking, instants, quoting, refusals

LARGEST_SEQUENCE: Final = 10**18 - 1


def changes(
    after: int,
    record_type: str | None,
    patterns: Sequence[str],
    asked: Mapping[str, Sequence[str] | str | None],
    limit: int,
) -> answers.Changes:
    """Return what was published after ``after``, as far as it is as asked.

    Raises Refusal for a place beyond the head, for an event type that there is not, and for
    filters that records of the type do not have.
    """
    wanted = _wanted(record_type, patterns, asked)
    head = models.LedgerHead.objects.sequence()
    if after > head:
        detail = f"The ledger has not come so far: its last sequence is {head}."
        raise refusals.Refusal("beyond_head", detail)
    known = models.Revision.objects.after(after).filter(wanted, sequence__lte=head)
    rows = list(known[: limit + 1])
    has_more = len(rows) > limit
    page = rows[:limit]
    return answers.Changes(
        changes=[_change(each) for each in page],
        next_after=page[-1].sequence if has_more else head,
        has_more=has_more,
    )


def place_of(moment: datetime) -> int:
    """Return the last number that was given out by ``moment``."""
    earlier = models.Revision.objects.filter(published_at__lte=moment)
    last = earlier.order_by("-published_at").values_list("sequence", flat=True).first()
    return last or 0


def _wanted(
    record_type: str | None,
    patterns: Sequence[str],
    asked: Mapping[str, Sequence[str] | str | None],
) -> Q:
    wanted = Q()
    for pattern in patterns:
        if not kinds.is_pattern(pattern):
            detail = f"no event type matches {pattern[:60]!r}; commitment.* and * do."
            raise refusals.invalid("event_type", detail)
    if patterns:
        matching = [c for c in kinds.EVENT_TYPES if any(kinds.matches(p, c) for p in patterns)]
        wanted &= Q(event_type__in=matching)
    if record_type is None:
        if asked:
            raise refusals.invalid("filters", "give the type of record that they are of.")
        return wanted
    given = asking.checked(record_type, asked)
    condition = filters.ledger_condition(record_type, given, filters.LedgerContext())
    return wanted & Q(type=record_type) & condition


def _change(revision: models.Revision) -> answers.Change:
    body = orjson.loads(bytes(revision.body))
    shown = serializers.show_moment(revision.published_at) or ""
    # As it was shown from this change on.
    instant = instants.Instant(revision.published_at, shown)
    citations = body.get("citations") or []
    return answers.Change(
        sequence=revision.sequence,
        event=revision.event_type,
        published_at=shown,
        record=_reference(body, instant),
        about=addresses.reference(body["record"], instant) if body.get("record") else None,
        summary=_summary(body, revision),
        changed_fields=sorted(revision.changed),
        reason=revision.reason or None,
        judged=_judged(body, revision),
        quotes=quoting.quotes(citations, body.get("speaker")),
        json_url=addresses.json_url(body["url"], instant),
    )


def _reference(body: dict[str, Any], instant: instants.Instant) -> answers.Reference:
    return addresses.reference({**body, "title": around.title(body)}, instant)


def _summary(body: dict[str, Any], revision: models.Revision) -> str:
    told = body.get("summary")
    if isinstance(told, dict) and told.get("en"):
        return str(told["en"])
    explained = kinds.EVENT_TYPES[revision.event_type]
    return f"{explained.label['en']}: {around.title(body)}"


def _judged(body: dict[str, Any], revision: models.Revision) -> answers.Judged:
    if "review_state" in body:
        return quoting.flagged(body)
    if revision.is_by_machine:
        return answers.Judged(
            by="machine", review_state=None, confidence=None, sentence="A machine changed it."
        )
    return quoting.entered()
