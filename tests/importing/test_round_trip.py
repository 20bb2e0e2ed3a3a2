"""What is exported says "unchanged" when it is imported, in every format and of every noun."""

import json

import pytest

from tests import factories
from tests.importing.sheets import exported, imported_file
from tracker import importing, models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

_HARD = '=HYPERLINK("http://a.example") | a; b\\c: “d”,\ne=f'


def records() -> None:
    """Make records of all nouns, with all that may stand in their cells."""
    factories.ana_ruiz()
    factories.tomas_vidal()
    document = factories.document()
    factories.changed(
        factories.costaguana(),
        other_names=[
            {"name": "República | de; Costaguana", "language": "es"},
            {"name": "name=Costa", "note": "in jest"},
        ],
        identifiers=[{"scheme": "a:b", "identifier": "1 | 2"}],
        translations={"es": {"name": "Costaguana"}},
    )
    factories.official(
        name="@Don José",
        summary=_HARD,
        identifiers=[{"scheme": "wikidata", "identifier": "Q1"}],
        tenures=[
            {"party": "costaguana", "role": {"en": "es: Minister"}, "is_acting": True},
            {"party": "ruritania", "role": {"es": "Canciller"}, "start_date": "2020-01-31"},
        ],
    )
    factories.official(name="'=1+1")
    agreement = factories.agreement(
        actions=[{"party": "costaguana", "action": "signature", "action_date": "2026-01"}],
        topics=[factories.topic().slug],
        signed_date="2026",
    )
    visit = factories.meeting(title="A visit", kind="visit")
    meeting = factories.meeting(
        part_of=visit.slug,
        starts_at="2026-01-25T10:30:00-05:00",
        participants=[
            {"official": "ana-ruiz", "party": "costaguana", "attendance": "expected"},
            {"office": "A minister; perhaps two", "attendance": "absent"},
        ],
        parties=["costaguana", "ruritania"],
        agreements=[agreement.slug],
    )
    first = factories.commitment(
        text=_HARD,
        criteria=[
            {"kind": "success", "text": "One | two\nthree: four"},
            {"kind": "failure", "text": "-5"},
        ],
        places=["San Tomé", "a|b\\"],
        made_by=[{"official": "ana-ruiz", "role_as_reported": "the minister; so they say"}],
        target_value="1.5",
        target_unit="%",
        observations=[{"value": "0", "observed_date": "2026-02"}],
        watch={"terms": {"base": 3.0}},
        meeting=meeting.slug,
        due_date="2027-06",
    )
    factories.commitment(
        wording="verbatim",
        citations=[{"document": document.slug, "exact": factories.QUOTE, "supports": "text"}],
        superseded_by=first.slug,
        towards=["ruritania"],
    )


@pytest.mark.parametrize(
    ("record_type", "form"),
    [(name, form) for name, noun in importing.NOUNS.items() for form in importing.formats(noun)],
)
def test_what_is_exported_is_unchanged_when_it_is_imported(record_type: str, form: str) -> None:
    records()
    count = models.records_of(record_type).count()
    before = models.Revision.objects.count()

    done = imported_file(record_type, exported(record_type, form))

    assert done == {"unchanged": count}
    assert models.Revision.objects.count() == before


def test_a_list_of_the_api_is_unchanged_when_it_is_imported() -> None:
    records()
    bodies = [factories.shown(row) for row in models.Commitment.objects.all()]

    done = imported_file("commitment", json.dumps({"results": bodies}).encode())

    assert done == {"unchanged": 2}
