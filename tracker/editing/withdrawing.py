"""Records are withdrawn from the public, and restored; what is in use is not deleted."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from rest_framework.exceptions import ValidationError

from tracker import models, recording
from tracker.editing import dependents
from tracker.models import links

RESTORED = "record.restored"
MOST_USERS = 20
"""Of so many users at most a refusal tells."""


class InUse(ValueError):  # noqa: N818 - named as what it reports
    """A record is not deleted while others refer to it: ``users`` are the first of them."""

    def __init__(
        self, row: models.Record, users: Sequence[models.Record], *, has_more: bool
    ) -> None:
        super().__init__(
            f"{row.identity} is in use: take it out of what refers to it, or merge it into another."
        )
        self.users = users
        self.has_more = has_more


class NotRestorable(ValueError):  # noqa: N818 - named as what it reports
    """A record cannot be restored; ``code`` says in a word why, ``missing`` what is gone."""

    def __init__(self, code: str, why: str, missing: Sequence[models.Record] = ()) -> None:
        super().__init__(why)
        self.code = code
        self.missing = missing


def delete(change: recording.Change, row: models.Record, now: datetime) -> None:
    """Withdraw ``row`` from the public; its slug stays taken and its history readable.

    Raises InUse where other records refer to it. ``change`` is to be one that withdraws, so that
    nobody begins to refer to it meanwhile.
    """
    users = list(islice(users_of(row), MOST_USERS + 1))
    if users:
        raise InUse(row, users[:MOST_USERS], has_more=len(users) > MOST_USERS)
    withdraw(change, row, now)


def withdraw(change: recording.Change, row: models.Record, now: datetime) -> None:
    """Withdraw ``row`` whether or not others refer to it, as the law or a dismissal asks."""
    models.Identity.objects.filter(pk=row.pk, deleted_at=None).update(deleted_at=now)
    change.touch(row, "record.deleted")
    dependents.bring_up_to_date(change, dependents.concerned(row))


def restore(change: recording.Change, row: models.Record) -> None:
    """Show ``row`` again, under its slug and as it was when it was withdrawn.

    Raises NotRestorable where it is not withdrawn, was merged or redacted, or refers to what is
    withdrawn; ValidationError where it quotes without a citation.
    """
    _refuse(row)
    models.Identity.objects.filter(pk=row.pk).update(deleted_at=None)
    change.touch(row, RESTORED)
    dependents.follow_up(change, row)


def users_of(row: models.Record) -> Iterator[models.Record]:
    """Yield each record that refers to ``row`` and is not withdrawn once, public ones first."""
    seen: set[int] = set()
    for is_public in (True, False):
        for referring in _referring(row):
            users = referring.standing().filter(is_public=is_public).exclude(pk__in=seen)
            ordered = users.select_related("identity").defer("body").order_by("pk")
            for user in ordered[: MOST_USERS + 1]:
                seen.add(user.pk)
                yield user


def _referring(row: models.Record) -> Iterator[models.RecordQuerySet[Any]]:
    """Yield the records that refer to ``row``, column by column; those that quote a document."""
    for link in links.to(type(row)):
        yield link.users(row)
    if isinstance(row, models.Document):
        quoting = models.Citation.objects.filter(snapshot__document=row).values("record")
        for model in models.RECORDS.values():
            users: Any = model._default_manager.exclude(pk=row.pk)
            yield users.filter(pk__in=quoting)


def _refuse(row: models.Record) -> None:
    identity = row.identity
    if identity.merged_into is not None:
        why = f"It was merged into {identity.merged_into} and stays so; create a record anew."
        raise NotRestorable("merged", why)
    if identity.redacted_at is not None:
        raise NotRestorable("redacted", "What it said was blanked by law; nothing is left of it.")
    if identity.deleted_at is None:
        raise NotRestorable("not_withdrawn", "It is not withdrawn.")
    missing = list(islice(_missing(row), MOST_USERS))
    if missing:
        why = "It refers to records that are withdrawn; restore those first."
        raise NotRestorable("refers_to_withdrawn", why, missing)
    if row.has_to_be_cited and not row.own_citations:
        raise ValidationError({"citations": "It quotes, and has no citation."}, code="required")


def _missing(row: models.Record) -> Iterator[models.Record]:
    """Yield the withdrawn records to which ``row`` or a part of it refers, each once."""
    for model in models.RECORDS.values():
        keys: set[int] = set()
        for link in links.to(model):
            if link.owner_type is type(row) and not link.is_of_a_part:
                own = link.model._default_manager.filter(**{link.owner: row.pk})
                keys.update(own.exclude(**{link.column: None}).values_list(link.column, flat=True))
        if model is models.Document:
            quoted = models.Citation.objects.filter(record=row.pk)
            keys.update(quoted.values_list("snapshot__document", flat=True))
        gone = model._default_manager.filter(pk__in=keys, identity__deleted_at__isnull=False)
        yield from gone.select_related("identity").order_by("pk")
