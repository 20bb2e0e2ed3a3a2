"""Who takes part, each once."""

from tests.analysis.costaguana import TRACKED
from tracker.analysis.mentions import participants, people
from tracker.analysis.mentions.index import Index
from tracker.analysis.mentions.people import Actor

INDEX = Index(TRACKED)


def named(name: str, office: str = "", key: str | None = None) -> Actor:
    return Actor(0, len(name), name, people.PERSON, office, key)


def test_each_takes_part_once_by_the_fullest_name_and_with_the_office() -> None:
    actors = [named("Sarmiento", "President"), named("Elena Sarmiento")]

    (one,) = participants.listed(INDEX, actors, frozenset())

    assert (one.name, one.office) == ("Elena Sarmiento", "President")
    assert one.reported == "Elena Sarmiento (President)"


def test_an_office_is_the_official_who_holds_it_unless_they_are_named_besides() -> None:
    office = Actor(0, 16, "Foreign Minister", people.OFFICE)
    present = frozenset(("costaguana",))

    (held,) = participants.listed(INDEX, [office], present)
    both = participants.listed(INDEX, [office, named("Ana Ruiz", key="ana-ruiz")], present)

    assert (held.name, held.official) == ("Ana Ruiz", "ana-ruiz")
    assert [one.official for one in both] == [None, "ana-ruiz"]


def test_parties_are_those_of_states_officials_and_offices() -> None:
    state = Actor(0, 6, "Azuera", people.STATE, key="XA")
    minister = named("Eva Lago", "Azueran Minister")

    assert participants.parties(INDEX, [named("Ana Ruiz", key="ana-ruiz"), minister, state]) == [
        "costaguana",
        "azuera",
    ]
