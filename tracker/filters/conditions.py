"""The conditions of a list: on columns, on facets in Python, on the ledger in SQL."""

from collections.abc import Mapping, Sequence

from django.db.models import Q

from tracker import models
from tracker.filters import alternatives, columns, parts, paths
from tracker.filters.base import Facets, LedgerContext, Parameter, Part, Values
from tracker.filters.tables import PARAMETERS

Asked = Mapping[str, Sequence[str]]
_Checked = list[tuple[Parameter, Values]]


def condition(record_type: str, asked: Asked) -> Q:
    """Return the column lookup for what is asked of a list: all parameters hold.

    Raises UnknownValue for a value that its parameter cannot have, KeyError for a parameter
    that the list does not know.
    """
    model = models.RECORDS[record_type]
    single, grouped, alternative = _sorted(record_type, asked)
    wanted = Q()
    for parameter, values in single:
        wanted &= columns.own(model, parameter.columns(values))
    for part, of_part in grouped.items():
        wanted &= part.columns({parameter.name: values for parameter, values in of_part})
    if alternative:
        one = Q()
        for question in alternative:
            one |= condition(record_type, question)
        wanted &= one
    return wanted


def ledger_condition(record_type: str, asked: Asked, context: LedgerContext) -> Q:
    """Return the same condition on revisions, by their facets.

    Raises as ``condition`` does.
    """
    return paths.condition(_predicates(record_type, asked, context))


def holds(asked: Asked, found: Facets) -> bool:
    """Return whether facets satisfy all that is asked; a parameter foreign to the type does not."""
    record_type = found["type"][0]
    if any(name not in PARAMETERS[record_type] for name in asked):
        return False
    single, grouped, alternative = _sorted(record_type, asked)
    return (
        all(parameter.holds(found, values) for parameter, values in single)
        and all(parts.hold(part, of_part, found) for part, of_part in grouped.items())
        and (not alternative or any(holds(question, found) for question in alternative))
    )


def _predicates(record_type: str, asked: Asked, context: LedgerContext) -> list[str]:
    single, grouped, alternative = _sorted(record_type, asked)
    found = [parameter.in_ledger(values, context) for parameter, values in single]
    found += [parts.in_ledger(part, of_part, context) for part, of_part in grouped.items()]
    if alternative:
        each = (_predicates(record_type, question, context) for question in alternative)
        found.append("(" + " || ".join(predicate for one in each for predicate in one) + ")")
    return found


def _sorted(
    record_type: str, asked: Asked
) -> tuple[_Checked, dict[Part, _Checked], list[dict[str, Values]]]:
    """Return what is asked: by itself, of the rows of a part together, and as alternatives."""
    single: _Checked = []
    grouped: dict[Part, _Checked] = {}
    alternative: list[dict[str, Values]] = []
    for name, values in asked.items():
        parameter = PARAMETERS[record_type][name]
        checked = parameter.read(values)
        if name == alternatives.ANY:
            alternative = alternatives.asked(checked)
        elif parameter.part is not None:
            grouped.setdefault(parameter.part, []).append((parameter, checked))
        else:
            single.append((parameter, checked))
    return single, grouped, alternative
