"""The database of the tests, as anybody else reaches it."""

import os
from urllib.parse import urlsplit, urlunsplit

from django.db import connection


def address() -> str:
    """Return the address of the database that the tests use, whatever servers they run with."""
    own = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    return urlunsplit(own)
