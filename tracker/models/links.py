"""Which columns refer to records, and to which record the row that has the column belongs.

They are read from the models: a part belongs to the record with which it would be deleted.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from tracker.models import base


@dataclass(frozen=True)
class Link:
    """A column that refers to records of one type."""

    model: type[models.Model]
    column: str
    owner_type: type[base.Record]
    owner: str
    """The column of the row that holds the key of the record to which it belongs."""

    @property
    def is_of_a_part(self) -> bool:
        """Whether the row is a part of the record to which it refers."""
        return self.column == self.owner

    def rows(self, record: base.Record) -> models.QuerySet[Any]:
        """Return the rows that refer to ``record``, as far as they belong to the type of owner."""
        found = self.model._default_manager.filter(**{self.column: record.pk})
        return found.exclude(**{self.owner: None})

    def users(self, record: base.Record) -> base.RecordQuerySet[Any]:
        """Return the records that refer to ``record`` by this column, withdrawn ones too."""
        users: Any = self.owner_type._default_manager.exclude(pk=record.pk)
        if self.model is self.owner_type:
            return users.filter(**{self.column: record.pk})  # type: ignore[no-any-return]
        return users.filter(pk__in=self.rows(record).values(self.owner))  # type: ignore[no-any-return]


@functools.cache
def to(row_type: type[base.Record]) -> tuple[Link, ...]:
    """Return the columns that refer to records of this type, those of its own parts too."""
    wanted = {row_type, base.Identity}
    return tuple(
        Link(model, field.name, owner_type, owner)
        for model in apps.get_app_config("tracker").get_models(include_auto_created=True)
        for owner_type, owner in _owners(model)
        for field in _references(model)
        if field.related_model in wanted
    )


def self_references(model: type[base.Record]) -> list[str]:
    """Return the columns by which records of this type refer to others of the same type."""
    return [field.name for field in _references(model) if field.related_model is model]


def _owners(model: type[models.Model]) -> Iterator[tuple[type[base.Record], str]]:
    """Yield the types of record to which rows of ``model`` belong, and the column of the key."""
    if issubclass(model, base.Record):
        yield model, "pk"
        return
    linking = model._meta.auto_created
    for field in _references(model):
        target = field.related_model
        is_owner = target is linking if linking else _goes_with(field)
        if is_owner and issubclass(target, base.Record):
            yield target, field.name


def _references(model: type[models.Model]) -> Iterator[Any]:
    """Yield the columns of ``model`` that refer to other rows; a record's identity is none."""
    for field in model._meta.concrete_fields:
        if field.is_relation and not field.primary_key:
            yield field


def _goes_with(field: Any) -> bool:
    return field.remote_field.on_delete is models.CASCADE
