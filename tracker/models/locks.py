"""Names that are held to the end of a transaction, where there is no row yet that could be."""

import enum
from collections.abc import Iterable

from django.db import connection


class Purpose(enum.IntEnum):
    """What is done under a name; the same name for another purpose is another lock."""

    STORING = 1
    FLAGGING = 2
    GROUPING = 3
    PROPOSING = 4
    CHANGING = 5


def hold(purpose: Purpose, names: Iterable[str]) -> None:
    """Wait until nobody else holds any of ``names``, and hold them to the transaction's end.

    They are taken in one order, so that nobody waits in a ring.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(name, %s)) FROM unnest(%s::text[]) name",
            [purpose.value, sorted(names)],
        )


def share(purpose: Purpose) -> None:
    """Wait until nobody does this alone, and keep others from it to the transaction's end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [purpose.value])


def exclude(purpose: Purpose) -> None:
    """Wait until nobody does this, and do it alone to the transaction's end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [purpose.value])
