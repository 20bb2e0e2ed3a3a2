"""Names of accounts are public only where the deployment says so, in the past too."""

import gzip
import io
from datetime import date
from pathlib import Path

import orjson
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tracker import checking, exporting, models, recording, reviewing

pytestmark = pytest.mark.django_db

NAME = "antonia-avellanos"
PLACES = (
    "/v1/commitments/no-foreign-bases",
    "/v1/commitments",
    "/v1/commitments?format=csv",
    "/v1/commitments/no-foreign-bases?format=jsonld",
    "/v1/commitments/no-foreign-bases/timeline",
    "/v1/commitments/no-foreign-bases/revisions",
    "/v1/commitments/no-foreign-bases/evidence",
    "/v1/changes?after=0",
    "/v1/corrections",
    "/v1/developments",
    "/v1/developments.atom",
    "/v1/developments.json",
    "/v1/search?q=bases",
)


def assess(row: models.Commitment, verdict: str, day: date) -> None:
    """Give a verdict."""
    entered = {"verdict": verdict, "effective_date": day, "reason": "No base was built."}
    with recording.change(NAME, "assessed") as change:
        reviewing.assess(change, row, entered)


def judged() -> models.Commitment:
    """Return a commitment that was assessed twice by someone."""
    row = factories.commitment()
    assess(row, "upheld_so_far", date(2026, 2, 1))
    assess(factories.stored(row), "disputed", date(2026, 2, 10))
    return factories.stored(row)


def naming(client: Client) -> list[str]:
    """Return the places that name the account; each has to answer."""
    answers = {place: client.get(place) for place in PLACES}
    assert {each.status_code for each in answers.values()} == {200}, answers
    return [place for place, answer in answers.items() if NAME.encode() in answer.getvalue()]


def assessors(row: models.Record) -> list[str]:
    """Return who assessed, as the stored body has it."""
    body = orjson.loads(factories.stored(row).body)
    return [each["assessor"] for each in body["assessments"]]


def rerender() -> str:
    """Run the command, and return all that it says."""
    said = io.StringIO()
    call_command("rerender", stdout=said)
    return said.getvalue()


def test_names_are_nowhere_unless_the_setting_says_so(client: Client) -> None:
    row = judged()

    assert assessors(row) == ["an editor", "an editor"]
    assert naming(client) == []
    assert models.Revision.objects.filter(actor=NAME).exists()
    assert {*models.Assessment.objects.values_list("assessor", flat=True)} == {NAME}


def test_names_are_shown_where_the_setting_says_so(client: Client, settings: Settings) -> None:
    settings.SHOW_ACCOUNT_NAMES = True

    assert assessors(judged()) == [NAME, NAME]
    assert PLACES[0] in naming(client)


def test_rerendering_hides_names_that_were_shown_from_the_past_too(
    client: Client, settings: Settings
) -> None:
    settings.SHOW_ACCOUNT_NAMES = True
    recording.note_forms_without_records()
    row = judged()
    former = models.Revision.objects.filter(record=row.pk).count()
    settings.SHOW_ACCOUNT_NAMES = False
    assert [*recording.outdated()] == ["commitment"]

    said = rerender()

    assert "bodies rendered anew: 1" in said
    assert "former versions that no longer name accounts: 2" in said
    assert assessors(row) == ["an editor", "an editor"]
    assert naming(client) == []
    assert everywhere() == []
    refresh = models.Revision.objects.get(record=row.pk, event_type="record.refreshed")
    assert (refresh.version, refresh.changed) == (former + 1, {})
    assert checking.differences() == []
    assert rerender() == "Nothing is outdated.\n"


def test_rerendering_shows_names_that_were_hidden_from_now_on(
    client: Client, settings: Settings
) -> None:
    row = judged()
    settings.SHOW_ACCOUNT_NAMES = True

    rerender()

    assert assessors(row) == [NAME, NAME]
    first = orjson.loads(bytes(models.Revision.objects.get(record=row.pk, version=2).body))
    assert [each["assessor"] for each in first["assessments"]] == ["an editor"]
    assert checking.differences() == []


def test_the_events_of_former_versions_hold_the_bodies_that_they_have_now(
    settings: Settings,
) -> None:
    settings.SHOW_ACCOUNT_NAMES = True
    row = judged()
    settings.SHOW_ACCOUNT_NAMES = False

    rerender()

    for revision in models.Revision.objects.filter(record=row.pk):
        body = orjson.loads(bytes(revision.body))
        assert body["content_hash"] == revision.content_hash == recording.render_hash(body)
        sent = orjson.loads(bytes(revision.envelope))["data"]["object"]
        assert sent["content_hash"] == body["content_hash"]
        assert {each["assessor"] for each in sent["assessments"]} <= {"an editor"}


def test_what_was_rendered_between_two_settings_is_found_too(
    client: Client, settings: Settings
) -> None:
    settings.SHOW_ACCOUNT_NAMES = True
    row = judged()
    settings.SHOW_ACCOUNT_NAMES = False
    assert recording.outdated() == {}

    rerender()

    assert assessors(row) == ["an editor", "an editor"]
    assert naming(client) == []
    assert everywhere() == []


@pytest.mark.django_db(transaction=True)
def test_bulk_files_name_nobody(tmp_path: Path) -> None:
    judged()

    exporting.export(tmp_path, timezone.now())

    written = [gzip.decompress(path.read_bytes()) for path in tmp_path.rglob("*.gz")]
    assert any(b"No base was built." in each for each in written)
    assert not any(NAME.encode() in each for each in written)


def everywhere() -> list[str]:
    """Return the columns of the ledger that name the account, but for the actor's own."""
    columns = ("body", "envelope", "changed", "facets", "reason")
    return [
        name
        for name in columns
        for value in models.Revision.objects.values_list(name, flat=True)
        if NAME in (bytes(value).decode() if isinstance(value, memoryview) else str(value))
    ]
