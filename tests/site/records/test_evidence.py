"""The page of a commitment: the newest evidence, how much there is, and what was searched."""

from datetime import date

import pytest
from django.test import Client

from tests import factories
from tests.site import browsing
from tracker import evidence
from tracker.evidence import heads
from tracker.site.records import commitments

pytestmark = pytest.mark.django_db


def test_evidence_is_counted_up_to_a_number_and_the_undated_stand_last() -> None:
    subject = factories.commitment()
    factories.development(subject=subject, occurred_date=None, occurred_precision="")
    days = [date(2026, 1, day) for day in (1, 3, 2)]
    for day in days:
        factories.development(subject=subject, occurred_date=day)

    four = heads.of_commitment(subject.pk, subject.slug, shown=4, most=4)["reported"]
    three = heads.of_commitment(subject.pk, subject.slug, shown=2, most=3)["reported"]

    assert [item.date for item in four.items] == ["2026-01-03", "2026-01-02", "2026-01-01", None]
    assert four.count == evidence.Count(4, is_exact=True)
    assert [item.date for item in three.items] == ["2026-01-03", "2026-01-02"]
    assert three.count == evidence.Count(3, is_exact=False)


def test_a_page_says_that_there_is_more_than_it_counts(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject = factories.commitment(slug="no-bases")
    for number in range(3):
        snapshot = factories.snapshot(url=f"https://courier.example/{number}")
        factories.development(subject=subject, snapshot=snapshot)
        snapshot.flagged_at = factories.NOW.replace(year=2030)
        snapshot.save()
    monkeypatch.setattr(commitments, "MOST_COUNTED", 2)
    monkeypatch.setattr(commitments, "MOST_READ", 2)

    english = browsing.page(client, "/commitments/no-bases")
    spanish = browsing.page(client, "/es/commitments/no-bases")

    assert '<span class="label">more than 2</span>' in english
    assert "Searched for it: more than 2 articles, until <time" in english
    assert '<span class="label">más de 2</span>' in spanish
    assert "Se buscó en más de 2 artículos, hasta el <time" in spanish


def test_a_page_says_of_how_many_outlets_articles_were_read(client: Client) -> None:
    factories.commitment(slug="no-bases")
    for number, outlet in enumerate(("The Sulaco Courier", "the sulaco courier", "Radio Sulaco")):
        snapshot = factories.snapshot(url=f"https://courier.example/{number}", outlet=outlet)
        snapshot.flagged_at = factories.NOW.replace(year=2030)
        snapshot.save()

    page = browsing.page(client, "/commitments/no-bases")

    assert "Searched for it: 3 articles of 2 outlets, until <time" in page
