"""What cannot be is refused in words, by the field or the rule that it breaks."""

from typing import Any

import pytest
from rest_framework.exceptions import ValidationError

from tests import factories
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def test_a_slug_is_made_of_the_title_and_numbered_where_taken() -> None:
    slugs = [factories.party(name="Fuerzas Armadas — Ejército Ñ").slug for _ in range(3)]

    assert slugs == [
        "fuerzas-armadas-ejercito-n",
        "fuerzas-armadas-ejercito-n-2",
        "fuerzas-armadas-ejercito-n-3",
    ]


def test_a_slug_has_at_most_eighty_characters_and_no_hyphen_at_its_end() -> None:
    commitment = factories.commitment(short_title="ab " * 60)

    assert commitment.slug == ("ab-" * 27)[:80].strip("-")


@pytest.mark.parametrize("slug", ["Sulaco", "sulaco_port", "-sulaco", "sulaco-", "a--b", "", "ñ"])
def test_a_slug_that_is_not_plain_is_refused(slug: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        factories.party(slug=slug)

    assert set(refusal.value.detail) == {"slug"}


def test_a_slug_is_used_once() -> None:
    factories.party(slug="sulaco")

    with pytest.raises(ValidationError) as refusal:
        factories.party(slug="sulaco")

    assert refusal.value.get_codes() == {"slug": "unique"}
    assert factories.topic(slug="sulaco").slug == "sulaco"


def test_a_slug_is_permanent() -> None:
    party = factories.party(slug="sulaco")

    with pytest.raises(ValidationError) as refusal:
        factories.changed(party, slug="sulaco-port")

    assert refusal.value.get_codes() == {"slug": "permanent"}
    assert factories.changed(party, slug="sulaco", name="Sulaco").slug == "sulaco"


@pytest.mark.parametrize(
    ("record_type", "fields"),
    [
        ("party", {"name": "Sulaco", "kind": "state", "colour": "red"}),
        ("party", {"name": "Sulaco", "kind": "state", "version": 9}),
        ("official", {"name": "Ana Ruiz", "identifiers": [{"sheme": "wikidata"}]}),
    ],
)
def test_an_unknown_field_is_named(record_type: str, fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refusal:
        factories.entered(record_type, **fields)

    assert "unknown_field" in str(refusal.value.get_codes())


@pytest.mark.parametrize(
    "fields",
    [{"type": "topic"}, {"url": "/v1/parties/x"}, {"verdict": "kept"}, {"schedule": "overdue"}],
    ids=lambda fields: next(iter(fields)),
)
def test_a_read_only_field_is_named(fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as refusal:
        factories.commitment(**fields)

    assert refusal.value.get_codes() == {next(iter(fields)): ["read_only"]}


@pytest.mark.parametrize(
    ("record_type", "fields", "constraint"),
    [
        ("party", {"name": "A", "kind": "state", "country": "xc"}, "party country is alpha 2"),
        ("party", {"name": "A", "kind": "state", "code": "x c"}, "party code is upper case"),
        (
            "statement",
            {"attribution": "outlet", "stance": "call", "text": "No", "language": "en"},
            "statement is someones",
        ),
        (
            "meeting",
            {
                "title": "A",
                "kind": "talks",
                "status": "confirmed",
                "starts_at": "2026-02-01T10:00:00Z",
                "ends_at": "2026-02-01T09:00:00Z",
            },
            "meeting ends after it starts",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_database_refuses_is_a_refusal_in_words(
    record_type: str, fields: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        factories.entered(record_type, **fields)

    assert refusal.value.detail == {"non_field_errors": [f"It does not hold that {constraint}."]}
    assert models.Identity.objects.count() == 0


def test_nobody_is_listed_twice_at_a_meeting() -> None:
    meeting = factories.meeting()
    guest = {"official": factories.ana_ruiz().slug, "attendance": "expected"}

    with pytest.raises(ValidationError) as refusal:
        factories.changed(meeting, participants=[guest, guest])

    assert refusal.value.detail == {
        "non_field_errors": ["It does not hold that participant is listed once."]
    }
    assert factories.shown(meeting)["participants"] == []


@pytest.mark.parametrize(
    ("record_type", "fields"),
    [
        ("official", {"other_names": [{"language": "es"}]}),
        ("official", {"tenures": [{"role": {"en": "Minister"}}]}),
        ("agreement", {"parties": [{"role": "party"}]}),
        ("agreement", {"citations": [{"page": 3}]}),
        ("commitment", {"observations": [{"value": "3"}]}),
        ("commitment", {"observations": [{"value": "3", "observed_date": None}]}),
        ("commitment", {"criteria": [{"kind": "success"}]}),
        ("meeting", {"participants": [{"office": "The mayor"}]}),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value,
)
def test_a_part_is_whole_in_a_change_too(record_type: str, fields: dict[str, Any]) -> None:
    row = getattr(factories, record_type)()

    with pytest.raises(ValidationError) as refusal:
        factories.changed(row, **fields)

    assert set(refusal.value.detail) == set(fields)


def test_a_part_that_is_changed_has_its_defaults() -> None:
    official = factories.official()

    factories.changed(official, other_names=[{"name": "Carlos Gould"}])

    assert factories.shown(official)["other_names"] == [
        {"name": "Carlos Gould", "language": None, "note": None}
    ]


def test_that_a_meeting_took_place_needs_a_quote_and_keeps_it() -> None:
    document = factories.document()
    quote = {"document": document.slug, "exact": factories.QUOTE}
    meeting = factories.meeting()
    with pytest.raises(ValidationError):
        factories.changed(meeting, status="passed")
    factories.changed(meeting, status="passed", citations=[quote])

    with pytest.raises(ValidationError) as refusal:
        factories.changed(meeting, citations=[])

    assert refusal.value.get_codes() == {"citations": ["required"]}
    assert len(factories.shown(meeting)["citations"]) == 1


def test_an_address_below_the_list_is_no_slug() -> None:
    with pytest.raises(ValidationError) as refusal:
        factories.commitment(slug="tally")

    assert refusal.value.get_codes() == {"slug": "unique"}
    assert factories.commitment(short_title="Tally").slug == "tally-2"
