"""What every test may ask for: servers, a ledger with its head, and the check that it is sound."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import django
import pytest
from pytest_django import DjangoDbBlocker, Settings

from config import embedded

# The settings read the servers' addresses, so the servers come before them.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
embedded.ensure()
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    # Each process has a Redis of its own, as pytest-django sees to it that it has a database.
    own = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{1 + int(worker.removeprefix('gw'))}")
    os.environ["REDIS_URL"] = urlunsplit(own)
django.setup()

from tracker import checking, models, recording  # noqa: E402 - models need what stands above

_TRANSACTIONAL = {"transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take which committed answers are written anew."""
    parser.addoption("--write-counts", action="store_true", help="write query_counts.json anew")
    parser.addoption("--write-examples", action="store_true", help="write the examples anew")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Restore what migrating made, where an earlier session flushed it (``--reuse-db``)."""
    with django_db_blocker.unblock():
        _restore()


@pytest.fixture(autouse=True)
def _database_is_as_migrated(request: pytest.FixtureRequest) -> None:
    """Give back the rows that migrating made and the flush after a transactional test took.

    Where several processes run the tests, others than transactional ones may follow such a flush.
    """
    marker = request.node.get_closest_marker("django_db")
    is_marked = marker is not None and marker.kwargs.get("transaction", False)
    is_transactional = is_marked or not _TRANSACTIONAL.isdisjoint(request.fixturenames)
    if is_transactional or marker is not None or "db" in request.fixturenames:
        request.getfixturevalue("transactional_db" if is_transactional else "db")
        _restore()


def _restore() -> None:
    models.LedgerHead.objects.get_or_create(pk=1)
    if not models.RenderedForm.objects.exists():
        recording.note_forms_without_records()


@pytest.fixture(autouse=True)
def _nobody_is_limited(settings: Settings) -> None:
    """Let the tests ask as often as they like, all from one address."""
    settings.HAS_RATE_LIMITS = False


@pytest.fixture(autouse=True)
def _passwords_are_hashed_in_no_time(settings: Settings) -> None:
    """Let accounts sign in without the work that keeps real passwords from being guessed."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ledger_is_consistent(db: None) -> Iterator[None]:
    """Render everything anew after the test, and find no difference from what was published."""
    yield
    assert checking.differences() == []
