"""The dry run: what an import of a file would do, record by record, and what stands in its way."""

import enum
import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

import orjson

from tracker import editing, models, serializers
from tracker.importing import columns, comparing, entries, files, likeness
from tracker.importing.checking import Checker
from tracker.importing.entries import Entry, Problem
from tracker.importing.registers import Register, Registers, identifiers_of

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many records it is done for, and how many there are."""

_BATCH: Final = 500


class State(enum.StrEnum):
    """What would become of a record of the file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass
class Planned:
    """A record of the file, what would become of it, and the row and values that it is made of."""

    entry: Entry
    state: State = State.NEW
    slug: str = ""
    differences: list[comparing.Difference] = field(default_factory=list)
    similar: likeness.Known | None = None
    record: models.Record | None = None
    values: dict[str, Any] = field(default_factory=dict)

    def refuse(self, heading: str, text: str) -> None:
        """Note what is wrong with it."""
        self.entry.problems.append(Problem(self.entry.label, heading, text))
        self.state = State.REFUSED


@dataclass(frozen=True)
class Choices:
    """What people decided on a dry run: cells written anew, rows left out, duplicates wanted."""

    corrections: entries.Corrections = field(default_factory=dict)
    left_out: Collection[str] = ()
    wanted: Collection[str] = ()
    """The rows that are imported although they likely repeat another record."""
    allow_duplicates: bool = False


@dataclass
class Plan:
    """What an import of a whole file would do."""

    noun: columns.Noun
    sheet: files.Sheet
    rows: list[Planned]
    left_out: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many records come to what."""
        found = Counter(str(row.state) for row in self.rows)
        return {state.value: found[state.value] for state in State}

    @property
    def is_possible(self) -> bool:
        """Whether nothing is wrong: all or nothing is imported."""
        return not self.sheet.problems and not self.counts[State.REFUSED]

    @property
    def digest(self) -> str:
        """A hash of all that would be done, so that it is noticed if it is no longer the same."""
        told = [
            (row.entry.label, row.state, row.slug, [vars(each) for each in row.differences])
            for row in self.rows
        ]
        return hashlib.sha256(orjson.dumps(told)).hexdigest()


def plan(
    noun: columns.Noun, sheet: files.Sheet, choices: Choices, progress: Progress | None = None
) -> Plan:
    """Return what importing a file would do; nothing is written.

    Within a change, what was found stays so to its end.
    """
    return _Planning(noun, sheet, choices, progress or tell_nobody).plan()


class _Planning:
    """One dry run under way."""

    def __init__(
        self, noun: columns.Noun, sheet: files.Sheet, choices: Choices, progress: Progress
    ) -> None:
        self.noun, self.sheet, self.choices, self.progress = noun, sheet, choices, progress
        self.registers = Registers()
        self.register: Register = self.registers.of(noun.record_type)
        self.checker = Checker(noun, self.registers)
        self.slugs = editing.Slugs(noun.record_type)
        self.matches: dict[int, str] = {}
        """Which row of the file is about which record."""
        self.claimed: dict[tuple[str, str], str] = {}
        """Which new row has which code or identifier."""

    def plan(self) -> Plan:
        choices = self.choices
        found = entries.entries(self.sheet, self.noun, choices.corrections, choices.left_out)
        rows = [Planned(entry) for entry in found]
        missing = self._missing_columns(rows)
        for row in rows:
            self._match(row)
        for batch in _batches(rows, self.progress):
            self._fetch(batch)
            for row in batch:
                self._check(row, missing)
        self._mark_duplicates(rows)
        self._refuse_dangling(rows)
        return Plan(self.noun, self.sheet, rows, len(choices.left_out))

    def _missing_columns(self, rows: list[Planned]) -> set[str]:
        """Return the columns that new records need and the file lacks; say so once."""
        fields = serializers.SERIALIZERS[self.noun.record_type]().fields
        needed = [name for name, shown in fields.items() if shown.required and not shown.read_only]
        missing = [name for name in needed if name not in self.sheet.headings]
        slugs = {str(row.entry.draft.get("slug", "")) for row in rows}
        if missing and not slugs <= self.register.slugs.keys():
            words = ", ".join(f"“{name}”" for name in missing)
            what = "columns" if len(missing) > 1 else "a column"
            self.sheet.problems.append(
                f"New {serializers.PLURALS[self.noun.record_type]} need {what} {words}."
            )
        return set(missing)

    def _match(self, row: Planned) -> None:
        """Find the record that a row is about: by slug, then by code and identifiers."""
        draft, register = row.entry.draft, self.register
        slug = str(draft.get("slug") or "")
        if slug in register.gone:
            row.refuse("slug", f"“{slug}” was withdrawn: restore it first, or give another slug.")
            return
        keys = identifiers_of(draft.get("identifiers") or ())
        by_key = {register.identifiers[key] for key in keys if key in register.identifiers}
        if code := register.codes.get(str(draft.get("code") or "")):
            by_key.add(code)
        found = register.slugs.get(slug)
        others = sorted(register.titles[pk][0] for pk in by_key - {found})
        if (found and others) or len(others) > 1:
            row.refuse("identifiers", f"What it is known by belongs to {', '.join(others)}.")
            return
        pk = found or next(iter(by_key), None)
        if pk is None:
            self._announce(row, slug, keys)
        elif pk in self.matches:
            row.refuse("slug", f"Row {self.matches[pk]} is about the same record.")
        else:
            self.matches[pk] = row.entry.label
            row.record, row.slug = register.row(pk), register.titles[pk][0]

    def _announce(self, row: Planned, slug: str, keys: list[tuple[str, str]]) -> None:
        """Have a new record be known to the rows that refer to it."""
        draft = row.entry.draft
        if slug and self.slugs.is_taken(slug):
            row.refuse("slug", f"Another row has the slug “{slug}”, or it is taken for ever.")
            return
        own = [*keys, *([("code", str(draft["code"]))] if draft.get("code") else [])]
        for key in own:
            if key in self.claimed:
                heading = "code" if key[0] == "code" else "identifiers"
                row.refuse(heading, f"Row {self.claimed[key]} has the same: {key[1]}.")
                return
        self.claimed |= dict.fromkeys(own, row.entry.label)
        row.slug = self.slugs.take(slug, row.entry.title)
        identity = models.Identity(type=self.noun.record_type, slug=row.slug)
        row.record = models.RECORDS[self.noun.record_type](identity=identity)
        called = [draft[name] for name in ("name", "title", "short_title") if draft.get(name)]
        self.register.announce(row.record, filter(_is_text, called), own)

    def _fetch(self, batch: list[Planned]) -> None:
        """Read the records that rows are about, with all that is compared."""
        keys = [row.record.pk for row in batch if row.record is not None and row.record.pk]
        found = {row.pk: row for row in serializers.fetched(self.noun.record_type, keys)}
        for row in batch:
            if row.record is not None and row.record.pk:
                row.record = found[row.record.pk]

    def _check(self, row: Planned, missing: Collection[str]) -> None:
        entry = row.entry
        if not entry.lines[0].problem:
            known = row.record if row.record is not None and row.record.pk else None
            row.values = self.checker.checked(entry, known)
            # The record has it already.
            row.values.pop("slug", None)
            self._refuse_itself(row)
            if known is not None and not entry.problems:
                row.differences = comparing.differences(
                    self.noun, self.checker, known, entry.draft, row.values
                )
                row.state = State.CHANGED if row.differences else State.UNCHANGED
        if entry.problems:
            row.state = State.REFUSED
            # What a whole column lacks is said once, of the file.
            entry.problems = [each for each in entry.problems if each.heading not in missing]

    def _refuse_itself(self, row: Planned) -> None:
        for name, value in row.values.items():
            is_own = value is row.record or (
                isinstance(value, models.Record) and value == row.record
            )
            if is_own and row.record is not None:
                row.refuse(self.checker.field_of(name), "It refers to itself.")

    def _mark_duplicates(self, rows: list[Planned]) -> None:
        """Mark new records that likely repeat one that there is, or one above them."""
        new = [row for row in rows if row.state == State.NEW]
        if not new:
            return
        record_type, choices = self.noun.record_type, self.choices
        drafts = [likeness.of_draft(record_type, row.entry.draft, row.values) for row in new]
        known = likeness.Likeness(likeness.stored(record_type), drafts)
        for row, own in zip(new, drafts, strict=True):
            row.similar = known.similar(own)
            is_wanted = choices.allow_duplicates or row.entry.label in choices.wanted
            if row.similar is not None and not is_wanted:
                row.state = State.DUPLICATE
            known.add(replace(own, slug=row.slug, label=row.entry.label))

    def _refuse_dangling(self, rows: list[Planned]) -> None:
        """Refuse rows that refer to rows that are not imported, and those that refer to these."""
        if not self.register.is_pending_named:
            return
        kept = {id(row.record): row for row in rows if row.state == State.NEW}
        labels = {id(row.record): row.entry.label for row in rows if row.record is not None}
        is_changed = True
        while is_changed:
            is_changed = False
            for row in rows:
                lacks = [each for each in _pending(row.values) if id(each) not in kept]
                if not lacks or row.state not in {State.NEW, State.CHANGED}:
                    continue
                which = ", ".join(labels.get(id(each), each.slug) for each in lacks)
                row.refuse("", f"It refers to row {which}, which is not imported.")
                kept.pop(id(row.record), None)
                is_changed = True


def _pending(value: Any) -> Iterator[models.Record]:
    """Yield the records that are still to be made among values."""
    if isinstance(value, models.Record):
        if value.pk is None:
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _pending(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _pending(inner)


def _batches(rows: list[Planned], progress: Progress) -> Iterator[list[Planned]]:
    for start in range(0, len(rows), _BATCH):
        progress("Checked", start, len(rows))
        yield rows[start : start + _BATCH]
    progress("Checked", len(rows), len(rows))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def tell_nobody(what: str, done: int, total: int) -> None:
    """Say nothing of how far it is."""
