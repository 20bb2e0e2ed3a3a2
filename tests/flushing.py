"""Emptying the database after a test that committed, by deleting the rows that there are.

Django truncates every table, which gives each of them and each of their indexes a new file, and
then makes content types and permissions anew: that takes longer than most tests do.
"""

import functools

from django.db import connection, transaction

from tracker import models
from tracker.recording import forms

KEPT = {"auth_permission", "django_content_type", "django_migrations"}
"""What migrations write and no test changes."""

_KEEPERS = """
    SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal
"""


def flush(_test: object = None) -> None:
    """Delete all rows, those too that triggers keep, and give back those that migrations write."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_KEEPERS)
        kept = [name for (name,) in cursor.fetchall()]
        without, again = (
            [f'ALTER TABLE "{name}" {word} TRIGGER USER' for name in kept]
            for word in ("DISABLE", "ENABLE")
        )
        # What foreign keys ask for is asked before the triggers are put back, as it has to be.
        statements = [*without, *_deletions(), "SET CONSTRAINTS ALL IMMEDIATE", *again]
        cursor.execute("; ".join(statements))
        models.LedgerHead.objects.create(pk=1)
        models.RenderedForm.objects.bulk_create(
            models.RenderedForm(type=record_type, bodies=form.bodies, facets=form.facets)
            for record_type, form in forms.present_forms().items()
        )


@functools.cache
def _deletions() -> list[str]:
    tables = set(connection.introspection.django_table_names()) - KEPT
    return [f'DELETE FROM "{table}"' for table in sorted(tables)]  # noqa: S608 - of our models
