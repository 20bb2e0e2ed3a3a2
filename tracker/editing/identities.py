"""The identities of new records: slugs that are given, made of a title, or drawn by lot."""

import re
import secrets
import unicodedata

from django.db import IntegrityError, transaction
from rest_framework.exceptions import ValidationError

from tracker import models

_LONGEST = 80
_RANDOM_BYTES = 6
_DRAWN_BY_LOT = {"document", "development"}
# Addresses below a list that are not a record's.
_RESERVED = {"tally"}
_MOST_TRIES = 100
_USED_ONCE = "record_slug_is_used_once"


def new_identity(record_type: str, slug: str = "", words: str = "") -> models.Identity:
    """Create the identity of a record and return it.

    Without ``slug`` it gets one that is made of ``words``, numbered where that is taken; documents
    and developments get a random one. Raises ValidationError where ``slug`` is taken.
    """
    if slug:
        identity = _inserted(record_type, slug) if slug not in _RESERVED else None
        if identity is None:
            raise ValidationError({"slug": "This slug is taken, perhaps for ever."}, code="unique")
        return identity
    if record_type in _DRAWN_BY_LOT:
        drawn = secrets.token_hex(_RANDOM_BYTES)
        return models.Identity.objects.create(type=record_type, slug=drawn)
    for _ in range(_MOST_TRIES):
        # Who takes the same slug at the same time commits first; the next number is tried then.
        identity = _inserted(record_type, _free_slug(record_type, words))
        if identity is not None:
            return identity
    raise ValidationError({"slug": "Too many take this slug at once; give one."}, code="unique")


class Slugs:
    """The slugs of one type of record, for many new records at once; none is stored yet.

    Who takes one of them meanwhile has the database refuse the whole.
    """

    def __init__(self, record_type: str) -> None:
        self._record_type = record_type
        rows = models.Identity.objects.filter(type=record_type)
        self._taken = {*rows.values_list("slug", flat=True), *_RESERVED}
        self._numbers: dict[str, int] = {}

    def is_taken(self, slug: str) -> bool:
        """Return whether a record has this slug or had it, or was given it here."""
        return slug in self._taken

    def take(self, slug: str = "", words: str = "") -> str:
        """Return ``slug``, or else a free one that is made of ``words``; nobody else gets it."""
        base = slug or _plain(words or self._record_type)
        number, found = self._numbers.get(base, 1), base
        while found in self._taken:
            number += 1
            found = f"{base}-{number}"
        self._numbers[base] = number
        self._taken.add(found)
        return found


def _inserted(record_type: str, slug: str) -> models.Identity | None:
    """Create an identity with this slug and return it; None where the slug is taken."""
    try:
        with transaction.atomic():
            return models.Identity.objects.create(type=record_type, slug=slug)
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if getattr(diagnosis, "constraint_name", None) != _USED_ONCE:
            raise
        return None


def _free_slug(record_type: str, words: str) -> str:
    base = _plain(words or record_type)
    rows = models.Identity.objects.filter(type=record_type, slug__startswith=base)
    taken = {*rows.values_list("slug", flat=True), *_RESERVED}
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _plain(words: str) -> str:
    folded = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", folded)[:_LONGEST].strip("-")
    return slug or "record"
