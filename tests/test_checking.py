"""The check of the ledger finds whatever was written past it."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import orjson
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests import factories, repeating
from tracker import checking, models, recording, redacting, refreshing

pytestmark = pytest.mark.django_db
CHECKS = 5
# The command reads in a transaction of its own.
begins_a_transaction = pytest.mark.django_db(transaction=True)


def revise(assignment: str) -> None:
    """Change the ledger's last revision in the one way that its trigger lets through."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL on_record.redacting = 'on'")
        cursor.execute(
            f"UPDATE tracker_revision SET {assignment} "  # noqa: S608 - written below
            "WHERE sequence = (SELECT max(sequence) FROM tracker_revision)"
        )


def test_an_empty_ledger_is_sound() -> None:
    assert checking.differences() == []


@pytest.mark.parametrize(
    ("meddle", "found"),
    [
        (
            lambda: models.Party.objects.update(name="Sulaco"),
            ["party/costaguana: its body is not what it says now; see name"],
        ),
        (
            lambda: models.Party.objects.update(is_public=False),
            ["party/costaguana: is_public is False"],
        ),
        (
            lambda: models.Party.objects.update(version=9),
            ["party/costaguana: its body gives another version, hash or time of change"],
        ),
        (
            lambda: models.Party.objects.update(body=b""),
            [
                "party/costaguana: it was never recorded",
                "party/costaguana: the ledger's latest version is not its body",
            ],
        ),
        (
            lambda: models.LedgerHead.objects.update(sequence=5),
            ["the head says 5, the last revision is 1"],
        ),
        (
            lambda: models.LedgerHead.objects.update(
                published_at=factories.NOW - timedelta(days=9999)
            ),
            ["the head's time lies before the last revision's"],
        ),
        (
            lambda: revise("sequence = 2"),
            [
                "revision 2 stands where 1 is due",
                "revision 2: its envelope does not hold its body",
                "the head says 1, the last revision is 2",
            ],
        ),
        (
            lambda: revise("facets = jsonb_set(facets, '{kind}', '[\"company\"]')"),
            ["revision 1: its facet kind is ['company'] and not ['state']"],
        ),
        (
            lambda: revise("facets = facets - 'kind'"),
            [
                "revision 1: its facets are "
                "['changed_since', 'country', 'ids', 'parent', 'parent_own', 'type'] and not "
                "['changed_since', 'country', 'ids', 'kind', 'parent', 'parent_own', 'type']"
            ],
        ),
        (
            lambda: revise("event_type = 'record.updated'"),
            ["revision 1: its envelope does not hold its body"],
        ),
        (
            lambda: revise("content_hash = 'ab'"),
            [
                "revision 1: its hash is not that of its body",
                "revision 1: its body gives another hash",
            ],
        ),
    ],
    ids=[
        "name",
        "is_public",
        "version",
        "body",
        "head",
        "head's time",
        "hole",
        "facet",
        "facets",
        "event type",
        "hash",
    ],
)
def test_what_was_written_past_the_ledger_is_found(
    meddle: Callable[[], object], found: list[str]
) -> None:
    factories.costaguana()

    meddle()

    assert checking.differences() == found


def test_a_time_that_runs_backwards_is_found() -> None:
    factories.costaguana()
    factories.ruritania()

    revise("published_at = published_at - interval '1 day'")

    assert checking.differences() == [
        "revision 2 is published before the one before it",
        "revision 2: its envelope does not hold its body",
    ]


def test_a_former_title_is_sound_while_its_refresh_waits() -> None:
    costaguana = factories.costaguana()
    factories.commitment(holders=[costaguana.slug])
    factories.changed(costaguana, name="Republic of Costaguana")
    assert checking.differences() == []

    models.Refresh.objects.update(finished_at=factories.NOW + timedelta(days=9999))

    assert checking.differences() == [
        "commitment/no-foreign-bases: its body is not what it says now; see holders"
    ]


def test_what_a_party_was_part_of_then_is_sound() -> None:
    ministry = factories.party(parent=factories.costaguana().slug)
    factories.commitment(holders=[ministry.slug])

    factories.changed(ministry, parent=factories.ruritania().slug)

    assert checking.differences() == []


@begins_a_transaction
def test_the_command_counts_what_is_sound() -> None:
    factories.commitment()
    said = StringIO()

    call_command("check_ledger", stdout=said)

    assert said.getvalue() == "2 revisions of 2 records: no difference\n"


@begins_a_transaction
def test_the_command_fails_and_names_each_difference() -> None:
    factories.costaguana()
    models.Party.objects.update(name="Sulaco")
    said = StringIO()

    with pytest.raises(CommandError, match="1 differences") as failure:
        call_command("check_ledger", stdout=said)

    assert failure.value.returncode == 1
    assert said.getvalue() == "party/costaguana: its body is not what it says now; see name\n"


@begins_a_transaction
def test_the_command_finds_no_difference_while_others_write() -> None:
    costaguana, commitment = factories.costaguana(), factories.commitment()
    turns = itertools.count()

    def write() -> None:
        factories.changed(commitment, text=f"Words {next(turns)}")
        factories.topic(name=f"Topic {next(turns)}")

    def rename() -> None:
        factories.changed(costaguana, name=f"Costaguana {next(turns)}")
        refreshing.refresh_waiting(10)

    with repeating.repeated(write, rename):
        for _ in range(CHECKS):
            said = StringIO()
            call_command("check_ledger", stdout=said)
            assert said.getvalue().endswith(": no difference\n")


def test_what_was_redacted_and_is_still_shown_is_found() -> None:
    official = factories.official(name="Rufus Firefly")
    row = factories.commitment(made_by=[{"official": official.slug}])
    entry = models.SearchEntry.objects.get(pk=row.pk)
    before = models.Revision.objects.get(record=row.pk)
    body = bytes(factories.stored(row).body)
    with recording.change("court", "by law", is_withdrawing=True) as change:
        redacting.redact(change, official, factories.NOW)
    assert checking.differences() == []

    entry.save()
    assert checking.differences() == [
        "commitment/no-foreign-bases: its search entry is not what it says now"
    ]
    models.Commitment.objects.update(body=body)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL on_record.redacting = 'on'")
    before.changed = {"made_by": orjson.loads(body)["made_by"]}
    before.body = models.Revision.objects.get(pk=before.pk).body
    before.save()

    assert [found for found in checking.differences() if "/v1/" in found] == [
        "revision 3: it still shows what /v1/officials/rufus-firefly said",
        "commitment/no-foreign-bases: its body still shows what /v1/officials/rufus-firefly said",
    ]
    with recording.change("court", "by law", is_withdrawing=True) as change:
        redacting.redact(change, official, factories.NOW)
    assert checking.differences() == []


def test_a_redacted_record_that_still_speaks_is_found() -> None:
    topic = factories.topic(name="Sold mines")
    before = models.Revision.objects.get()
    name = models.NameEntry.objects.get()
    with recording.change("court", "by law", is_withdrawing=True) as change:
        redacting.redact(change, topic, factories.NOW)
    assert checking.differences() == []

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL on_record.redacting = 'on'")
    before.save()
    name.save(force_insert=True)

    assert checking.differences() == [
        "revision 1: it still says what was redacted",
        "topic/sold-mines: what was redacted is still found by its words",
    ]
