"""Lists at the desk: rows and lines in the place of JSON."""

import pytest
from django.test import Client

from tests import factories
from tests.admin.conftest import Send, filled, mistakes, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def test_criteria_are_rows_with_some_left_to_fill_in(send: Send) -> None:
    criteria = [{"kind": "failure", "text": "A base is built"}]
    commitment = factories.commitment(criteria=criteria)

    send(
        page_of(commitment),
        **{"criteria-1-kind": "success", "criteria-1-text": "The law is passed"},
    )

    assert factories.shown(commitment)["criteria"] == [
        {"kind": "failure", "text": "A base is built"},
        {"kind": "success", "text": "The law is passed"},
    ]


def test_places_are_lines(send: Send, desk: Client) -> None:
    commitment = factories.commitment(places=["Sulaco"])
    assert filled(desk, page_of(commitment))["places"][0].strip() == "Sulaco"

    send(page_of(commitment), places="Sulaco\r\n\r\n San Tomé ")

    assert factories.shown(commitment)["places"] == ["Sulaco", "San Tomé"]


def test_names_identifiers_and_translations_are_rows(send: Send) -> None:
    party = factories.party()

    send(
        page_of(party),
        **{
            "other_names-0-name": "Cancillería",
            "other_names-0-language": "es",
            "identifiers-0-scheme": "wikidata",
            "identifiers-0-identifier": "Q1",
            "translations-0-language": "es",
            "translations-0-field": "name",
            "translations-0-text": "Ministerio de Relaciones Exteriores",
        },
    )

    shown = factories.shown(party)
    assert shown["other_names"] == [{"name": "Cancillería", "language": "es", "note": None}]
    assert shown["identifiers"] == [{"scheme": "wikidata", "identifier": "Q1"}]
    assert shown["translations"] == {"es": {"name": "Ministerio de Relaciones Exteriores"}}


def test_rows_that_say_the_same_lock_nothing(send: Send) -> None:
    official = factories.official(other_names=[{"name": "C. Gould"}])
    before = factories.stored(official).locked_fields

    send(page_of(official), summary="Administrator")

    assert set(factories.stored(official).locked_fields) - set(before) == {"summary"}


@pytest.mark.parametrize(
    ("fields", "mistake"),
    [
        ({"identifiers-1-identifier": "Q1"}, "row 1: scheme: This field may not be blank."),
        ({"other_names-0-language": "es"}, "row 1: name: This field may not be blank."),
        (
            {
                "translations-0-language": "es",
                "translations-0-text": "Carlos",
                "translations-1-language": "es",
                "translations-1-text": "Carlitos",
            },
            "es, name: given twice.",
        ),
    ],
)
def test_what_is_wrong_in_a_row_is_said_and_stays(
    send: Send, fields: dict[str, str], mistake: str
) -> None:
    official = factories.official()

    response = send(page_of(official), **fields)

    assert mistakes(response) == [mistake]
    for value in fields.values():
        assert value in response.content.decode()


def test_the_role_of_an_office_is_a_line_in_each_language(send: Send, desk: Client) -> None:
    official = factories.ana_ruiz()
    (role,) = filled(desk, page_of(official))["tenures-0-role"]
    assert role.strip() == "en: Foreign Minister\nes: Canciller"

    unlabelled = send(page_of(official), **{"tenures-0-role": "Foreign Minister"})
    send(page_of(official), **{"tenures-0-role": "en: Chancellor"})

    assert mistakes(unlabelled) == ["Write a language before it, “en: Foreign Minister”."]
    assert factories.shown(official)["tenures"][0]["role"] == {"en": "Chancellor"}
