"""Which records there are, by all that a file may name them by, and those of the file itself."""

import difflib
from collections.abc import Iterable
from typing import Any, Final

from rest_framework.exceptions import ValidationError

from tracker import models
from tracker.serializers import search

_HEADINGS: Final = {
    "party": ("name",),
    "official": ("name",),
    "topic": ("name",),
    "agreement": ("short_title", "title"),
    "meeting": ("title",),
    "commitment": ("short_title",),
}
"""The types of record of which there are few enough to know all, and what they are called by."""
_IDENTIFIED: Final = ("party", "official")
_LIKENESS: Final = 0.7
_MOST_COMPARED: Final = 20_000
_MOST_GUESSES: Final = 50
"""For how many names that are unknown it is asked what may be meant: each takes a while."""

Identifier = tuple[str, str]


class Register:
    """All records of one type that are not withdrawn, by slug, code, identifier and name."""

    def __init__(self, record_type: str) -> None:
        self.record_type = record_type
        self.slugs: dict[str, int] = {}
        self.gone: set[str] = set()
        self.identifiers: dict[Identifier, int] = {}
        self.codes: dict[str, int] = {}
        self.names: dict[str, set[int]] = {}
        self.titles: dict[int, tuple[str, str]] = {}
        self.pending: dict[str, models.Record] = {}
        self.pending_names: dict[str, list[models.Record]] = {}
        self.is_pending_named = False
        """Whether anything refers to a record that is still to be made."""
        self._rows: dict[int, models.Record] = {}
        self._guesses = 0
        self._read_identities()
        self._read_rows()

    def _read_identities(self) -> None:
        found = models.Identity.objects.filter(type=self.record_type)
        known = list(found.values_list("pk", "slug", "deleted_at", "merged_into"))
        standing = {pk for pk, _, deleted_at, merged in known if deleted_at is None and not merged}
        for pk, slug, _, merged in known:
            target = merged or pk
            if target in standing:
                self.slugs[slug] = target
            else:
                self.gone.add(slug)

    def _read_rows(self) -> None:
        rows = models.records_of(self.record_type).standing()
        names = ["pk", "identity__slug", *_HEADINGS[self.record_type]]
        extra = ["identifiers"] if self.record_type in _IDENTIFIED else []
        extra += ["code"] if self.record_type == "party" else []
        for row in rows.values(*names, *extra):
            pk = row["pk"]
            called = [row[name] for name in _HEADINGS[self.record_type] if row[name]]
            self.titles[pk] = (row["identity__slug"], called[0] if called else "")
            for name in called:
                self.names.setdefault(search.folded(name), set()).add(pk)
            if row.get("code"):
                self.codes[row["code"]] = pk
            for key in identifiers_of(row.get("identifiers") or ()):
                self.identifiers[key] = pk

    def announce(
        self, record: models.Record, names: Iterable[str], keys: Iterable[Identifier]
    ) -> None:
        """Have a record that is still to be made be found by its slug, its keys and its names."""
        self.pending[record.slug] = record
        self.pending |= {":".join(key): record for key in keys}
        for name in names:
            self.pending_names.setdefault(search.folded(name), []).append(record)

    def find(self, said: str) -> models.Record:
        """Return the record that is meant. Raises ValidationError, which says what is near."""
        pk = self.slugs.get(said)
        if pk is None and said in self.pending:
            self.is_pending_named = True
            return self.pending[said]
        scheme, _, identifier = said.partition(":")
        pk = pk or self.codes.get(said) or self.identifiers.get((scheme, identifier))
        found = pk if pk is not None else self._named(said)
        if isinstance(found, models.Record):
            self.is_pending_named = True
            return found
        return self.row(found)

    def row(self, pk: int) -> models.Record:
        """Return a row that is stored, without its body."""
        if pk not in self._rows:
            rows = models.records_of(self.record_type).select_related("identity").defer("body")
            self._rows[pk] = rows.get(pk=pk)
        return self._rows[pk]

    def _named(self, said: str) -> "int | models.Record":
        folded = search.folded(said)
        known: list[Any] = [*self.names.get(folded, ())]
        known += self.pending_names.get(folded, [])
        if len(known) == 1:
            return known[0]  # type: ignore[no-any-return]
        if known:
            slugs = sorted(
                each.slug if isinstance(each, models.Record) else self.titles[each][0]
                for each in known
            )
            words = f"Several are called “{said}”: give one of the slugs {', '.join(slugs)}."
            raise ValidationError(words, code="ambiguous")
        raise ValidationError(self._unknown(said), code="does_not_exist")

    def _unknown(self, said: str) -> str:
        if said in self.gone:
            return f"The {self.record_type} “{said}” was withdrawn."
        near = self._near(said)
        meant = f" Did you mean “{near[0]}”?" if near else ""
        by = ", code" if self.record_type == "party" else ""
        return f"There is no {self.record_type} with the slug{by} or name “{said}”.{meant}"

    def _near(self, said: str) -> list[str]:
        self._guesses += 1
        if self._guesses > _MOST_GUESSES:
            return []
        known = [*self.slugs, *self.pending, *(title for _, title in self.titles.values())]
        return difflib.get_close_matches(said, known[:_MOST_COMPARED], 1, _LIKENESS)


class Registers:
    """The registers of all types of record, each read when it is first asked for."""

    def __init__(self) -> None:
        self._of: dict[str, Register] = {}
        self._others: dict[tuple[str, str], models.Record | None] = {}
        self._refused: dict[tuple[str, str], ValidationError] = {}

    def of(self, record_type: str) -> Register:
        """Return the register of a type of record."""
        if record_type not in self._of:
            self._of[record_type] = Register(record_type)
        return self._of[record_type]

    def find(self, model: type[models.Record], said: str) -> models.Record:
        """Return the record that a file means. Raises ValidationError."""
        record_type = model.RECORD_TYPE.value
        key = (record_type, said)
        if key in self._refused:
            raise self._refused[key]
        try:
            if record_type in _HEADINGS:
                return self.of(record_type).find(said)
            return self._other(model, said)
        except ValidationError as error:
            self._refused[key] = error
            raise

    def _other(self, model: type[models.Record], slug: str) -> models.Record:
        key = (model.RECORD_TYPE.value, slug)
        if key not in self._others:
            self._others[key] = models.RecordQuerySet(model).named(slug.replace("\0", ""))
        row = self._others[key]
        if row is None:
            words = f"There is no {model.RECORD_TYPE.value} with the slug “{slug}”."
            raise ValidationError(words, code="does_not_exist")
        return row


def identifiers_of(entries: Iterable[Any]) -> list[Identifier]:
    """Return the identifiers among what was entered as such."""
    return [
        (str(each["scheme"]), str(each["identifier"]))
        for each in entries
        if isinstance(each, dict) and each.get("scheme") and each.get("identifier")
    ]
