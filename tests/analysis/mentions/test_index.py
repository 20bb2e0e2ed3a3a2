"""What is looked up while reading."""

from dataclasses import replace
from datetime import date

from tests.analysis.costaguana import AZUERA, COSTAGUANA, HALE, NO_BASES, RUIZ, TRACKED, TRUCE
from tracker.analysis import base, passages
from tracker.analysis.mentions.gazetteer import Mention
from tracker.analysis.mentions.index import Index


def test_a_party_belongs_to_those_above_it() -> None:
    assert Index(TRACKED).lineage("azuera-embassy") == {"azuera-embassy", "azuera"}
    assert Index(TRACKED).lineage("unknown") == frozenset()


def test_a_country_that_is_not_tracked_is_known_by_its_code() -> None:
    index = Index(TRACKED)

    assert index.actors(Mention(0, 4, "Peru", "country", "PE")) == {"country:PE"}
    assert index.actors(Mention(0, 6, "Sulaco", "country", "XC")) == {"costaguana"}


def test_an_official_speaks_for_a_party_or_else_for_a_country() -> None:
    index = Index(TRACKED)

    assert index.party_of(HALE) == "azuera"
    assert index.party_of(replace(HALE, party=None, country="XC")) == "costaguana"
    assert index.party_of(replace(HALE, party=None)) is None


def test_a_surname_alone_names_an_official_unless_it_is_a_country() -> None:
    jordan = replace(RUIZ, slug="eli-jordan", name="Eli Jordan")
    index = Index(base.Tracked((COSTAGUANA, AZUERA), (HALE, jordan)))

    found = index.names.find("Hale met Eli Jordan in Jordan.")

    assert [(m.kind, m.key) for m in found] == [
        ("official", "tom-hale"),
        ("official", "eli-jordan"),
        ("country", "JO"),
    ]


def test_two_officials_of_one_surname_need_their_first_names() -> None:
    other = replace(RUIZ, slug="leo-ruiz", name="Leo Ruiz")
    index = Index(base.Tracked((COSTAGUANA,), (RUIZ, other)))

    assert [m.key for m in index.names.find("Ruiz thanked Leo Ruiz.")] == ["leo-ruiz"]


def test_what_is_found_grows_with_the_hits_and_not_with_what_is_tracked() -> None:
    def tracking(count: int) -> Index:
        filler = tuple(
            replace(NO_BASES, slug=f"c{n}", terms={"base": 1, "ship": 1, f"Pier {n}": 3})
            for n in range(count)
        )
        return Index(base.Tracked((COSTAGUANA,), (), (NO_BASES, TRUCE, *filler)))

    def found(index: Index) -> int:
        article = base.Article("Costaguana hosts a base. A ship lies at Pier 7. No truce.", "en")
        return sum(map(len, passages.Reading(article, index).term_hits))

    assert found(tracking(100)) == found(tracking(2000)) == 3


def test_an_exclusion_that_many_share_holds_for_each() -> None:
    many = tuple(
        replace(
            NO_BASES, slug=f"c{n}", terms={f"Pier {n}": 3, "base": 1}, exclusions=("base line",)
        )
        for n in range(100)
    )
    index = Index(base.Tracked(commitments=many))
    reading = passages.Reading(base.Article("The base line and the base of Pier 7.", "en"), index)

    assert [hit.start for hit in reading.term_hits[0]["c7"]] == [22, 30]


def test_an_office_names_its_holder_on_the_day() -> None:
    offices = (
        base.Office("costaguana", {"en": "Minister of Ports"}, last=date(2026, 1, 31)),
        base.Office("costaguana", {"en": "President"}, first=date(2026, 2, 1)),
    )
    index = Index(base.Tracked((COSTAGUANA,), (replace(RUIZ, offices=offices),)))
    costaguana = frozenset({"costaguana"})

    assert index.on(date(2026, 1, 5)).holder("Ports Minister", costaguana) == "ana-ruiz"
    assert index.on(date(2026, 2, 5)).holder("Ports Minister", costaguana) is None
    assert index.on(date(2026, 2, 5)).holder("the President", costaguana) == "ana-ruiz"
    assert index.on(date(2026, 2, 5)).holder("the President", frozenset()) is None
