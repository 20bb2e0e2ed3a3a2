"""``manage.py migrate`` beside others who hold a table, and where it was interrupted."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from pytest_django import Settings

from tests import databases, factories
from tracker import models

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE_SUBMISSIONS_WAIT = "0019"
"""What comes after it changes the table of submissions."""

BEFORE_ROLES = "0025_what_people_decided"
"""What comes after it gives each account one role."""

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


def test_each_account_gets_the_role_of_what_it_could_do() -> None:
    call_command("migrate", "tracker", BEFORE_ROLES, verbosity=0)
    former = MigrationExecutor(connection).loader.project_state(("tracker", BEFORE_ROLES)).apps
    found: Any = former.get_model("tracker", "User").objects
    groups, rights = (former.get_model("auth", name).objects for name in ("Group", "Permission"))
    desk = {"is_staff": True}
    made = {
        name: found.create(username=name, **columns)
        for name, columns in {
            "reads": {},
            "writes by token": {},
            "wrote by token": {},
            "subscribes": {},
            "edits": desk,
            "reviews": desk,
            "looks on": desk,
            "once at the desk": {},
            "all": {"is_superuser": True, "is_staff": True},
        }.items()
    }
    token = {"role": "editor", "created_at": factories.NOW, "name": "bot"}
    tokens: Any = former.get_model("tracker", "Token").objects
    tokens.create(user=made["writes by token"], digest="a", **token)
    tokens.create(user=made["wrote by token"], digest="b", revoked_at=factories.NOW, **token)
    tokens.create(user=made["wrote by token"], digest="c", expires_at=factories.NOW, **token)
    former.get_model("tracker", "WebhookEndpoint").objects.create(
        owner=made["subscribes"],
        slug="hook",
        url="https://receiver.example/hook",
        event_types=["commitment.*"],
        created_at=factories.NOW,
    )
    change, decide, view = (
        rights.get(codename=name, content_type__app_label="tracker")
        for name in ("change_topic", "change_development", "view_topic")
    )
    made["edits"].user_permissions.add(change)
    made["looks on"].user_permissions.add(view)
    made["once at the desk"].user_permissions.add(change)
    group = groups.create(name="Reviewers")
    group.permissions.add(decide)
    made["reviews"].groups.add(group)

    call_command("migrate", verbosity=0)

    assert dict(models.User.objects.values_list("username", "role")) == {
        "reads": "reader",
        "writes by token": "editor",
        "wrote by token": "reader",
        "subscribes": "subscriber",
        "edits": "editor",
        "reviews": "reviewer",
        "looks on": "reader",
        "once at the desk": "reader",
        "all": "admin",
    }


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
