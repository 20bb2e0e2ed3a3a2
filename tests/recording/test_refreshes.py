"""A record that others show asks for a refresh when what they show of it changes."""

import pytest

from tests import factories
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def test_a_rename_asks_for_a_refresh_once() -> None:
    party = factories.costaguana()
    assert models.Refresh.objects.count() == 0

    factories.changed(party, name="Republic of Costaguana")
    factories.changed(party, homepage="https://costaguana.example/")

    assert [refresh.record_id for refresh in models.Refresh.objects.all()] == [party.pk]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Bases: no, says minister"},
        {"outlet": "El Correo de Sulaco"},
        {"language": "es"},
        {"published_at": "2026-01"},
        {"published_at": "2026-01-25T00:00:00Z"},
        {"text_kind": "summary"},
        {"author": "Don Pépé"},
        {"external_url": "https://courier.example/2"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_whatever_a_citation_shows_of_its_document_asks_for_a_refresh(
    fields: dict[str, str],
) -> None:
    document = factories.document()

    factories.changed(document, **fields)

    assert models.Refresh.objects.count() == 1


def test_the_end_of_an_office_known_less_exactly_asks_for_a_refresh() -> None:
    office = {"party": factories.ruritania().slug, "role": {"en": "Minister of Defence"}}
    official = factories.official(tenures=[{**office, "end_date": "2025-01-01"}])

    factories.changed(official, tenures=[{**office, "end_date": "2025"}])

    assert models.Refresh.objects.count() == 1
