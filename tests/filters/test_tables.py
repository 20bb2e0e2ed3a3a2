"""Every parameter gives the same records, asked of columns and asked of the ledger's facets."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import pytest
from django.db.models import Q

from tests import factories
from tests.filters import world
from tracker import checking, filters, models

pytestmark = pytest.mark.django_db

DATES = ["2023", "2026", "2026-01", "2026-01-25", "2026-01-26", "2026-02", "2027-06-30", "2030"]
MOMENTS = ["2020-01-01T00:00:00Z", "2026-03-01T12:00:00Z", "2026-03-01T07:00:01-05:00", "2098"]
GIVEN: dict[str, list[str]] = {
    "at": ["2023-01-01", "2024-05-31", "2024-06-01", "2025-12-31", "2026-01-01"],
    "role": ["minister", "Ministro de Defensa", "canciller", "FOREIGN"],
    "story": ["7", "8"],
    "min_confidence": ["0", "0.5", "0.8", "0.80", "0.800001", "1"],
    "is_backfill": ["true", "false"],
    "changed_since": MOMENTS,
    "detected_after": MOMENTS,
    "detected_before": ["2026-03-01", "2026-03-02"],
}
ANY = {
    "topic": ["parent:foreign-bases", "parent:nowhere,ids:ports"],
    "party": ["kind:state,parent:costaguana", "country:XC"],
    "official": ["party:ruritania,at:2026-01-01", "country:XR"],
    "agreement": ["status:signed,binding:binding", "party:bases,status:proposed"],
    "meeting": ["kind:call,country:XR", "starts_after:2026-01-25,status:tentative"],
    "event": ["kind:vote,country:XC", "party:ruritania"],
    "commitment": [
        "form:act,verdict:kept",
        "relation:contradicts,holder:ruritania",
        "due_before:2027,country:XR",
    ],
    "statement": ["stance:denial,language:fr", "relation:reaffirms,side:holder"],
    "source": ["tier:official,country:XZ", "language:es"],
    "document": ["tier:official,source:nowhere", "language:en"],
    "development": ["kind:meeting.held,review_state:flagged", "is_backfill:true,tier:press"],
}
AS_PUBLISHED, AS_NOW = filters.LedgerContext(), filters.LedgerContext(filters.family_now)


@pytest.fixture
def _world() -> None:
    world.make()


def values_of(record_type: str, name: str, found: list[dict[str, list[Any]]]) -> list[str]:
    """Return every value worth asking for: those that occur, those of the vocabulary, dates."""
    parameter = filters.PARAMETERS[record_type][name]
    if name in GIVEN:
        return GIVEN[name]
    if parameter.is_single:
        return DATES
    if name == "any":
        return ANY[record_type]
    if parameter.part is not None:
        rows = [row for facets in found for row in facets[parameter.part.key]]
        occurring = {each for row in rows for each in listed(row.get(parameter.member, []))}
    else:
        occurring = {value for facets in found for value in facets[name]}
    if parameter.vocabulary is not None:
        occurring |= {code for code, _ in parameter.vocabulary.choices()}
    return sorted(occurring) or ["costaguana"]


def listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def facets_of(record_type: str) -> dict[int, dict[str, list[Any]]]:
    latest = models.Revision.objects.filter(record__type=record_type).order_by("sequence")
    return {revision.record_id: revision.facets for revision in latest}


def by_columns(record_type: str, asked: dict[str, list[str]]) -> list[int]:
    rows = models.RECORDS[record_type]._default_manager.filter(is_public=True)
    condition: Q = filters.condition(record_type, asked)
    return sorted(rows.filter(condition).values_list("pk", flat=True))


def by_facets(asked: dict[str, list[str]], found: dict[int, dict[str, list[Any]]]) -> list[int]:
    return sorted(pk for pk, facets in found.items() if filters.holds(asked, facets))


def by_ledger(
    record_type: str, asked: dict[str, list[str]], context: filters.LedgerContext
) -> list[int]:
    current = models.Revision.objects.current().filter(type=record_type)
    condition = filters.ledger_condition(record_type, asked, context)
    return sorted(current.filter(condition).values_list("record", flat=True))


def disagreements(record_type: str, questions: Iterator[dict[str, list[str]]]) -> list[Any]:
    found = facets_of(record_type)
    return [
        (asked, answers)
        for asked in questions
        if len(
            answers := {
                tuple(by_columns(record_type, asked)),
                tuple(by_facets(asked, found)),
                tuple(by_ledger(record_type, asked, AS_PUBLISHED)),
                tuple(by_ledger(record_type, asked, AS_NOW)),
            }
        )
        != 1
    ]


@pytest.mark.usefixtures("_world")
def test_the_ledger_of_this_world_is_sound() -> None:
    assert checking.differences() == []


def single_questions(record_type: str) -> Iterator[dict[str, list[Any]]]:
    found = list(facets_of(record_type).values())
    for name, parameter in filters.PARAMETERS[record_type].items():
        values = values_of(record_type, name, found)
        yield from ({name: [value]} for value in values)
        if not parameter.is_single:
            yield {name: values}


def paired_questions(record_type: str) -> Iterator[dict[str, list[Any]]]:
    found = list(facets_of(record_type).values())
    for first, second in combinations(filters.PARAMETERS[record_type], 2):
        for one in values_of(record_type, first, found)[:2]:
            other = values_of(record_type, second, found)[0]
            yield {first: [one], second: [other]}


@pytest.mark.usefixtures("_world")
@pytest.mark.parametrize("questions", [single_questions, paired_questions])
def test_columns_and_facets_give_the_same_rows(
    questions: Callable[[str], Iterator[dict[str, list[str]]]],
) -> None:
    for record_type in filters.PARAMETERS:
        assert disagreements(record_type, questions(record_type)) == []


@pytest.mark.usefixtures("_world")
def test_each_parameter_tells_rows_apart() -> None:
    """Each has a value that some rows have and others have not: the test above says much."""
    silent = []
    for record_type, parameters in filters.PARAMETERS.items():
        found = facets_of(record_type)
        for name in parameters:
            values = values_of(record_type, name, list(found.values()))
            sizes = {len(by_facets({name: [value]}, found)) for value in values}
            if not any(0 < size < len(found) for size in sizes):
                silent.append((record_type, name))

    # All was recorded now.
    assert [name for _, name in silent] == ["changed_since"] * len(filters.PARAMETERS)


@pytest.mark.usefixtures("_world")
def test_asking_for_a_party_includes_all_that_are_part_of_it() -> None:
    assert [
        commitment.slug
        for commitment in models.Commitment.objects.filter(
            filters.condition("commitment", {"holder": ["costaguana"]})
        ).order_by("identity__slug")
    ] == ["bases", "port"]
    assert (
        models.Commitment.objects.filter(
            filters.condition("commitment", {"holder": ["ministry-of-defence"]})
        ).count()
        == 2
    )
    assert (
        models.Commitment.objects.filter(
            filters.condition("commitment", {"holder": ["bases"]})
        ).count()
        == 1
    )


@pytest.mark.usefixtures("_world")
def test_a_row_that_fits_twice_is_given_once() -> None:
    rows = models.Agreement.objects.filter(
        filters.condition("agreement", {"party": ["costaguana", "ruritania"]})
    )

    assert sorted(rows.values_list("identity__slug", flat=True)) == ["bases", "memorandum"]


@pytest.mark.usefixtures("_world")
def test_a_commitment_is_not_taken_for_a_meeting_of_the_same_slug() -> None:
    found = facets_of("development")

    kinds = {
        tuple(facets["kind"])
        for facets in found.values()
        if filters.holds({"commitment": ["bases"]}, facets)
    }

    assert kinds == {("commitment.reported",)}


@pytest.mark.parametrize(
    ("record_type", "asked"),
    [
        ("agreement", {"status": ["sigmed"]}),
        ("agreement", {"status": [""]}),
        ("agreement", {"signed_after": ["2026-13"]}),
        ("agreement", {"changed_since": ["yesterday"]}),
        ("agreement", {"party": ["a\0b"]}),
        ("development", {"kind": ["commitment.forgotten"]}),
        ("development", {"min_confidence": ["1.1"]}),
        ("development", {"min_confidence": ["nan"]}),
        ("development", {"is_backfill": ["True"]}),
        ("commitment", {"any": ["verdict"]}),
        ("commitment", {"any": ["verdict:lost"]}),
        ("commitment", {"any": ["verdict:kept,"]}),
        ("commitment", {"any": ["any:verdict:kept"]}),
        ("document", {"any": ["outlet:courier"]}),
        ("commitment", {"relation_by": ["rival"]}),
        ("commitment", {"country": ["ec"]}),
        ("official", {"at": ["2026-01"]}),
        ("official", {"role": [" \u0301"]}),
        ("document", {"story": ["x"]}),
        ("document", {"story": ["9223372036854775808"]}),
        ("party", {"parent": ["Costaguana"]}),
    ],
)
def test_a_value_that_a_parameter_cannot_have_is_refused(
    record_type: str, asked: dict[str, list[str]]
) -> None:
    with pytest.raises(filters.UnknownValue):
        filters.condition(record_type, asked)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("signed_after", ["2025", "2026"]),
        ("ids", ["a"] * 101),
        ("ids", ["a" * 121]),
        ("any", [",".join(["ids:a"] * 101)]),
    ],
)
def test_more_or_longer_values_than_the_schema_states_are_refused(
    name: str, values: list[str]
) -> None:
    with pytest.raises(filters.UnknownValue):
        filters.PARAMETERS["agreement"][name].checked(values)


def test_a_slug_longer_than_any_finds_nothing_where_it_is_one_of_several_questions() -> None:
    asked = {"any": ["ids:" + "a" * 121 + ",status:signed"]}
    factories.agreement(status="signed", slug="signed-one")

    found = models.Agreement.objects.filter(filters.condition("agreement", asked))

    assert [row.slug for row in found] == ["signed-one"]


def test_a_parameter_that_a_list_does_not_know_is_refused() -> None:
    with pytest.raises(KeyError):
        filters.condition("topic", {"verdict": ["kept"]})


def test_a_subscription_takes_events_of_its_types_that_its_filters_fit() -> None:
    facets = {"type": ["commitment"], "holder": ["costaguana"]}

    def takes(event_types: str, **asked: str) -> bool:
        wanted = {name: [value] for name, value in asked.items()}
        return filters.subscribed([event_types], wanted, "record.created", facets)

    assert takes("record.*", holder="costaguana")
    assert not takes("record.*", holder="navy")
    assert not takes("meeting.*", holder="costaguana")
    assert not takes("record.*", min_confidence="0.5")
