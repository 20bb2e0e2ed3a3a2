"""Developments in the ledger: withheld, confirmed, dismissed."""

import orjson
import pytest
from pytest_django import Settings

from tests import factories
from tracker import models, recording, reviewing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def latest() -> models.Revision:
    return models.Revision.objects.latest("sequence")


def count() -> int:
    return models.Revision.objects.count()


def test_a_flag_is_published_under_its_own_kind() -> None:
    development = factories.development()

    assert latest().record_id == development.pk
    assert latest().event_type == "commitment.reported"
    assert latest().version == 1


def test_what_is_not_public_takes_no_number() -> None:
    factories.commitment()
    before = count()

    development = factories.development(
        subject=models.Commitment.objects.get(), kind="commitment.contradicted"
    )

    assert not development.is_public
    assert development.body
    assert count() == before == models.LedgerHead.objects.get().sequence


def test_a_mention_is_never_public() -> None:
    development = factories.development(kind="commitment.mentioned", review_state="confirmed")

    assert not development.is_public
    assert latest().record.type == "commitment"


def test_a_withheld_flag_becomes_public_under_its_own_kind_when_confirmed() -> None:
    development = factories.development(kind="commitment.contradicted", relation="contradicts")

    reviewing.confirm(development, "Emilia Gould", "Heard it myself", factories.NOW)

    revision = models.Revision.objects.get(record=development.pk)
    assert revision.event_type == "commitment.contradicted"
    assert revision.actor == "Emilia Gould"
    assert factories.stored(development).is_public
    assert orjson.loads(bytes(revision.body))["review_state"] == "confirmed"


def test_a_public_flag_is_confirmed_under_the_name_of_the_review() -> None:
    development = factories.development()

    reviewing.confirm(development, "Emilia Gould", "Heard it myself", factories.NOW)

    revision = models.Revision.objects.filter(record=development.pk).latest("sequence")
    assert revision.event_type == "development.confirmed"
    assert revision.changed == {
        "review_reason": None,
        "review_state": "flagged",
        "reviewed_at": None,
    }


def test_what_a_deployment_withholds_from_now_on_leaves_the_public_though_it_reads_the_same(
    settings: Settings,
) -> None:
    development = factories.development()
    settings.WITHHELD_UNTIL_CONFIRMED = ["commitment.reported"]

    with recording.change("Emilia Gould") as change:
        change.touch(development)

    after = factories.stored(development)
    assert (after.is_public, after.content_hash) == (False, development.content_hash)
    assert (latest().event_type, latest().record_id) == ("record.deleted", development.pk)
    assert latest().is_withdrawal
    assert latest().facets["min_confidence"] == ["0.8"]


def test_what_a_deployment_withholds_no_longer_is_told_under_its_kind(settings: Settings) -> None:
    settings.WITHHELD_UNTIL_CONFIRMED = ["commitment.reported"]
    development = factories.development()
    assert not development.is_public
    settings.WITHHELD_UNTIL_CONFIRMED = []

    with recording.change("Emilia Gould") as change:
        change.touch(development)

    assert factories.stored(development).is_public
    assert (latest().event_type, latest().record_id) == ("commitment.reported", development.pk)


def test_what_is_dismissed_leaves_its_remains_and_stays_in_the_ledger() -> None:
    development = factories.development(snapshot=factories.snapshot())
    published = bytes(factories.stored(development).body)

    reviewing.dismiss(development, "Emilia Gould", "It was another port", factories.NOW)

    first, last = models.Revision.objects.filter(record=development.pk)
    remains = orjson.loads(bytes(last.body))
    assert bytes(first.body) == published
    assert last.event_type == "development.dismissed"
    assert remains.keys() == {
        "schema",
        "type",
        "slug",
        "url",
        "html_url",
        "kind",
        "record",
        "review_state",
        "review_reason",
        "reviewed_at",
        "version",
        "changed_at",
        "content_hash",
    }
    assert remains["review_reason"] == "It was another port"
    assert remains["reviewed_at"] == "2026-03-01T12:00:00.000000Z"
    assert last.changed["title"] == "New report on No foreign bases, citing Ana Ruiz"
    assert last.facets["speaker"] == first.facets["speaker"]
    assert last.facets["min_confidence"] == ["0.8"]
    assert not factories.stored(development).is_public


def test_what_was_public_before_is_not_announced_under_its_kind_again() -> None:
    development = factories.development()
    with recording.change("Emilia Gould") as change:
        models.Development.objects.update(review_state="dismissed", review_reason="In error")
        change.touch(development, "development.dismissed")

    with recording.change("Emilia Gould") as change:
        models.Development.objects.update(review_state="confirmed", review_reason="")
        change.touch(development, "development.confirmed")

    assert list(
        models.Revision.objects.filter(record=development.pk).values_list("event_type", flat=True)
    ) == ["commitment.reported", "development.dismissed", "development.confirmed"]
