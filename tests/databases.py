"""The database of the tests, as anybody else reaches it."""

import os
import subprocess
import sys
import time
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connection

_BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))"
_MOST_SECONDS = 60
_TEXTS = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name LIKE 'tracker_%'
        AND data_type IN ('text', 'character varying', 'jsonb', 'bytea', 'ARRAY')
"""


def address() -> str:
    """Return the address of the database that the tests use, whatever servers they run with."""
    own = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    return urlunsplit(own)


def run(program: str, at: str = "") -> "subprocess.CompletedProcess[str]":
    """Run a Python program in a process of its own on the database of the tests, or on ``at``."""
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DATABASE_URL": at or address(),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        },
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def holding(words: str) -> list[str]:
    """Return in which columns of which tables ``words`` still stand."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(_TEXTS)
        for table, column in cursor.fetchall():
            name = f'"{table}"."{column}"'
            cursor.execute(
                f"SELECT count(*) FROM {table} "  # noqa: S608 - of the catalogue
                f"WHERE position(%s::bytea IN convert_to({name}::text, 'UTF8')) > 0 "
                f"OR {name}::text LIKE '%%' || encode(%s::bytea, 'hex') || '%%'",
                [words.encode(), words.encode()],
            )
            if cursor.fetchone() != (0,):
                found.append(f"{table}.{column}")
    return found


def do_not_wait_for_disk() -> None:
    """Let commits return before they are on disk, on this and all later connections."""
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    connection.close()


def own_process() -> int:
    """Return the process of the database that serves this thread."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def wait_until_blocked_by(process: int) -> None:
    """Return when somebody waits for what this process of the database holds.

    Raises TimeoutError where nobody does within a minute.
    """
    until = time.monotonic() + _MOST_SECONDS
    with psycopg.connect(address(), autocommit=True) as watcher:
        while watcher.execute(_BLOCKED, [process]).fetchone() == (0,):
            if time.monotonic() > until:
                raise TimeoutError(f"nobody waits for {process}")
