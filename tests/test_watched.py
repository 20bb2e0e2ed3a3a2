"""What is tracked, kept between readings and brought up to date by what the ledger says."""

from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tracker import editing, models, recording, watched

pytestmark = pytest.mark.django_db


def test_what_has_not_changed_is_asked_for_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    factories.commitment()
    first = watched.index()

    with django_assert_num_queries(1):
        again = watched.index()

    assert again is first


def test_what_is_recorded_of_other_things_leaves_the_index_as_it_is(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    factories.commitment()
    first = watched.index()
    factories.document()

    with django_assert_num_queries(2):
        again = watched.index()

    assert again is first


def test_the_number_of_queries_does_not_grow_with_what_is_tracked(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(12):
        factories.commitment(short_title=f"No foreign bases {number}")
    watched.index()
    changed = factories.changed(models.Commitment.objects.all()[3], text="No bases at Sulaco.")

    with django_assert_max_num_queries(12):
        index = watched.index()

    assert index.commitments[changed.slug].texts == {"en": "No bases at Sulaco."}
    assert len(index.commitments) == 12


def test_new_terms_are_read_for_at_once_and_names_are_not_indexed_again() -> None:
    commitment = factories.commitment()
    before = watched.index()

    factories.changed(commitment, watch={"terms": {"sovereignty": 3}})

    after = watched.index()
    assert after is not before
    assert after.names is before.names
    assert [hit.term for hit in after.terms.find("sovereignty", "en")] == ["sovereignty"]


def test_terms_of_one_language_are_looked_for_in_that_language() -> None:
    factories.commitment(watch={"language_terms": {"es": {"red": 2, "redes": 1}}})

    terms = watched.index().terms

    assert [hit.weight for hit in terms.find("una red de bases", "es")] == [2]
    assert terms.find("a red flag", "en") == []


def test_what_is_withdrawn_is_no_longer_tracked() -> None:
    commitment = factories.commitment()
    assert set(watched.index().commitments) == {"no-foreign-bases"}

    with recording.change("editor", "a mistake") as change:
        editing.delete(change, commitment, factories.NOW)

    assert watched.index().commitments == {}


def test_an_official_is_read_in_the_office_of_the_articles_day() -> None:
    factories.tomas_vidal()

    index = watched.index()

    assert index.on(date(2024, 5, 1)).officials["tomas-vidal"].party == "ruritania"
    assert index.on(date(2025, 12, 31)).officials["tomas-vidal"].role["en"] == "Minister of Defence"
    assert index.on(date(2026, 1, 1)).officials["tomas-vidal"].party is None
    assert index.on(date(2022, 1, 1)).officials["tomas-vidal"].party is None


def test_a_renamed_ministry_and_its_officials_are_read_by_the_new_name() -> None:
    ministry = factories.party(name="Ministry of Ports", country="XC")
    factories.official(
        name="Pedro Montero", tenures=[{"party": ministry.slug, "role": {"en": "Minister"}}]
    )
    watched.index()

    factories.changed(ministry, name="Ministry of Harbours", country="XR")

    index = watched.index()
    assert index.parties[ministry.slug].names == ("Ministry of Harbours",)
    assert index.on(None).officials["pedro-montero"].country == "XR"


def test_a_past_that_was_undone_is_forgotten() -> None:
    with transaction.atomic():
        factories.commitment(short_title="Undone")
        assert set(watched.index().commitments) == {"undone"}
        transaction.set_rollback(True)

    factories.commitment(short_title="Done")

    assert set(watched.index().commitments) == {"done"}
