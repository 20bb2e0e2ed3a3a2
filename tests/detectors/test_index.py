"""What is looked up while reading."""

from dataclasses import replace

from tests.detectors.costaguana import AZUERA, COSTAGUANA, HALE, RUIZ, TRACKED
from tracker.detectors import base
from tracker.detectors.index import Index
from tracker.text.gazetteer import Mention


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
