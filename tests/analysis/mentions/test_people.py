"""Who is named in a sentence."""

import pytest

from tracker.analysis.mentions import gazetteer, people
from tracker.analysis.structure import sentences

NAMES = gazetteer.Gazetteer(
    [
        gazetteer.Name("Costaguana", "country", "XC"),
        gazetteer.Name("Azuera", "country", "XA"),
        gazetteer.Name("Ana Ruiz", "official", "ana-ruiz"),
    ]
)


def named(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    """Return sort, name and office of everyone in a sentence who is sure to be one."""
    (sentence,) = sentences.split(text, language)
    found = people.find(sentence, language, NAMES.find(text))
    return [(a.sort, a.name, a.office) for a in found if a.is_sure]


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Foreign Minister Elena Sarmiento left.", "Elena Sarmiento", "Foreign Minister"),
        ("Gen. Juan Mora, Jr. left.", "Juan Mora, Jr.", "Gen"),
        ("Elena de la Torre, the minister of mines, left.", "Elena de la Torre", ""),
        ("President Sarmiento left.", "Sarmiento", "President"),
        (
            "Under Secretary for Trade and Fisheries John Q. Hale left.",
            "John Q. Hale",
            "Under Secretary for Trade and Fisheries",
        ),
        ("Azuera's Special Envoy for Costaguana Tom Bell left.", "Tom Bell", ""),
    ],
)
def test_a_person_has_the_office_that_stands_beside_the_name(
    text: str, name: str, office: str
) -> None:
    found = [person for person in named(text) if person[0] == people.PERSON]

    assert [person[1] for person in found] == [name]
    assert office in found[0][2]


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("La canciller Elena Sarmiento salió.", "Elena Sarmiento", "canciller"),
        ("El ministro de Pesca, Iván Correal, salió.", "Iván Correal", "ministro de Pesca"),
        ("Iván Correal, ministro de Pesca, salió.", "Iván Correal", "ministro de Pesca"),
        ("Salió el jefe del Comando Conjunto Luis Mora.", "Luis Mora", "jefe del Comando Conjunto"),
    ],
)
def test_offices_are_read_in_spanish_too(text: str, name: str, office: str) -> None:
    assert (people.PERSON, name, office) in named(text, "es")


@pytest.mark.parametrize(
    "text",
    [
        "The Supreme Court met in New Harbour on Monday.",
        "The Security Council sat in Puerto Claro.",
        "In March the Coastal Patrol Pact lapsed.",
    ],
)
def test_courts_pacts_and_places_are_nobody(text: str) -> None:
    assert [person for person in named(text) if person[0] == people.PERSON] == []


def test_an_office_without_its_holder_and_a_state_are_named() -> None:
    text = "The Foreign Minister left for Azuera."

    assert named(text) == [("office", "Foreign Minister", ""), ("state", "Azuera", "")]


def test_a_known_official_keeps_the_slug() -> None:
    (sentence,) = sentences.split("Minister Ana Ruiz left Azuera.", "en")

    official, state = people.find(sentence, "en", NAMES.find(sentence.text))

    assert (official.key, official.office, official.name) == ("ana-ruiz", "Minister", "Ana Ruiz")
    assert (state.sort, state.key) == (people.STATE, "XA")


def test_a_surname_is_sure_where_its_bearer_is_named_elsewhere() -> None:
    (sentence,) = sentences.split("Sarmiento left.", "en")

    (alone,) = people.find(sentence, "en")
    (known,) = people.find(sentence, "en", known=frozenset({"sarmiento"}))

    assert (alone.is_sure, known.is_sure) == (False, True)


def test_the_last_name_is_folded_and_without_junior() -> None:
    assert people.last_name("Juan B. Peña, Jr.") == "pena"
