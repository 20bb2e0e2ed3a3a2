"""Popolo as EveryPolitician and others publish it: people, organizations, offices and meetings."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests import factories
from tests.importing.sheets import exported, imported_file, problems
from tracker import examples, importing, models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

CABINET = Path(examples.__path__[0]) / "lists" / "cabinet.popolo.json"


def test_a_cabinet_comes_as_parties_first_and_then_as_officials_with_their_offices() -> None:
    content = CABINET.read_bytes()

    assert imported_file("party", content) == {"new": 3}
    assert imported_file("official", content) == {"new": 2}

    treasury = factories.shown(models.Party.objects.get(name="Treasury of Costaguana"))
    assert (treasury["slug"], treasury["kind"]) == ("treasury-of-costaguana", "ministry")
    assert treasury["identifiers"] == [{"scheme": "popolo", "identifier": "executive/treasury"}]
    assert (treasury["parent"]["slug"], treasury["homepage"]) == (
        "costaguana",
        "https://treasury.example",
    )
    teresa, martin = (
        factories.shown(row) for row in models.Official.objects.order_by("name")[::-1]
    )
    assert (teresa["slug"], martin["slug"]) == ("teresa-avellanos", "martin-decoud")
    assert martin["translations"] == {"es": {"name": "Martín Decoud"}}
    assert [
        (each["role"], each["party"]["slug"], each["start_date"])
        for official in (teresa, martin)
        for each in official["tenures"]
    ] == [
        ({"en": "Minister of Finance"}, "treasury-of-costaguana", "2024-06"),
        ({"en": "President", "es": "Presidente"}, "costaguana", "2023-11-20"),
    ]


def test_the_same_file_once_more_changes_nothing() -> None:
    content = CABINET.read_bytes()
    imported_file("party", content)
    imported_file("official", content)

    assert imported_file("party", content) == {"unchanged": 3}
    assert imported_file("official", content) == {"unchanged": 2}


def test_kinds_that_are_not_known_are_other_and_offices_that_are_said_twice_are_one() -> None:
    factories.costaguana()
    membership = {"person_id": "Q1", "organization_id": "costaguana", "role": "President"}
    found = {
        "persons": [{"id": "Q1", "name": {"lang:en": "Martin Decoud"}}],
        "organizations": [{"id": "cabinet", "name": "Cabinet", "classification": "branch"}],
        "memberships": [membership, {**membership, "id": "again"}],
    }
    content = json.dumps(found).encode()

    imported_file("party", content)
    imported_file("official", content)

    assert models.Party.objects.get(identity__slug="cabinet").kind == "other"
    official = models.Official.objects.get()
    assert official.identifiers == [{"scheme": "popolo", "identifier": "Q1"}]
    assert official.tenures.count() == 1


def test_what_is_not_imported_is_named() -> None:
    sheet = importing.read(CABINET.read_bytes(), importing.NOUNS["official"])

    assert (sheet.format, sheet.notes) == ("popolo", ["Not imported: gender, image."])


def test_an_office_of_a_party_that_is_not_there_is_told() -> None:
    noun = importing.NOUNS["official"]

    plan = importing.plan(noun, importing.read(CABINET.read_bytes(), noun), importing.Choices())

    assert [(label, heading) for label, heading, _ in problems(plan)] == [
        ("1", "party"),
        ("2", "party"),
    ]


def test_what_a_person_added_stays_where_popolo_says_nothing_of_it() -> None:
    content = CABINET.read_bytes()
    imported_file("party", content)
    imported_file("official", content)
    factories.changed(models.Official.objects.get(name="Martin Decoud"), summary="A journalist.")

    assert imported_file("official", content) == {"unchanged": 2}


@pytest.mark.parametrize(
    ("record_type", "found", "words"),
    [
        ("commitment", {"persons": [], "memberships": []}, "Popolo has no commitments. Use CSV"),
        ("official", {"memberships": [], "posts": []}, "A Popolo file with a list of persons is"),
        ("official", {"persons": [1], "memberships": []}, "persons has to be a list of objects."),
        ("party", {"persons": {}, "organizations": []}, "There is no row in this file"),
    ],
)
def test_a_file_of_another_form_is_refused(
    record_type: str, found: dict[str, Any], words: str
) -> None:
    with pytest.raises(importing.Unreadable) as refusal:
        importing.read(json.dumps(found).encode(), importing.NOUNS[record_type])

    assert str(refusal.value).startswith(words)


def test_an_export_names_persons_organizations_and_memberships() -> None:
    factories.ana_ruiz()

    found = json.loads(exported("official", "popolo"))

    assert found == {
        "persons": [{"id": "ana-ruiz", "slug": "ana-ruiz", "name": "Ana Ruiz"}],
        "organizations": [],
        "memberships": [
            {
                "person_id": "ana-ruiz",
                "organization_id": "costaguana",
                "role": {"en": "Foreign Minister", "es": "Canciller"},
                "start_date": "2024-06",
                "is_acting": False,
            }
        ],
    }
