"""Random records and random questions: columns, facets in Python and facets in SQL agree."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import histories
from tracker import filters, models

STEPS = 12
TYPES = ["party", "agreement", "commitment", "statement", "development"]
SLUGS = ["costaguana", "ruritania", "ministry", "no-foreign-bases", "promise-1", "ana-ruiz"]
DAYS = ["2026", "2026-01", "2026-01-25", "2026-02-20", "2027-01-05"]
AS_NOW = filters.LedgerContext(filters.family_now)


def values(parameter: filters.Parameter) -> list[str]:
    """Return values worth asking a parameter for."""
    if "enum" in parameter.schema:
        return list(parameter.schema["enum"])
    if parameter.schema.get("format") in {"partial-date", "partial-date-time"}:
        return DAYS
    candidates = [*SLUGS, "XC", "en", "0.6", "verdict:kept,form:act", "kind:state,country:XC"]
    return [value for value in candidates if _takes(parameter, value)]


def _takes(parameter: filters.Parameter, value: str) -> bool:
    try:
        parameter.checked([value])
    except filters.UnknownValue:
        return False
    return True


@st.composite
def questions(draw: st.DrawFn, record_type: str) -> dict[str, list[str]]:
    """Draw up to three parameters of a list, each with one or two values."""
    known = filters.PARAMETERS[record_type]
    askable = {name: values(parameter) for name, parameter in known.items()}
    names = st.sampled_from(sorted(name for name in askable if askable[name]))
    chosen = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    return {
        name: draw(
            st.lists(
                st.sampled_from(askable[name]),
                min_size=1,
                max_size=1 if known[name].is_single else 2,
                unique=True,
            )
        )
        for name in chosen
    }


def answers(record_type: str, asked: dict[str, list[str]]) -> list[list[int]]:
    """Return the keys of what is found by columns, by facets, and by the ledger."""
    rows = models.RECORDS[record_type]._default_manager.filter(is_public=True)
    condition: Q = filters.condition(record_type, asked)
    current = models.Revision.objects.current().filter(type=record_type)
    in_ledger = current.filter(filters.ledger_condition(record_type, asked, AS_NOW))
    facets: list[tuple[int, Any]] = list(current.values_list("record", "facets"))
    return [
        sorted(rows.filter(condition).values_list("pk", flat=True)),
        sorted(key for key, found in facets if filters.holds(asked, found)),
        sorted(in_ledger.values_list("record", flat=True)),
    ]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000), data=st.data())
def test_random_records_are_found_alike(db: None, seed: int, data: st.DataObject) -> None:
    with transaction.atomic():
        world = histories.World(seed)
        world.steps = [step for step in world.steps if step != world.move_ministry]
        for _ in range(STEPS):
            world.step()

        for _ in range(15):
            record_type = data.draw(st.sampled_from(TYPES))
            asked = data.draw(questions(record_type))
            by_columns, by_facets, by_ledger = answers(record_type, asked)
            assert by_columns == by_facets == by_ledger, (record_type, asked)
        transaction.set_rollback(True)
