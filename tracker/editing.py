"""How people change records: create, change, merge, delete; below API, admin and imports."""

import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db import models as db
from rest_framework.exceptions import ValidationError

from tracker import models, recording, serializers

_SLUG_LENGTH = 80
_RANDOM_BYTES = 6
_RANDOM_SLUGS = {"document", "development"}
# Addresses below a list that are not a record's.
_RESERVED_SLUGS = {"tally"}
CONTEXT_LENGTH = 60


class QuoteNotFound(ValueError):  # noqa: N818 - named as what it reports
    """The words stand nowhere in the document's latest text, or in several places."""


def create(change: recording.Change, record_type: str, data: Mapping[str, Any]) -> models.Noun:
    """Create a record from what was entered, and return its row.

    Raises ValidationError for what cannot be, QuoteNotFound for a quote that does
    not stand in its document exactly once.
    """
    values = _validated(record_type, data)
    slug = values.pop("slug", None) or _readable_slug(record_type, values)
    taken = models.Record.objects.filter(type=record_type, slug=slug)
    if slug in _RESERVED_SLUGS or taken.exists():
        raise ValidationError({"slug": "This slug is taken, perhaps for ever."}, code="unique")
    with refusals_in_words():
        row = models.NOUNS[record_type](record=new_record(record_type, slug))
        _assign(row, _unlocked(change, row, values))
    _follow_up(change, row)
    return row


def update(change: recording.Change, row: models.Noun, data: Mapping[str, Any]) -> models.Noun:
    """Change the entered fields of ``row`` and return it; lists are replaced whole.

    Raises as ``create`` does.
    """
    return enter(change, row, _validated(row.RECORD_TYPE.value, data, row))


def enter(change: recording.Change, row: models.Noun, validated: Mapping[str, Any]) -> models.Noun:
    """Write validated values to ``row`` and return it.

    Raises as ``create`` does.
    """
    values = dict(validated)
    if values.pop("slug", row.slug) != row.slug:
        raise ValidationError({"slug": "A slug is never changed."}, code="permanent")
    _one_at_a_time(row)
    concerned = _concerned(row)
    values = _unlocked(change, row, values)
    with refusals_in_words():
        _assign(row, values)
    _follow_up(change, row, concerned)
    return row


def delete(change: recording.Change, row: models.Noun, now: datetime) -> None:
    """Withdraw ``row`` from the public; its slug stays taken and its history readable."""
    models.Record.objects.filter(pk=row.pk, deleted_at=None).update(deleted_at=now)
    change.touch(row, "record.deleted")
    _bring_up_to_date(change, _concerned(row))


def merge(
    change: recording.Change, row: models.Noun, into: models.Noun, now: datetime
) -> models.Noun:
    """Withdraw ``row`` in favour of ``into``, to which its address leads from now on."""
    if row.pk == into.pk or row.RECORD_TYPE != into.RECORD_TYPE:
        raise ValidationError({"into": "Merge two records of one type."})
    if row.record.deleted_at is not None or into.record.deleted_at is not None:
        raise ValidationError({"into": "Merge two records of which neither is gone."})
    rows = models.NOUNS[row.RECORD_TYPE.value]._default_manager.select_related("record")
    for earlier in rows.filter(record__merged_into=row.record):
        models.Record.objects.filter(pk=earlier.pk).update(merged_into=into.record)
        change.touch(earlier, "record.merged")
    models.Record.objects.filter(pk=row.pk).update(deleted_at=now, merged_into=into.record)
    change.touch(row, "record.merged")
    _bring_up_to_date(change, _concerned(row))
    return into


def begin(row: models.Noun) -> set[models.Commitment]:
    """Wait for whoever changes the same row, and return the commitments on which it bears so far.

    For forms, which write columns and parts themselves: ``finish`` does the rest.
    """
    _one_at_a_time(row)
    return _concerned(row)


def finish(
    change: recording.Change,
    row: models.Noun,
    names: Iterable[str],
    concerned: Iterable[models.Commitment] = (),
) -> None:
    """Lock the fields ``names`` of a row that a form has written, and touch all that depends."""
    locked = _unlocked(change, row, dict.fromkeys(names))
    if "locked_fields" in locked:
        row.locked_fields = locked["locked_fields"]
        row.save(update_fields=["locked_fields"])
    _follow_up(change, row, concerned)


def free_slug(record_type: str, words: str) -> str:
    """Return a free slug made of ``words``; '' for a type whose slugs are random."""
    return _readable_slug(record_type, {"title": words})


def new_record(record_type: str, slug: str = "") -> models.Record:
    """Create the identity of a record and return it; without ``slug`` it gets a random one."""
    return models.Record.objects.create(
        type=record_type, slug=slug or secrets.token_hex(_RANDOM_BYTES)
    )


def anchor(record: models.Record, quotes: Sequence[Mapping[str, Any]], **part: db.Model) -> None:
    """Store quotes for ``record``, or for the one ``part`` of it, at their place in the text.

    Raises QuoteNotFound where the words stand nowhere in the document's latest text, or in
    more than one place.
    """
    for quote in quotes:
        document = quote["document"]
        snapshot = document.snapshots.order_by("-number").first()
        text = snapshot.text if snapshot else ""
        start = text.find(quote["exact"])
        if start < 0 or text.find(quote["exact"], start + 1) >= 0:
            where = "nowhere" if start < 0 else "more than once"
            raise QuoteNotFound(f"These words stand {where} in {document.slug}: {quote['exact']}")
        details = {key: quote[key] for key in ("page", "supports", "weight") if key in quote}
        cite(record, snapshot, start, start + len(quote["exact"]), **details, **part)


def cite(
    record: models.Record, snapshot: models.Snapshot, start: int, end: int, **details: Any
) -> models.Citation:
    """Store the words of ``snapshot`` from ``start`` to ``end`` as support for ``record``.

    Where the text has pages, the quote names the one on which it begins.
    """
    text = snapshot.text
    if details.get("page") is None:
        details["page"] = snapshot.page_at(start)
    return models.Citation.objects.create(
        record=record,
        snapshot=snapshot,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT_LENGTH) : start],
        suffix=text[end : end + CONTEXT_LENGTH],
        start=start,
        end=end,
        **details,
    )


def _follow_up(
    change: recording.Change, row: models.Noun, concerned: Iterable[models.Commitment] = ()
) -> None:
    """Touch ``row``, and bring the computed axes of every commitment concerned up to date."""
    change.touch(row)
    if isinstance(row, models.Commitment):
        row.compute_axes(change.now)
    _bring_up_to_date(change, {*concerned, *_concerned(row)})


def _bring_up_to_date(change: recording.Change, commitments: Iterable[models.Commitment]) -> None:
    for commitment in commitments:
        commitment.compute_axes(change.now)
        change.touch(commitment)  # whose body tells what bears on it


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """Turn what the database refuses into a ValidationError: its constraints are named in words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if not name:
            raise
        words = f"It does not hold that {name.replace('_', ' ')}."
        raise ValidationError({"non_field_errors": [words]}, code="constraint") from error


def _one_at_a_time(row: models.Noun) -> None:
    """Wait for whoever changes the same row: two who replace a list must not mix it."""
    rows = models.NOUNS[row.RECORD_TYPE.value]._default_manager.select_for_update(no_key=True)
    list(rows.filter(pk=row.pk).values_list("pk"))


def _concerned(row: models.Noun) -> set[models.Commitment]:
    """Return the commitments on which a statement or an event bears."""
    if not isinstance(row, (models.Statement, models.Event)):
        return set()
    relations = row.relations.select_related("commitment__record")
    return {relation.commitment for relation in relations}


def _unlocked(change: recording.Change, row: models.Noun, values: dict[str, Any]) -> dict[str, Any]:
    """Return what may be written: all that a person enters, who locks it against machines."""
    if change.is_machine:
        return {name: value for name, value in values.items() if name not in row.locked_fields}
    return {**values, "locked_fields": sorted({*row.locked_fields, *values})}


def _validated(
    record_type: str, data: Mapping[str, Any], row: models.Noun | None = None
) -> dict[str, Any]:
    serializer = serializers.SERIALIZERS[record_type](row, data=data, partial=row is not None)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _readable_slug(record_type: str, values: Mapping[str, Any]) -> str:
    """Return a free slug made of the title; '' for a type whose slugs are random."""
    if record_type in _RANDOM_SLUGS:
        return ""
    words = values.get("short_title") or values.get("title") or values.get("name")
    base = _plain(str(words or values.get("text") or record_type))
    taken = set(
        models.Record.objects.filter(type=record_type, slug__startswith=base).values_list(
            "slug", flat=True
        )
    )
    number, slug = 1, base
    while slug in taken | _RESERVED_SLUGS:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _plain(words: str) -> str:
    folded = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", folded)[:_SLUG_LENGTH].strip("-")
    return slug or "record"


def _assign(row: models.Noun, values: Mapping[str, Any]) -> None:
    """Set the columns of ``row``, then its links, then its parts with their quotes."""
    entered = {name: value for name, value in values.items() if name != "own_citations"}
    by_name = {name: row._meta.get_field(name) for name in entered}
    links = [name for name, field in by_name.items() if field.many_to_many]
    parts = [name for name, field in by_name.items() if field.one_to_many]
    columns = [name for name in entered if name not in {*links, *parts}]
    for name in columns:
        setattr(row, name, entered[name])
    # Never save what recording owns: the row in hand may be older than what is stored.
    row.save(update_fields=None if row._state.adding else columns)
    for name in links:
        getattr(row, name).set(entered[name])
    for name in parts:
        _replace_parts(row, name, entered[name])
    if "own_citations" in values:
        for citation in row.own_citations:
            citation.delete()
        anchor(row.record, values["own_citations"])


def _replace_parts(row: models.Noun, name: str, drafts: Sequence[Mapping[str, Any]]) -> None:
    parts = getattr(row, name)
    parts.all().delete()
    kind = parts.model._meta.model_name
    for draft in drafts:
        columns = {key: value for key, value in draft.items() if key != "citations"}
        part = parts.create(**columns)
        anchor(row.record, draft.get("citations", []), **{kind: part})
