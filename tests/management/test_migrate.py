"""``manage.py migrate`` beside others who hold a table, and where it was interrupted."""

from collections.abc import Iterator

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from tests import databases

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE_SUBMISSIONS_WAIT = "0019"
"""What comes after it changes the table of submissions."""

BEFORE_INDEXES = "0014"
"""What comes after it builds indexes beside running work."""


@pytest.fixture(autouse=True)
def forward_again() -> Iterator[None]:
    """Leave the tables as all other tests expect them, whatever fails."""
    yield
    call_command("migrate", verbosity=0)


def test_a_migration_gives_up_on_a_table_that_another_holds_and_can_be_run_again(
    settings: Settings,
) -> None:
    settings.MIGRATION_LOCK_TIMEOUT_MS = 50
    with psycopg.connect(databases.address()) as other:
        other.execute("LOCK TABLE tracker_submission IN ACCESS SHARE MODE")
        with pytest.raises(CommandError, match="MIGRATION_LOCK_TIMEOUT_MS"):
            call_command("migrate", "tracker", BEFORE_SUBMISSIONS_WAIT, verbosity=0)
        other.rollback()

    call_command("migrate", "tracker", BEFORE_SUBMISSIONS_WAIT, verbosity=0)
    call_command("migrate", verbosity=0)

    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


def test_indexes_whose_building_was_interrupted_are_built_anew_forwards_and_back() -> None:
    leave_behind("document_by_story", "revision_corrections")
    call_command("migrate", "tracker", BEFORE_INDEXES, verbosity=0)
    assert columns("document_by_story", "revision_corrections") == [["story"], ["sequence"]]

    leave_behind("document_in_story", "revision_of_corrections")
    call_command("migrate", verbosity=0)

    built = columns("document_in_story", "revision_of_corrections")
    assert built == [["story", "record_id"], ["sequence"]]


def leave_behind(*indexes: str) -> None:
    """Leave indexes as an interrupted attempt leaves them: with their names, and of no use."""
    with connection.cursor() as cursor:
        for index in indexes:
            cursor.execute(f"CREATE INDEX {index} ON tracker_document (title)")


def columns(*indexes: str) -> list[list[str]]:
    """Return the columns of each index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(attname ORDER BY attnum) FROM pg_attribute"
            " WHERE attrelid::regclass::text = ANY(%s) GROUP BY attrelid::regclass::text"
            " ORDER BY attrelid::regclass::text",
            [list(indexes)],
        )
        return [row[0] for row in cursor.fetchall()]
