"""What a person decided on the page of a flag, as the form of that says it."""

from collections.abc import Mapping
from typing import Final

from django.http import QueryDict

from tracker import models, reviewing
from tracker.admin import keys
from tracker.admin.review.forms import CorrectionForm
from tracker.admin.review.pages import Flag
from tracker.vocabularies import Decision, DismissalReason

WITH_FORM: Final = (Decision.CORRECT, Decision.SPLIT)
"""Decisions that say what is to be there instead."""
_MOST_ALIKE: Final = 200


class IncompleteError(ValueError):
    """Something that the decision needs was not given."""


def stale(sent: Mapping[str, str], row: models.Development) -> str:
    """Return why a form that was filled in before is out of date, if it is."""
    held = getattr(row, "held_decision", None)
    if held is not None and not held.refusal:
        return f"Nothing was done. {held.actor} has decided on it just now."
    if sent.get("seen") != seen(row):
        return "Nothing was done. It was decided on, or changed, since you opened this page."
    return ""


def seen(row: models.Development) -> str:
    """Return what tells the state in which a flag was shown."""
    return f"{row.review_state}:{row.reviewed_at.isoformat() if row.reviewed_at else ''}"


def decided(sent: Mapping[str, str], shown: Flag, form: CorrectionForm | None) -> reviewing.Decided:
    """Return the decision that was sent. Raises IncompleteError where it lacks something."""
    if code := sent.get("dismiss", ""):
        return _dismissal(sent, shown, code)
    try:
        decision = Decision(sent.get("decision", ""))
    except ValueError as error:
        raise IncompleteError("Say what you decide: nothing is chosen for you.") from error
    reason = sent.get("reason", "").strip()
    if form is None:
        if decision is Decision.REOPEN and not reason:
            raise IncompleteError("A decision is taken back for a reason.")
        return reviewing.Decided(decision, reason)
    fields = form.split() if decision is Decision.SPLIT else form.correction()
    if decision is Decision.SPLIT and not fields["citations"]:
        raise IncompleteError("Untick the quotes that are another development.")
    if not fields:
        raise IncompleteError("Nothing is changed: confirm it as it is.")
    return reviewing.Decided(decision, form.cleaned_data["reason"].strip(), fields)


def chosen(sent: QueryDict) -> list[models.Development]:
    """Return the flags that tell of the same and were ticked."""
    chosen = map(keys.primary_key, sent.getlist("alike")[:_MOST_ALIKE])
    return list(models.Development.objects.filter(pk__in=chosen).select_related("identity"))


def _dismissal(sent: Mapping[str, str], shown: Flag, code: str) -> reviewing.Decided:
    reasons = {each.value: each.explanation["en"] for each in DismissalReason}
    if code not in reasons:
        raise IncompleteError("Say why it is dismissed.")
    reason = reasons[code]
    if text := sent.get("text", "").strip():
        reason = f"{reason.rstrip('.')}: {text}"
    decision = Decision.DISMISS
    if any(not meaning.is_withdrawn for meaning in shown.meanings):
        is_all = bool(sent.get("with_meanings"))
        decision = Decision.DISMISS_ALL if is_all else Decision.DISMISS_ALONE
    return reviewing.Decided(decision, reason)
