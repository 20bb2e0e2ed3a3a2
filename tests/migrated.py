"""A database on which all migrations have been run, kept from one run of the tests to the next.

Copying it takes less than a second; each process that runs tests would otherwise migrate for ten.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django
from django.db import connection

PROJECT = Path(__file__).resolve().parents[1]
MIGRATIONS = PROJECT / "tracker" / "migrations"
MIGRATE_SECONDS = 300
_LOCK = 0x6F6E5265


def template() -> str:
    """Return the name of the database to copy, made where migrations have changed since."""
    prefix = f"{connection.settings_dict['NAME']}_migrated_"
    name = prefix + _digest()
    # Of several processes that begin at once, the first makes it. The lock ends with the cursor.
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        known = [found for (found,) in cursor.fetchall()]
        if name not in known:
            for old in known:
                cursor.execute(f"DROP DATABASE {_quoted(old)}")
            _make(cursor, name)
    return name


def _make(cursor: Any, name: str) -> None:
    fresh = f"{name}_new"
    cursor.execute(f"CREATE DATABASE {_quoted(fresh)}")
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{fresh}")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": urlunsplit(address)},
        check=True,
        timeout=MIGRATE_SECONDS,
    )
    cursor.execute(f"ALTER DATABASE {_quoted(fresh)} RENAME TO {_quoted(name)}")


def _digest() -> str:
    found = hashlib.sha256(django.__version__.encode())
    for path in sorted(MIGRATIONS.glob("*.py")):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:12]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
