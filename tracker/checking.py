"""Whether the ledger is sound: everything is rendered anew and held against what was published."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from tracker import filters, models, recording, serializers
from tracker.serializers import redaction, search, webhooks

_BATCH = 500
_REMEDY = "run manage.py rerender"
_OF_VERSIONS = {"version", "changed_at", "content_hash"}


def differences() -> list[str]:
    """Return what does not agree, a sentence each; nothing where the ledger is sound.

    A body that still shows another record's former title is sound while its refresh is waiting.
    What is stored in a former form is told in one sentence for each type of record.
    While others write, this is to be asked in ``transactions.one_moment``.
    """
    lineages = models.Party.objects.lineages()
    redacted = _redacted()
    forms = _Forms(recording.outdated())
    found = list(_revision_differences(lineages, redacted, forms))
    present = set(models.Identity.objects.values_list("type", flat=True).distinct())
    for record_type in [each for each in models.RECORDS if each in present]:
        found.extend(_row_differences(record_type, redacted, forms))
    found.extend(forms.differences())
    found.extend(_entries_of_redacted())
    return found


@dataclass
class _Forms:
    """What is stored in a former form, apart from what differs in what it says."""

    outdated: Mapping[str, recording.Outdated]
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _names: defaultdict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def differing(
        self, record: models.Record, body: dict[str, Any], due: dict[str, Any]
    ) -> list[str]:
        """Return the fields in which a body differs from ``due``, and not for its form."""
        names = {name for name in body.keys() & due.keys() if body[name] != due[name]}
        names |= (body.keys() ^ due.keys()) - _OF_VERSIONS
        outdated = self.outdated.get(record.RECORD_TYPE.value)
        of_form = names & outdated.fields_of_form(body, due) if outdated else set()
        if of_form:
            self._note(record.RECORD_TYPE.value, "bodies", of_form)
        return sorted(names - of_form)

    def misfits(
        self, revision: models.Revision, asked_of: dict[str, Any], lineages: dict[str, list[str]]
    ) -> list[str]:
        """Return what of a revision's facets is not of its body, and not for their form."""
        stored, outdated = revision.facets, self.outdated.get(revision.type)
        found = filters.misfits(stored, asked_of, lineages)
        if not found or outdated is None:
            return found
        due = filters.facets(asked_of, lineages)
        of_form = outdated.facets_of_form(stored, due)
        left = filters.misfits(stored, asked_of, lineages, apart=of_form)
        if found != left:
            names = stored.keys() | due.keys()
            differing = {name for name in names if stored.get(name) != due.get(name)}
            self._note(revision.type, "facets", of_form & differing)
        return left

    def differences(self) -> Iterator[str]:
        """Yield how much of each type is stored in a former form, and in what that differs."""
        for (record_type, what), count in self._counts.items():
            names = ", ".join(sorted(self._names[record_type, what]))
            yield f"{record_type}: {what} of a former form: {count} ({names}); {_REMEDY}"

    def _note(self, record_type: str, what: str, names: set[str]) -> None:
        self._counts[record_type, what] += 1
        self._names[record_type, what] |= names


def _redacted() -> frozenset[str]:
    """Return the addresses of all redacted records."""
    records = models.Identity.objects.filter(redacted_at__isnull=False)
    return frozenset(serializers.address(*named) for named in records.values_list("type", "slug"))


def _revision_differences(
    lineages: dict[str, list[str]], redacted: frozenset[str], forms: _Forms
) -> Iterator[str]:
    expected, last_time = 1, None
    for revision in models.Revision.objects.order_by("sequence").iterator(_BATCH):
        where = f"revision {revision.sequence}"
        if revision.sequence != expected:
            yield f"{where} stands where {expected} is due"
        if last_time is not None and revision.published_at < last_time:
            yield f"{where} is published before the one before it"
        expected, last_time = revision.sequence + 1, revision.published_at
        body = orjson.loads(bytes(revision.body))
        yield from (f"{where}: {what}" for what in _misfits(revision, body))
        yield from (f"{where}: {what}" for what in _misfiled(revision, body, lineages, forms))
        yield from (f"{where}: {what}" for what in _said_again(revision, body, redacted))
    yield from _head_differences(expected - 1, last_time)


def _head_differences(last: int, last_time: datetime | None) -> Iterator[str]:
    head = models.LedgerHead.objects.get()
    if head.sequence != last:
        yield f"the head says {head.sequence}, the last revision is {last}"
    if last_time is not None and head.published_at is not None and head.published_at < last_time:
        yield "the head's time lies before the last revision's"


def _misfits(revision: models.Revision, body: dict[str, Any]) -> Iterator[str]:
    """Yield in which columns a revision does not say what its body says."""
    if recording.render_hash(body) != revision.content_hash:
        yield "its hash is not that of its body"
    if body["content_hash"] != revision.content_hash:
        yield "its body gives another hash"
    if body["version"] != revision.version:
        yield f"its body gives version {body['version']}, its row {revision.version}"
    sent = orjson.loads(bytes(revision.envelope))
    due = webhooks.envelope(
        event_type=revision.event_type,
        sequence=revision.sequence,
        published_at=revision.published_at,
        body=body,
        previous=revision.changed,
        # A deployment may have moved since; what was sent stays as it was.
        public_url=sent["subject"].removesuffix(body["url"]),
    )
    if sent != orjson.loads(due):
        yield "its envelope does not hold its body"


def _misfiled(
    revision: models.Revision,
    body: dict[str, Any],
    lineages: dict[str, list[str]],
    forms: _Forms,
) -> Iterator[str]:
    """Yield the facets that are not of the body; what a party is part of may have changed."""
    yield from forms.misfits(revision, recording.asked_of(body, revision.changed), lineages)
    if revision.type != body["type"]:
        yield f"its type is {revision.type}"
    if serializers.show_moment(revision.changed_at) != body["changed_at"]:
        yield "its body gives another time of change"


def _said_again(
    revision: models.Revision, body: dict[str, Any], redacted: frozenset[str]
) -> Iterator[str]:
    """Yield which redacted records a revision still shows the words of."""
    if not redacted:
        return
    is_earlier = body["url"] in redacted and revision.event_type != recording.REDACTED
    if is_earlier and ("redacted_at" not in body or revision.changed or revision.reason):
        yield "it still says what was redacted"
    shown = {*redaction.unblanked(list(body.values()), redacted)}
    shown |= {*redaction.unblanked(revision.changed, redacted)}
    yield from (f"it still shows what {address} said" for address in sorted(shown))


def _row_differences(record_type: str, redacted: frozenset[str], forms: _Forms) -> Iterator[str]:
    rows = models.RECORDS[record_type]._default_manager.order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    waiting = _awaiting_refresh(record_type) if keys else set()
    for start in range(0, len(keys), _BATCH):
        records = serializers.fetched(record_type, keys[start : start + _BATCH])
        latest = _latest_revisions(records)
        for record in records:
            for what in _stale(record, forms, is_waiting=record.pk in waiting):
                yield f"{record.identity}: {what}"
            for what in _unpublished(record, latest.get(record.pk)):
                yield f"{record.identity}: {what}"
            for what in _shown_again(record, redacted):
                yield f"{record.identity}: {what}"


def _stale(record: models.Record, forms: _Forms, *, is_waiting: bool) -> Iterator[str]:
    """Yield in what a row's stored form differs from what the row says now."""
    if not record.body:
        yield "it was never recorded"
        return
    body = orjson.loads(bytes(record.body))
    rendered = serializers.render(record)
    due = recording.render_hash(rendered)
    # What is to be shown or withheld is rendered when it is.
    is_settled = record.is_public == record.is_publishable and not is_waiting
    if due != recording.render_hash(body) and is_settled:
        fields = forms.differing(record, body, rendered)
        if fields:
            yield f"its body is not what it says now; see {', '.join(fields)}"
    if recording.render_hash(body) != record.content_hash:
        yield "its hash is not that of its body"
    columns = (record.version, record.content_hash, serializers.show_moment(record.changed_at))
    if (body["version"], body["content_hash"], body["changed_at"]) != columns:
        yield "its body gives another version, hash or time of change"
    if record.is_public != record.is_publishable:
        yield f"is_public is {record.is_public}"


def _unpublished(record: models.Record, latest: models.Revision | None) -> Iterator[str]:
    """Yield in what a row differs from its latest public version."""
    if record.is_public and (latest is None or bytes(latest.body) != bytes(record.body)):
        yield "the ledger's latest version is not its body"


def _latest_revisions(records: list[models.Record]) -> dict[int, models.Revision]:
    latest = models.Revision.objects.filter(record__in=[record.pk for record in records])
    ordered = latest.order_by("record", "-sequence").distinct("record")
    return {revision.record_id: revision for revision in ordered}


def _awaiting_refresh(record_type: str) -> set[int]:
    """Return the rows whose bodies show a record whose refresh is not finished."""
    rows = models.RECORDS[record_type]._default_manager.all()
    waiting: set[int] = set()
    for refresh in models.Refresh.objects.unfinished().select_related("record"):
        for path in serializers.SERIALIZERS[record_type].embedding(refresh.record.type):
            found = rows.filter(**{path: refresh.record_id})
            waiting.update(found.values_list("pk", flat=True))
    return waiting


def _shown_again(record: models.Record, redacted: frozenset[str]) -> Iterator[str]:
    """Yield which redacted records are still shown, or found, by a row's stored form."""
    named = redacted & redaction.addresses(bytes(record.body)) if redacted else frozenset()
    if not named:
        return
    body = orjson.loads(bytes(record.body))
    for address in sorted({*redaction.unblanked(list(body.values()), named)}):
        yield f"its body still shows what {address} said"
    drafts = [(draft.heading, draft.text) for draft in search.drafts([record])]
    entries = models.SearchEntry.objects.filter(record=record.pk)
    if drafts != list(entries.values_list("heading", "text")):
        yield "its search entry is not what it says now"


def _entries_of_redacted() -> Iterator[str]:
    """Yield the redacted records that can still be found by words or by name."""
    for entries in (models.SearchEntry.objects, models.NameEntry.objects):
        found = entries.filter(record__redacted_at__isnull=False).select_related("record")
        for entry in found.order_by("record"):
            yield f"{entry.record}: what was redacted is still found by its words"
