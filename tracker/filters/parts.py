"""Rows that belong to a record and are asked for together: relations, and offices held."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from tracker import models, partial_dates, vocabularies
from tracker.filters import codes, dates, paths
from tracker.filters.base import (
    OWN,
    Body,
    Facets,
    LedgerContext,
    Lineages,
    Parameter,
    Part,
    Test,
    UnknownValue,
    Values,
)
from tracker.filters.bodies import FIRST_DAY, LAST_DAY, filled
from tracker.filters.related import family_now, party

Asked = Mapping[str, Values]

_MOST_CHARACTERS = 100


def in_ledger(part: Part, asked: Sequence[tuple[Parameter, Values]], context: LedgerContext) -> str:
    """Return the predicate on facets that one row of a part fits all that is asked."""
    tests = (parameter.in_row(values, context) or paths.NEVER for parameter, values in asked)
    return paths.some(part.key, " && ".join(f"({test})" for test in tests))


def hold(part: Part, asked: Sequence[tuple[Parameter, Values]], facets: Facets) -> bool:
    """Return whether one row of a part in these facets fits all that is asked."""
    return any(
        all(parameter.fits(row, values) for parameter, values in asked)
        for row in facets.get(part.key, [])
    )


def _commitment_relations(body: Body, _: Lineages) -> list[dict[str, Any]]:
    return [
        {
            "relation": part["relation"],
            "side": part["side"],
            **({"date": filled(part["date"])} if part["date"] else {}),
        }
        for part in body.get("relations") or ()
    ]


def _commitment_relation_columns(asked: Asked) -> Q:
    rows = models.Relation.objects.confirmed().annotate(
        relation_date=Coalesce("statement__stated_date", "event__start_date")
    )
    lookups = {
        "relation": "relation__in",
        "relation_by": "side__in",
        "relation_after": "relation_date__gte",
        "relation_before": "relation_date__lt",
    }
    for name, values in asked.items():
        lookup = lookups[name]
        rows = rows.filter(**{lookup: values if lookup.endswith("__in") else values[0]})
    return Q(pk__in=rows.values("commitment"))


COMMITMENT_RELATIONS = Part("relations", _commitment_relations, _commitment_relation_columns)
"""The relations that bear on a commitment."""


def commitment_relations() -> list[Parameter]:
    """Return the parameters over what bears on a commitment, of which one relation has to fit."""
    kind = codes.choice("relation", vocabularies.RelationKind, part=COMMITMENT_RELATIONS)
    by = codes.choice("relation_by", vocabularies.Side, field="side", part=COMMITMENT_RELATIONS)
    after = dates.after("relation_after", "", "")
    before = dates.before("relation_before", "", "")
    return [
        replace(kind, help="What was said or done later, and confirmed, bears on it so"),
        replace(by, help="… said or done by this side"),
        replace(codes.of_part(after, COMMITMENT_RELATIONS, "date"), help=f"… {after.help.lower()}"),
        replace(
            codes.of_part(before, COMMITMENT_RELATIONS, "date"), help=f"… {before.help.lower()}"
        ),
    ]


def _relations(body: Body, _: Lineages) -> list[dict[str, Any]]:
    return [
        {
            "commitment": part["commitment"]["slug"],
            "relation": part["relation"],
            "side": part["side"],
        }
        for part in body.get("relations") or ()
    ]


def _relation_columns(asked: Asked) -> Q:
    lookups = {"commitment": "commitment__identity__slug__in"}
    found = {lookups.get(name, f"{name}__in"): values for name, values in asked.items()}
    return Q(pk__in=models.Relation.objects.filter(**found).values("statement"))


RELATIONS = Part("relations", _relations, _relation_columns)
"""On which commitments a statement bears, and how."""


def relations() -> list[Parameter]:
    """Return the parameters over a statement's relations, of which one has to fit."""
    return [
        codes.of_part(
            replace(codes.slugs("commitment", "", ""), help="Slug of a commitment"),
            RELATIONS,
            "commitment",
        ),
        codes.choice("relation", vocabularies.RelationKind, part=RELATIONS),
        codes.choice("side", vocabularies.Side, part=RELATIONS),
    ]


def _tenures(body: Body, lineages: Lineages) -> list[dict[str, Any]]:
    return [
        {
            "party": lineages.get(part["party"]["slug"], [part["party"]["slug"]]),
            f"party{OWN}": part["party"]["slug"],
            "role": sorted({folded(words) for words in part["role"].values()}),
            **_span(part),
        }
        for part in body.get("tenures") or ()
    ]


def _span(part: Mapping[str, Any]) -> dict[str, str]:
    """Return the first and the last day of an office."""
    start = filled(part["start_date"]) if part["start_date"] else FIRST_DAY
    end = LAST_DAY
    if part["end_date"]:
        first = date.fromisoformat(filled(part["end_date"]))
        end = partial_dates.last_day(first, part["end_precision"]).isoformat()
    return {"from": start, "until": end}


def is_held(office: Mapping[str, Any], day: str) -> bool:
    """Return whether an office, as a body shows it, was held on ``day`` (ISO)."""
    span = _span(office)
    return span["from"] <= day <= span["until"]


def _tenure_columns(asked: Asked) -> Q:
    """Return the condition on officials; what was folded stands in the ledger alone."""
    context = LedgerContext(family_now)
    wanted = [(known, asked[known.name]) for known in offices() if known.name in asked]
    current = models.Revision.objects.current().filter(type=vocabularies.RecordType.OFFICIAL)
    found = current.filter(paths.condition([in_ledger(TENURES, wanted, context)]))
    return Q(pk__in=found.values("record"))


TENURES = Part("tenures", _tenures, _tenure_columns, is_lineal=True)
"""The offices that an official held."""


def folded(words: str) -> str:
    """Return words in lower case, without accents and needless space."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def _role(value: str) -> str:
    if len(value) > _MOST_CHARACTERS or not folded(value):
        raise UnknownValue(f"role is 1 to {_MOST_CHARACTERS} characters of an office's name.")
    return folded(value)


def offices() -> list[Parameter]:
    """Return the parameters over the offices of an official, of which one has to fit."""
    role = Parameter(
        "role",
        "Part of the office's name in any language, accents and case overlooked",
        columns=lambda values: TENURES.columns({"role": values}),
        test=Test(
            fits=lambda value, asked: any(words in value for words in asked),
            path=lambda at, asked: " || ".join(
                f'{at} like_regex {paths.literal(words)} flag "q"' for words in asked
            ),
        ),
        check=_role,
        schema={"type": "string", "pattern": "^[ -~]*[A-Za-z0-9][ -~]*$", "maxLength": 100},
    )
    at = replace(
        dates.on("at", "A day on which the office was held", Q),
        test=Test(
            fits=lambda row, asked: row["from"] <= asked[0] <= row["until"],
            path=lambda row, asked: (
                f"{row}.from <= {paths.literal(asked[0])} && "
                f"{row}.until >= {paths.literal(asked[0])}"
            ),
        ),
    )
    belongs = party("party", "tenures__party", "tenures.party.slug")
    return [
        codes.of_part(belongs, TENURES, "party"),
        codes.of_part(role, TENURES, "role"),
        codes.of_part(at, TENURES, ""),
    ]
