"""``manage.py migrate`` beside others who hold a table."""

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from tests import databases

pytestmark = pytest.mark.django_db(transaction=True)

LATEST_BUT_ONE = "0013"


def test_a_migration_gives_up_on_a_table_that_another_holds_and_can_be_run_again(
    settings: Settings,
) -> None:
    settings.MIGRATION_LOCK_TIMEOUT_MS = 50
    with psycopg.connect(databases.address()) as other:
        other.execute("LOCK TABLE tracker_development IN ACCESS SHARE MODE")
        with pytest.raises(CommandError, match="MIGRATION_LOCK_TIMEOUT_MS"):
            call_command("migrate", "tracker", LATEST_BUT_ONE, verbosity=0)
        other.rollback()

    call_command("migrate", "tracker", LATEST_BUT_ONE, verbosity=0)
    call_command("migrate", verbosity=0)

    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
