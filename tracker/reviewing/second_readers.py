"""Second readers: a verdict that another person has to reach too, without having seen the first."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from tracker import editing, models, recording
from tracker.reviewing import verdicts
from tracker.serializers.decisions import SECOND_READER, THIRD_READER

EVERY_TOPIC: Final = "*"
_COLUMNS: Final = ("verdict", "effective_date", "reason", "reason_code", "corrects")


class OwnReadingError(ValueError):
    """Somebody would be the second reader, or the judge, of their own verdict."""


def needs_second_reader(commitment: models.Commitment) -> bool:
    """Return whether the settings ask for one: by a topic of the commitment, or one above it."""
    asked = set(settings.SECOND_READER_TOPICS)
    if EVERY_TOPIC in asked:
        return True
    own = set(commitment.topics.values_list("identity__slug", flat=True))
    if not asked or not own:
        return False
    parents = models.Topic.objects.values_list("identity__slug", "parent__identity__slug")
    above = models.lineages(dict(parents))
    return any(asked.intersection(above[slug]) for slug in own)


def give_verdict(
    change: recording.Change, commitment: models.Commitment, entered: Mapping[str, Any]
) -> models.Assessment | None:
    """Give a verdict, and return the line that it became; None where it waits for another person.

    Without a second reader it enters the history at once. The first of two waits; the same from a
    second person enters with the first's reason; of two that differ a third person's decides.
    ``commitment`` is locked. Raises OwnReadingError for who has given one before, and as
    ``verdicts.assess`` does.
    """
    first = models.ProposedVerdict.objects.open().filter(commitment=commitment).first()
    if first is None and not needs_second_reader(commitment):
        return verdicts.assess(change, commitment, entered)
    if first is not None and change.actor in first.readers:
        raise OwnReadingError("You have given your verdict; another person's is waited for.")
    values = verdicts.checked(change, commitment, entered)
    if first is None:
        _keep(change, commitment, values, None)
        return None
    if first.answer is not None:
        return _settle(change, first, values, change.actor)
    _keep(change, commitment, values, first)
    if values["verdict"] != first.verdict:
        return None
    return _settle(change, first, _values(first), first.assessor)


def awaited_reader(commitment: models.Commitment) -> str:
    """Return whose verdict is waited for: a second or a third reader's; '' for nobody's."""
    first = models.ProposedVerdict.objects.open().filter(commitment=commitment).first()
    if first is None:
        return ""
    return SECOND_READER if first.answer is None else THIRD_READER


def take_back_verdict(first: models.ProposedVerdict, actor: str) -> None:
    """Withdraw a verdict that nobody has answered yet; only its own author may.

    Raises OwnReadingError for anyone else, and once it is answered.
    """
    if first.assessor != actor or first.answer is not None or first.settled_at is not None:
        raise OwnReadingError("Only a verdict of yours that nobody has answered is taken back.")
    first.delete()


def _keep(
    change: recording.Change,
    commitment: models.Commitment,
    values: Mapping[str, Any],
    first: models.ProposedVerdict | None,
) -> None:
    _require_fitting(commitment, values["verdict"])
    with editing.refusals_in_words():
        models.ProposedVerdict.objects.create(
            commitment=commitment,
            first=first,
            rubric_version=verdicts.RUBRIC_VERSION,
            assessor=change.actor,
            quotes=[
                {"snapshot": q.snapshot.pk, "start": q.start, "end": q.end, **q.details}
                for q in values["quotes"]
            ],
            proposed_at=change.now,
            **{name: values[name] for name in _COLUMNS},
        )


def _require_fitting(commitment: models.Commitment, verdict: str) -> None:
    """Have the database refuse now what it would refuse once the verdict is entered."""
    with editing.refusals_in_words(), transaction.atomic():
        models.Commitment.objects.filter(pk=commitment.pk).update(verdict=verdict)
        transaction.set_rollback(True)


def _settle(
    change: recording.Change, first: models.ProposedVerdict, values: Mapping[str, Any], by: str
) -> models.Assessment:
    """Enter a verdict, and close what waited for it."""
    assessment = verdicts.enter(change, first.commitment, values, by)
    first.settled_at, first.assessment = change.now, assessment
    first.save(update_fields=["settled_at", "assessment"])
    return assessment


def quotes_of(row: models.ProposedVerdict) -> list[editing.Quote]:
    """Return the quotes that a proposed verdict would enter the history with.

    Of an article that was blanked by law nothing is quoted any more.
    """
    legible = models.Snapshot.objects.filter(document__identity__redacted_at=None)
    snapshots = legible.select_related("document__identity").in_bulk(
        [quote["snapshot"] for quote in row.quotes]
    )
    placed = {"snapshot", "start", "end"}
    return [
        editing.Quote(
            snapshots[quote["snapshot"]],
            quote["start"],
            quote["end"],
            {name: value for name, value in quote.items() if name not in placed},
        )
        for quote in row.quotes
        if quote["snapshot"] in snapshots
    ]


def _values(row: models.ProposedVerdict) -> dict[str, Any]:
    """Return a proposed verdict as ``verdicts.enter`` takes it."""
    return {**{name: getattr(row, name) for name in _COLUMNS}, "quotes": quotes_of(row)}
