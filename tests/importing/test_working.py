"""Imports at the desk: small ones at once, large ones by the worker, and what fails says so."""

import pytest
from django.conf import settings

from tests import factories
from tests.importing.sheets import csv
from tracker import importing, models
from tracker.importing import working
from tracker.redis_store import progress, store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def handed_in(*lines: str, record_type: str = "official") -> models.Import:
    return importing.hand_in(
        importing.NOUNS[record_type],
        file_name="list.csv",
        content=csv(*lines),
        form="",
        actor=factories.ACTOR,
        now=factories.NOW,
    )


@pytest.fixture
def _everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "MOST_AT_ONCE", 0)


@pytest.mark.usefixtures("_everything_is_large")
def test_the_worker_says_how_far_it_is() -> None:
    row = handed_in("name", "Ana Ruiz")
    assert importing.how_far(row) == ""

    importing.work_waiting(1, factories.NOW)

    assert importing.how_far(row) == "Checked: 1 of 1"


@pytest.mark.usefixtures("_everything_is_large")
def test_what_changed_before_the_worker_came_is_not_imported_and_says_so() -> None:
    official = factories.official(slug="charles-gould")
    row = handed_in("slug,honorific_prefix", "charles-gould,Don")
    importing.work_waiting(1, factories.NOW)
    row.refresh_from_db()
    importing.confirm(row, factories.NOW)
    factories.changed(official, honorific_prefix="Sir")

    importing.work_waiting(1, factories.NOW)

    row.refresh_from_db()
    assert (row.state, row.message) == (
        "checked",
        "Nothing was imported: records have changed since this dry run. Look again.",
    )
    assert row.report["rows"][0]["differences"][0]["before"] == "Sir"
    assert factories.stored(official).honorific_prefix == "Sir"


@pytest.mark.usefixtures("_everything_is_large")
def test_what_fails_is_tried_again_and_given_up_in_the_end() -> None:
    row = handed_in("name", "Ana Ruiz")
    models.Import.objects.filter(pk=row.pk).update(content=b"PK\x03\x04")

    for attempts in (1, 2, 3):
        models.Import.objects.update(leased_until=None)
        assert importing.work_waiting(1, factories.NOW) == 1
        row.refresh_from_db()
        assert row.attempts == attempts

    assert row.state == "checked"
    assert row.message.startswith("Unreadable: This is an Excel workbook")


def test_files_that_nobody_decided_on_are_forgotten_after_a_week() -> None:
    old = handed_in("name", "Ana Ruiz")
    models.Import.objects.update(created_at=factories.NOW - models.imports.KEPT * 2)

    new = handed_in("name", "Charles Gould")

    assert [row.pk for row in models.Import.objects.all()] == [new.pk]
    assert old.pk != new.pk


def test_progress_is_unknown_without_the_server() -> None:
    progress.note(store.at(settings.REDIS_URL), "test", "half")

    assert progress.told(store.at(settings.REDIS_URL), "test") == "half"
    assert progress.told(store.at(settings.REDIS_URL), "another") == ""
