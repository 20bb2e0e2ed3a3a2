"""Files as tests write them, planned and imported."""

from typing import Any

from tests import factories
from tracker import importing


def csv(*lines: str) -> bytes:
    """Return lines as a file."""
    return "\r\n".join(lines).encode()


def planned(record_type: str, *lines: str, **choices: Any) -> importing.Plan:
    """Return the dry run of a table."""
    noun = importing.NOUNS[record_type]
    sheet = importing.read(csv(*lines), noun)
    return importing.plan(noun, sheet, importing.Choices(**choices))


def imported(record_type: str, *lines: str, **choices: Any) -> dict[str, int]:
    """Import a table and return how many records came to what."""
    return imported_file(record_type, csv(*lines), **choices)


def imported_file(record_type: str, content: bytes, **choices: Any) -> dict[str, int]:
    """Import a file and return how many records came to what, without what nothing came to."""
    noun = importing.NOUNS[record_type]
    done = importing.carry_out(
        noun,
        importing.read(content, noun),
        importing.Choices(**choices),
        actor=factories.ACTOR,
        reason="From the list of the newsroom",
    )
    return {state: count for state, count in done.counts.items() if count}


def exported(record_type: str, form: str) -> bytes:
    """Return all records of a type as a file."""
    return b"".join(importing.export(importing.NOUNS[record_type], form))


def problems(plan: importing.Plan) -> list[tuple[str, str, str]]:
    """Return what is wrong with the rows: in which, in which column, and what."""
    found = [each for row in plan.rows for each in row.entry.problems]
    return [(each.label, each.heading, each.text) for each in found]
