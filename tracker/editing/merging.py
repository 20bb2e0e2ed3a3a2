"""Two records of one thing become one: what refers to the one refers to the other from then on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models as db
from rest_framework.exceptions import ValidationError

from tracker import models, recording
from tracker.editing import dependents
from tracker.models import links

_MERGED = "record.merged"
MOST_AT_ONCE = 500
"""Of so many records at most the bodies are rendered in the change; of more, by a refresh."""

_CITED_PARTS = {
    models.Tenure: "tenure",
    models.Action: "action",
    models.Relation: "relation",
    models.Observation: "observation",
}


def merge(
    change: recording.Change, row: models.Record, into: models.Record, now: datetime
) -> models.Record:
    """Withdraw ``row`` in favour of ``into``, to which its address leads from now on.

    Its names, its parts, its quotes and all that refers to it go to ``into``; verdicts stay where
    they were given. ``change`` is to be one that withdraws, so that nobody begins to refer to
    ``row`` meanwhile.
    """
    if row.pk == into.pk or row.RECORD_TYPE != into.RECORD_TYPE:
        raise ValidationError({"into": "Merge two records of one type."}, code="contradictory")
    if row.identity.deleted_at is not None or into.identity.deleted_at is not None:
        detail = "Merge two records of which neither is gone."
        raise ValidationError({"into": detail}, code="contradictory")
    concerned = dependents.concerned(row)
    users = _users(row)
    _untie(row, into)
    _keep_names(change, row, into)
    _move(row, into)
    rows = models.RECORDS[row.RECORD_TYPE.value]._default_manager.select_related("identity")
    for earlier in rows.filter(identity__merged_into=row.identity):
        models.Identity.objects.filter(pk=earlier.pk).update(merged_into=into.identity)
        change.touch(earlier, _MERGED)
    models.Identity.objects.filter(pk=row.pk).update(deleted_at=now, merged_into=into.identity)
    _touch_users(change, into, users)
    change.touch(row, _MERGED)
    dependents.follow_up(change, into, concerned)
    return into


@dataclass(frozen=True)
class Moving:
    """What goes to the record that stays when another is merged into it, counted by sort."""

    users: dict[str, int]
    parts: dict[str, int]
    quotes: int
    names: list[str]
    verdicts: int
    """How many stay where they were given."""


def moving(row: models.Record, into: models.Record) -> Moving:
    """Return what ``merge`` would move from ``row`` to ``into``."""
    users = {model.RECORD_TYPE.value: keys for model, keys in _users(row).items()}
    standing = {
        name: models.records_of(name).standing().filter(pk__in=keys).count()
        for name, keys in users.items()
    }
    parts = {
        str(link.model._meta.verbose_name_plural): link.rows(row).count()
        for link in links.to(type(row))
        if link.is_of_a_part and not link.model._meta.auto_created
    }
    return Moving(
        users={name: count for name, count in standing.items() if count},
        parts={name: count for name, count in parts.items() if count},
        quotes=models.Citation.objects.filter(record=row.pk, assessment=None).count(),
        names=[name["name"] for name in _new_names(row, into)],
        verdicts=models.Assessment.objects.filter(commitment=row.pk).count(),
    )


def _users(row: models.Record) -> dict[type[models.Record], set[int]]:
    """Return the keys of the records that refer to ``row``, withdrawn ones too, by type."""
    users: dict[type[models.Record], set[int]] = {}
    for link in links.to(type(row)):
        keys = link.users(row).values_list("pk", flat=True)
        users.setdefault(link.owner_type, set()).update(keys)
    return users


def _touch_users(
    change: recording.Change, into: models.Record, users: dict[type[models.Record], set[int]]
) -> None:
    """Have the bodies that showed the merged record show ``into``, in this change or soon after."""
    if sum(map(len, users.values())) > MOST_AT_ONCE:
        models.Refresh.objects.request(into.identity)
        return
    for model, keys in users.items():
        for user in model._default_manager.filter(pk__in=keys - {into.pk}).defer("body"):
            change.touch(user, recording.REFRESHED)


def _untie(row: models.Record, into: models.Record) -> None:
    """Take ``into`` out from under ``row``, so that it does not come to stand under itself."""
    for column in links.self_references(type(row)):
        if row.pk in _above(into, column):
            above = getattr(row, column)
            is_ring = above is not None and into.pk in {above.pk, *_above(above, column)}
            setattr(into, column, None if is_ring else above)
            into.save(update_fields=[column])


def _above(row: models.Record, column: str) -> set[int]:
    """Return the keys of all records that are reached from ``row`` by ``column``."""
    found: set[int] = set()
    step = getattr(row, column)
    while step is not None and step.pk not in found:
        found.add(step.pk)
        step = getattr(step, column)
    return found


def _keep_names(change: recording.Change, row: models.Record, into: models.Record) -> None:
    """Add the names of ``row`` to the other names of ``into``, by which texts are recognised."""
    if isinstance(into, (models.Party, models.Official)) and (new := _new_names(row, into)):
        into.other_names = [*into.other_names, *new]
        if not change.is_machine:
            into.locked_fields = sorted({*into.locked_fields, "other_names"})
        into.save(update_fields=["other_names", "locked_fields"])


def _new_names(row: models.Record, into: models.Record) -> list[dict[str, str]]:
    """Return the names of ``row`` that ``into`` does not have yet; none where there are none."""
    if not isinstance(row, (models.Party, models.Official)):
        return []
    assert isinstance(into, (models.Party, models.Official))  # noqa: S101 - of one type
    known = {name["name"].casefold() for name in (*into.other_names, {"name": into.name})}
    new = []
    for name in _names(row):
        if name["name"].casefold() not in known:
            known.add(name["name"].casefold())
            new.append(name)
    return new


def _names(row: models.Party | models.Official) -> Iterator[dict[str, str]]:
    yield {"name": row.name, "language": "", "note": ""}
    yield from row.other_names
    for language, words in row.translations.items():
        if words.get("name"):
            yield {"name": words["name"], "language": language, "note": ""}


def _move(row: models.Record, into: models.Record) -> None:
    """Have every column that refers to ``row`` refer to ``into``."""
    for model, column in dict.fromkeys((link.model, link.column) for link in links.to(type(row))):
        rows = model._default_manager.filter(**{column: row.pk})
        if not issubclass(model, models.Record):
            for surplus, kept in _doubles(model, column, row, into):
                _fold(surplus, kept)
        rows.update(**{column: into.pk})
    quotes = models.Citation.objects.filter(record=row.pk, assessment=None)
    quotes.update(record=into.pk)
    _drop_doubled_quotes(models.Citation.objects.filter(record=into.pk).of_the_record())
    for field in models.Proposal._meta.concrete_fields:
        if field.related_model in {models.Identity, type(row)}:
            proposals = models.Proposal.objects.filter(**{field.name: row.pk})
            proposals.update(**{field.name: into.pk})


def _doubles(
    model: type[db.Model], column: str, row: models.Record, into: models.Record
) -> Iterator[tuple[Any, Any]]:
    """Yield (surplus, kept) of rows that would say the same once ``column`` is moved."""
    columns = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    moved = model._meta.get_field(column).attname  # type: ignore[union-attr]
    for names in (*_unique(model), columns):
        if moved not in names:
            continue
        others = [name for name in names if name != moved]
        kept = {_values(part, others): part for part in _rows(model, column, into)}
        for part in _rows(model, column, row):
            values = _values(part, others)
            if values in kept and (names is columns or None not in values):
                yield part, kept[values]


def _rows(model: type[db.Model], column: str, record: models.Record) -> db.QuerySet[Any]:
    return model._default_manager.filter(**{column: record.pk})


def _values(part: db.Model, names: Iterable[str]) -> tuple[str | None, ...]:
    values = (getattr(part, name) for name in names)
    return tuple(None if value is None else repr(value) for value in values)


def _unique(model: type[db.Model]) -> Iterator[list[str]]:
    """Yield the columns that together are given once in ``model``, as attributes of its rows."""
    constraints = model._meta.constraints
    sets = [each.fields for each in constraints if isinstance(each, db.UniqueConstraint)]
    for names in (*sets, *model._meta.unique_together):
        yield [str(model._meta.get_field(name).attname) for name in names]  # type: ignore[union-attr]


def _fold(surplus: Any, kept: Any) -> None:
    """Delete a part that another says already, and give its quotes to that."""
    if isinstance(surplus, models.Relation):
        kept.take_over(surplus)
    if type(surplus) in _CITED_PARTS:
        part = _CITED_PARTS[type(surplus)]
        models.Citation.objects.filter(**{part: surplus.pk}).update(**{part: kept.pk})
        _drop_doubled_quotes(models.Citation.objects.filter(**{part: kept.pk}))
    surplus.delete()


def _drop_doubled_quotes(quotes: db.QuerySet[models.Citation]) -> None:
    """Delete of quotes of the same words at the same place all but the first."""
    seen: set[tuple[int, int, int]] = set()
    for quote in quotes.order_by("pk"):
        place = (quote.snapshot_id, quote.start, quote.end)
        if place in seen:
            quote.delete()
        seen.add(place)
