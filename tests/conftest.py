"""What every test may ask for: servers, an empty database, and a check of the whole ledger."""

import gc
import os
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import django
import pytest
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker, Settings

from config import embedded

# The processes that tests start would each compile the whole service, and pytest all tests.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The settings read the servers' addresses, so the servers come before them.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
embedded.ensure()
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    # Each process has a Redis of its own, as pytest-django sees to it that it has a database.
    own = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{1 + int(worker.removeprefix('gw'))}")
    os.environ["REDIS_URL"] = urlunsplit(own)
django.setup()

from tests import databases, flushing, migrated, ordering  # noqa: E402 - models need what stands above
from tracker import checking  # noqa: E402

TransactionTestCase._fixture_teardown = flushing.flush  # type: ignore[attr-defined]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take which committed answers are written anew."""
    parser.addoption("--write-counts", action="store_true", help="write query_counts.json anew")
    parser.addoption("--write-examples", action="store_true", help="write the examples anew")
    parser.addoption("--write-floors", action="store_true", help="write the table of floors anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; pyproject.toml has processes keep to this order."""
    ordering.put_longest_first(items)


def pytest_collection_finish() -> None:
    """Have what is loaded by now, and stays, not be looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Have the tests' database copied from one that is migrated already."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated.template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Have commits not wait for the disk, and remove what a killed session left behind."""
    with django_db_blocker.unblock():
        databases.do_not_wait_for_disk()
        flushing.flush()


@pytest.fixture(autouse=True)
def _nobody_is_limited(settings: Settings) -> None:
    """Let the tests ask as often as they like, all from one address."""
    settings.HAS_RATE_LIMITS = False


@pytest.fixture(autouse=True)
def _static_files_are_not_looked_for(settings: Settings) -> None:
    """Let clients begin without a list of all static files, which takes longer than most requests.

    Each test has a client of its own, and each client makes that list.
    """
    settings.WHITENOISE_USE_FINDERS = False


@pytest.fixture(autouse=True)
def _passwords_are_hashed_in_no_time(settings: Settings) -> None:
    """Let accounts sign in without the work that keeps real passwords from being guessed."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ledger_is_consistent(db: None) -> Iterator[None]:
    """Render everything anew after the test, and find no difference from what was published."""
    yield
    assert checking.differences() == []
