"""An import carried out: in one change, all of it or nothing."""

from dataclasses import dataclass
from typing import Any, Final

from rest_framework.exceptions import ValidationError

from tracker import editing, recording
from tracker.importing import columns, files, planning
from tracker.importing.planning import Choices, Plan, Progress, State

_STEP: Final = 500


class NotImported(ValueError):  # noqa: N818 - named as what it reports
    """Nothing was imported; ``plan`` says what stands in the way, or is no longer as it was."""

    def __init__(self, message: str, plan: Plan | None = None) -> None:
        super().__init__(message)
        self.plan = plan


@dataclass(frozen=True)
class Imported:
    """What an import did: how many records came to what."""

    counts: dict[str, int]


def carry_out(  # noqa: PLR0913 - an import says all this
    noun: columns.Noun,
    sheet: files.Sheet,
    choices: Choices,
    *,
    actor: str,
    reason: str,
    digest: str = "",
    progress: Progress | None = None,
) -> Imported:
    """Import a file and return what that did.

    With ``digest`` only what was seen in the dry run that has it. Raises NotImported.
    """
    told = progress or planning.tell_nobody
    try:
        with recording.change(actor, reason) as change:
            plan = planning.plan(noun, sheet, choices, told)
            _refuse(plan, digest)
            _write(change, plan, told)
            told("Publishing", 0, 1)
        told("Publishing", 1, 1)
    except ValidationError as error:
        raise NotImported(_words(error)) from error
    except editing.QuoteNotFound as error:
        raise NotImported(str(error)) from error
    return Imported(plan.counts)


def _refuse(plan: Plan, digest: str) -> None:
    if not plan.is_possible:
        refused = plan.counts[State.REFUSED]
        wrong = len(plan.sheet.problems) + refused
        raise NotImported(f"Nothing was imported: {wrong} things are wrong.", plan)
    if digest and plan.digest != digest:
        message = "Nothing was imported: records have changed since this dry run. Look again."
        raise NotImported(message, plan)


def _write(change: recording.Change, plan: Plan, progress: Progress) -> None:
    new = [(row.record, row.values) for row in plan.rows if row.state == State.NEW]
    changed = [(row.record, row.values) for row in plan.rows if row.state == State.CHANGED]
    total = len(new) + len(changed)
    editing.create_many(change, [(row, values) for row, values in new if row is not None])
    progress("Written", len(new), total)

    def told(done: int) -> None:
        if not done % _STEP:
            progress("Written", len(new) + done, total)

    editing.update_many(change, [(row, values) for row, values in changed if row is not None], told)
    progress("Written", total, total)


def _words(error: ValidationError) -> str:
    """Return the first sentence of a refusal."""
    detail: Any = error.detail
    while isinstance(detail, dict | list):
        detail = next(iter(detail.values() if isinstance(detail, dict) else detail), "")
    return f"Nothing was imported: {detail}"
