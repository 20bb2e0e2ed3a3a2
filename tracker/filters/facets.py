"""What the ledger keeps for filters of each revision, beside its body."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from tracker.filters.base import OWN, Body, Facets, Lineages
from tracker.filters.tables import PARAMETERS


def facets(body: Body, lineages: Lineages) -> dict[str, list[Any]]:
    """Return what filters ask about in a record's public form, by name of parameter or part.

    ``lineages`` gives each party's slug with those of all that it is part of.
    """
    record_type = str(body["type"])
    found: dict[str, list[Any]] = {"type": [record_type]}
    for name, parameter in PARAMETERS[record_type].items():
        if parameter.part is not None:
            found[parameter.part.key] = parameter.part.facet(body, lineages)
        elif parameter.facet is not None:
            found[name] = parameter.facet(body, lineages)
        if parameter.own is not None and parameter.part is None:
            found[name + OWN] = parameter.own(body)
        if parameter.history is not None:
            found[parameter.history.key] = parameter.history.facet(body)
    return found


def form(record_type: str) -> dict[str, list[str]]:
    """Return in which form facets are kept: for each, where in a body it is read.

    Of the rows of a part, and of a history, it names what is asked of them.
    """
    found: dict[str, list[str]] = {"type": []}
    for name, parameter in PARAMETERS[record_type].items():
        if parameter.part is not None:
            found.setdefault(parameter.part.key, []).append(f"{name} {parameter.member}".strip())
        elif parameter.facet is not None:
            found[name] = list(parameter.fields)
        if parameter.own is not None and parameter.part is None:
            found[name + OWN] = list(parameter.fields)
        if parameter.history is not None:
            found[parameter.history.key] = [name]
    return found


def misfits(
    stored: Facets, body: Body, lineages: Lineages, apart: Collection[str] = ()
) -> list[str]:
    """Return what of stored facets, besides those ``apart``, is not of ``body``, a sentence each.

    What a party is part of may have changed since they were stored.
    """
    stored = _without(stored, apart)
    due, named = _without(facets(body, lineages), apart), facets(body, {})
    if due.keys() != stored.keys():
        return [f"its facets are {sorted(stored)} and not {sorted(due)}"]
    lineal = _lineal(str(body["type"]))
    return [
        f"its facet {name} is {stored[name]} and not {due[name]}"
        for name in due
        if stored[name] != due[name]
        and not (name in lineal and _contains(stored[name], named[name]))
    ]


def rewritten(stored: Facets, body: Body, lineages: Lineages) -> dict[str, list[Any]]:
    """Return the facets of a body, as ``facets`` does; what is stored of lineages stays."""
    named, lineal = facets(body, {}), _lineal(str(body["type"]))
    kept = {
        name: stored[name]
        for name in lineal & stored.keys()
        if named[name] and _contains(stored[name], named[name])
    }
    return {**facets(body, lineages), **kept}


def _without(found: Facets, apart: Collection[str]) -> dict[str, list[Any]]:
    return {name: values for name, values in found.items() if name not in apart}


def _lineal(record_type: str) -> set[str]:
    """Return the facets that tell what parties were part of."""
    known = PARAMETERS[record_type].values()
    alone = {each.name for each in known if each.is_lineal and each.part is None}
    return alone | {each.part.key for each in known if each.part and each.part.is_lineal}


def _contains(stored: Iterable[Any], named: Iterable[Any]) -> bool:
    """Return whether stored values are those named, or name more parties."""
    stored, named = list(stored), list(named)
    if not any(isinstance(value, Mapping) for value in [*stored, *named]):
        return set(named) <= set(stored)
    return len(stored) == len(named) and all(
        former.keys() == latter.keys() and all(_agrees(former[key], latter[key]) for key in former)
        for former, latter in zip(stored, named, strict=True)
    )


def _agrees(stored: Any, named: Any) -> bool:
    if isinstance(stored, list) and isinstance(named, list):
        return set(named) <= set(stored)
    return bool(stored == named)
