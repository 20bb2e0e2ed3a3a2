"""What passages of a report mean, as a person says it: each meaning is a development of its own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from rest_framework.exceptions import ValidationError

from tracker import editing, kinds, models, partial_dates, recording, summaries
from tracker.reviewing import bearing, decisions, keys, passages, statements
from tracker.serializers import cleaning
from tracker.serializers import decisions as sent_forms
from tracker.vocabularies import ReviewState

DETECTOR: Final = "review"
NOTHING: Final = "Its words say nothing about the commitment"
_MENTIONED: Final = "commitment.mentioned"


@dataclass(frozen=True)
class _Judged:
    """A passage, what it means (kind '' for nothing), and what it was taken to mean so far."""

    quote: models.Citation
    kind: str
    side: str
    speaker: Mapping[str, Any]
    day: tuple[date | None, str]
    known: tuple[models.Development, ...]

    @property
    def happening(self) -> tuple[Any, ...]:
        """What tells two meanings apart: passages of one happening are quoted together."""
        return self.kind, self.side, tuple(self.speaker.values()), self.day

    @property
    def kept(self) -> models.Development | None:
        """The development that says so, or that is corrected to say so."""
        same = (row for row in self.known if row.kind == self.kind)
        return next(same, next(iter(self.known), None)) if self.kind else None


def judge(
    report: models.Development,
    actor: str,
    reason: str,
    now: datetime,
    meanings: Sequence[Mapping[str, Any]],
) -> list[models.Development]:
    """Say what passages of a report mean, and return the developments that say it.

    ``meanings`` are validated by serializers.decisions.MeaningSerializer. What a passage was
    taken to mean before is confirmed, corrected or dismissed by that. A person stands behind the
    report from now on. Raises AlreadyDecidedError where the report was dismissed, rest_framework's
    ValidationError for what cannot be.
    """
    with recording.change(actor, reason) as change:
        row = _lock(report)
        judged = [_judged(row, meaning) for meaning in meanings]
        kept = _apply(row, actor, reason, now, judged)
        if row.review_state == ReviewState.FLAGGED:
            decisions.confirm(row, actor, reason, now)
        fresh = [each for each in judged if not each.known]
        grouped: dict[tuple[Any, ...], list[_Judged]] = {}
        for each in fresh:
            grouped.setdefault(each.happening, []).append(each)
        raised = [_raised(change, row, reason, group) for group in grouped.values()]
        change.touch(row)
    return [*kept, *(each for each in raised if each.kind != _MENTIONED)]


def meant(row: models.Development, quote: models.Citation) -> list[models.Development]:
    """Return what a passage of a report is taken to mean, as far as it was not dismissed."""
    return [
        meaning
        for meaning in row.meanings.select_related("identity").order_by("pk")
        if not meaning.is_withdrawn and any(_overlap(quote, own) for own in meaning.own_citations)
    ]


def side_of(
    commitment: models.Commitment,
    official: models.Official | None,
    party: models.Party | None,
    day: date | None,
) -> str:
    """Return on whose side of a commitment someone speaks, by party or by office on that day."""
    tenure = official.tenure_on(day) if official is not None else None
    of = party or (tenure.party if tenure else None)
    slugs = []
    while of is not None and of.slug not in slugs:
        slugs.append(of.slug)
        of = of.parent
    return bearing.side_of(commitment, slugs)


def _lock(report: models.Development) -> models.Development:
    rows = models.Development.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("identity", "subject").get(pk=report.pk)
    if row.kind != kinds.REPORTED:
        raise ValidationError({"meanings": "This is no report."}, code="wrong_record")
    if row.is_withdrawn:
        raise decisions.AlreadyDecidedError(f"{row.slug} was dismissed")
    return row


def _judged(row: models.Development, meaning: Mapping[str, Any]) -> _Judged:
    form = sent_forms.MeaningSerializer(data=meaning)
    form.is_valid(raise_exception=True)
    values = form.validated_data
    quote = _quote(row, values["document"], values["exact"])
    is_given = "speaker" in values
    speaker = passages.columns(values["speaker"]) if is_given else passages.of(quote)
    day = (row.occurred_date, row.occurred_precision)
    if "occurred_date" in values:
        day = (values["occurred_date"], values["occurred_precision"])
    side = values.get("side") or side_of(
        row.subject.commitment, speaker["speaker_official"], speaker["speaker_party"], day[0]
    )
    kind = values["kind"] or ""
    return _Judged(quote, kind, side, speaker, day, tuple(meant(row, quote)))


def _quote(row: models.Development, document: models.Document, exact: str) -> models.Citation:
    for quote in row.own_citations:
        if quote.snapshot.document_id == document.pk and cleaning.clean(quote.exact) == exact:
            found: models.Citation = quote
            return found
    detail = f"The report does not quote these words: {exact}"
    raise ValidationError({"exact": detail}, code="not_quoted")


def _overlap(one: models.Citation, other: models.Citation) -> bool:
    """Tell whether two quotes are of one place, or of the same words of one document."""
    if one.snapshot_id == other.snapshot_id:
        return one.start < other.end and other.start < one.end
    is_of_one = one.snapshot.document_id == other.snapshot.document_id
    return is_of_one and one.exact == other.exact


def _apply(
    row: models.Development, actor: str, reason: str, now: datetime, judged: Sequence[_Judged]
) -> list[models.Development]:
    """Confirm, correct or dismiss what the passages were taken to mean; return what stands."""
    known = {meaning.pk: meaning for each in judged for meaning in each.known}
    kept = []
    for meaning in known.values():
        said = _said_of(row, meaning, judged)
        if said is None:
            decisions.dismiss(meaning, actor, reason or NOTHING, now)
            continue
        changed = _changes(meaning, said)
        if changed:
            decisions.correct(meaning, actor, reason, now, changed)
        elif meaning.review_state == ReviewState.FLAGGED:
            decisions.confirm(meaning, actor, reason, now)
        kept.append(meaning)
    return kept


def _said_of(
    row: models.Development, meaning: models.Development, judged: Sequence[_Judged]
) -> _Judged | None:
    """Return what is said of a meaning by all its passages; None where it is dismissed.

    Raises ValidationError where its passages mean different things, or not all are judged.
    """
    own = [each for each in judged if meaning in each.known]
    quoted = [
        quote
        for quote in row.own_citations
        if any(_overlap(quote, cited) for cited in meaning.own_citations)
    ]
    answers = {each.happening if each.kept == meaning else None for each in own}
    is_changed = any(each.kept != meaning or _changes(meaning, each) for each in own)
    if len(answers) > 1 or (is_changed and len(own) < len(quoted)):
        detail = f"Several passages are taken to mean one thing: split {meaning} first."
        raise ValidationError({"meanings": detail}, code="contradictory")
    return own[0] if answers != {None} else None


def _changes(meaning: models.Development, said: _Judged) -> dict[str, Any]:
    """Return what a meaning is to say instead, as a correction takes it."""
    changed: dict[str, Any] = {}
    if meaning.kind != said.kind:
        changed["kind"] = said.kind
    if meaning.side != said.side:
        changed["side"] = said.side
    if (meaning.occurred_date, meaning.occurred_precision) != said.day:
        changed["occurred_date"] = partial_dates.show_date(*said.day)
    if any(getattr(meaning, name) != value for name, value in said.speaker.items()):
        changed["speaker"] = passages.shown(said.speaker)
    return changed


def _raised(
    change: recording.Change, row: models.Development, reason: str, group: Sequence[_Judged]
) -> models.Development:
    """Raise what passages mean, behind which a person stands; of nothing, what is never public."""
    first = group[0]
    kind = first.kind or _MENTIONED
    speaker = first.speaker["speaker_official"] or first.speaker["speaker_party"]
    who = speaker.slug if speaker else first.speaker["speaker_name"].casefold()
    shown = partial_dates.show_date(*first.day)
    development = models.Development(
        kind=kind,
        subject=row.subject,
        report=row,
        summary=summaries.summarise(kind, row.subject.commitment, first.speaker["speaker_name"]),
        occurred_date=first.day[0],
        occurred_precision=first.day[1],
        relation=kinds.get(kind).relation or "",
        side=first.side,
        **first.speaker,
        is_backfill=row.is_backfill,
        detector=DETECTOR,
        detector_version="1",
        explanation={"judged_in": row.slug},
        review_state=ReviewState.CONFIRMED,
        review_reason=reason,
        reviewed_at=change.now,
        key=keys.free(kind, row.subject.slug, who, shown, row.slug),
    )
    editing.raise_development(change, development)
    _cite(development, group)
    if first.kind:
        statements.keep(change, development)
    return development


def _cite(development: models.Development, group: Collection[_Judged]) -> None:
    for each in group:
        quote = each.quote
        cited = editing.cite(development.identity, quote.snapshot, quote.start, quote.end)
        if each.speaker["speaker_name"]:
            models.Passage.objects.create(development=development, citation=cited, **each.speaker)
