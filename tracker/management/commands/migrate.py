"""``manage.py migrate``, which does not block readers and writers for long.

A database without records is noted to be up to date: all that comes is stored as the code has it.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg import errors

from tracker import models, recording


class Command(migrate.Command):
    """Migrates; a statement that would wait for a lock, and have others wait for it, gives up."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, waiting for no lock longer than MIGRATION_LOCK_TIMEOUT_MS."""
        connection = connections[options["database"]]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('lock_timeout', %s, false)",
                [f"{settings.MIGRATION_LOCK_TIMEOUT_MS}ms"],
            )
        try:
            super().handle(*args, **options)
            if not options["plan"]:
                _note_forms(connection)
        except OperationalError as error:
            if isinstance(error.__cause__, errors.LockNotAvailable):
                raise CommandError(
                    "Something else holds a table for too long. What was migrated so far stays; "
                    "run migrate again, or allow more by MIGRATION_LOCK_TIMEOUT_MS."
                ) from error
            raise
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', '0', false)")


def _note_forms(connection: Any) -> None:
    """Note the forms of what has no records yet, unless their table was migrated away."""
    if models.RenderedForm._meta.db_table in connection.introspection.table_names():
        recording.note_forms_without_records()
