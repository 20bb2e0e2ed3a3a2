"""Imports at the desk: small files are tried and imported at once, large ones by the worker."""

import time
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from tracker import claims, models, vocabularies
from tracker.importing import carrying, columns, files, planning
from tracker.importing.planning import Choices, Plan, Planned, State
from tracker.redis_store import progress, store

MOST_AT_ONCE: Final = 2000
"""So many rows are tried and imported while a page is awaited; more by the worker."""
LEASE_SECONDS: Final = 30 * 60
_MOST_ATTEMPTS: Final = 3
_SECONDS_BETWEEN: Final = 0.5

_WRITTEN: Final = ("state", "digest", "counts", "message", "report", "content", "finished_at")
_STATES = vocabularies.ImportState


def hand_in(  # noqa: PLR0913 - a file comes with all this
    noun: columns.Noun,
    *,
    file_name: str,
    content: bytes,
    form: str,
    actor: str,
    now: datetime,
) -> models.Import:
    """Take a file in, and find out what an import would do; of a large file the worker does.

    Raises files.Unreadable.
    """
    models.Import.objects.abandoned(now).delete()
    sheet = files.read(content, noun, form)
    row = models.Import.objects.create(
        record_type=noun.record_type,
        format=sheet.format,
        file_name=storable(file_name),
        content=content,
        rows=len(sheet.lines),
        actor=actor,
        created_at=now,
    )
    check(row, sheet)
    return row


def check(row: models.Import, sheet: files.Sheet | None = None) -> None:
    """Find out again what an import would do, at once or by the worker."""
    if row.rows > MOST_AT_ONCE:
        row.state, row.attempts, row.leased_until = _STATES.CHECKING, 0, None
    else:
        _store_plan(row, planning.plan(noun_of(row), sheet or read(row), choices_of(row)))
    row.save()


def confirm(row: models.Import, now: datetime) -> None:
    """Import what the dry run showed, at once or by the worker. Raises carrying.NotImported."""
    if row.rows > MOST_AT_ONCE:
        row.state, row.attempts, row.leased_until = _STATES.IMPORTING, 0, None
        row.save()
        return
    with transaction.atomic():
        done = _carry_out(row)
        _finish(row, done, now)
        row.save()


def work_waiting(limit: int, now: datetime) -> int:
    """Check and carry out up to ``limit`` of the imports that wait, and return how many."""

    def work(row: models.Import) -> None:
        if row.state == _STATES.CHECKING:
            plan = planning.plan(noun_of(row), read(row), choices_of(row), _told(row))
            _store_plan(row, plan)
            row.release(**_columns(row))
            return
        with transaction.atomic():
            try:
                _finish(row, _carry_out(row, _told(row)), now)
            except carrying.NotImported as error:
                _refuse(row, error)
            if not row.release(**_columns(row)):
                transaction.set_rollback(True)

    batch = claims.Batch(limit, LEASE_SECONDS)
    return claims.work_off(models.Import.objects.waiting(), work, _put_off, batch)


def how_far(row: models.Import) -> str:
    """Return in words how far the worker is with an import."""
    return progress.told(store.at(settings.REDIS_URL), f"import:{row.name}")


def noun_of(row: models.Import) -> columns.Noun:
    """Return what the file lists."""
    return columns.NOUNS[row.record_type]


def read(row: models.Import) -> files.Sheet:
    """Return the rows of the file."""
    return files.read(bytes(row.content), noun_of(row), row.format)


def choices_of(row: models.Import) -> Choices:
    """Return what people decided on the file."""
    return Choices(row.corrections, frozenset(row.left_out), frozenset(row.wanted))


def refuse(row: models.Import, error: carrying.NotImported) -> None:
    """Note why nothing was imported, with the dry run as it is now."""
    _refuse(row, error)
    row.save()


def _refuse(row: models.Import, error: carrying.NotImported) -> None:
    if error.plan is not None:
        _store_plan(row, error.plan)
    row.state, row.message = _STATES.CHECKED, str(error)


def _carry_out(row: models.Import, told: planning.Progress | None = None) -> carrying.Imported:
    return carrying.carry_out(
        noun_of(row),
        read(row),
        choices_of(row),
        actor=row.actor,
        reason=row.reason or f"imported from {row.file_name}",
        digest=row.digest,
        progress=told,
    )


def _finish(row: models.Import, done: carrying.Imported, now: datetime) -> None:
    row.state, row.counts, row.message, row.finished_at = _STATES.IMPORTED, done.counts, "", now
    row.content, row.report = b"", {}


def _store_plan(row: models.Import, plan: Plan) -> None:
    row.state, row.digest, row.counts = _STATES.CHECKED, plan.digest, plan.counts
    row.message = ""
    report = {
        "notes": plan.sheet.notes,
        "problems": plan.sheet.problems,
        "rows": [_told_of(planned) for planned in plan.rows],
    }
    row.report = storable(report)


def storable(value: Any) -> Any:
    """Return a value without what the database keeps in no text: NUL is shown as such."""
    if isinstance(value, str):
        return value.replace("\0", "␀").encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {storable(key): storable(inner) for key, inner in value.items()}
    return [storable(inner) for inner in value] if isinstance(value, list) else value


def _told_of(row: Planned) -> dict[str, Any]:
    """Return what the page shows of a record; of one with mistakes its cells as well."""
    entry = row.entry
    found: dict[str, Any] = {
        "label": entry.label,
        "title": entry.title,
        "slug": row.slug,
        "state": row.state.value,
    }
    if row.state == State.REFUSED:
        found["problems"] = [asdict(problem) for problem in entry.problems]
        found["cells"] = {line.label: line.cells for line in entry.lines}
    if row.differences:
        found["differences"] = [asdict(each) for each in row.differences]
    if row.similar is not None:
        found["similar"] = {name: getattr(row.similar, name) for name in ("slug", "title", "label")}
    return found


def _told(row: models.Import) -> planning.Progress:
    """Return what notes how far the work on a row is, not more than twice a second."""
    server, last = store.at(settings.REDIS_URL), [0.0]

    def told(what: str, done: int, total: int) -> None:
        if time.monotonic() - last[0] >= _SECONDS_BETWEEN or done in {0, total}:
            last[0] = time.monotonic()
            progress.note(server, f"import:{row.name}", f"{what}: {done} of {total}")

    return told


def _put_off(row: models.Import, error: Exception) -> None:
    """Try again after a while what failed, and say in the end why it cannot be."""
    message = claims.in_words(error)
    if row.attempts < _MOST_ATTEMPTS:
        row.put_off(row.pause, message=message)
        return
    row.put_off(timedelta(0), message=message, state=_STATES.CHECKED)


def _columns(row: models.Import) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _WRITTEN}
