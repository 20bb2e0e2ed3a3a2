"""Workers killed at any moment: what they had begun is done again, what they had done is not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db.models.functions import Now

from config.embedded import processes
from tests import databases
from tests.ingest import following
from tests.ingest import site as sites
from tests.ingest.site import Site
from tests.outbound import loopback
from tracker import models

pytestmark = pytest.mark.django_db(transaction=True)

PROJECT = Path(__file__).resolve().parents[2]
WORK = """
import django
django.setup()
from tracker import ingest
while True:
    ingest.poll_sources(16)
    ingest.read_articles(16)
"""


def working() -> "subprocess.Popen[bytes]":
    """Start a process that polls and reads for ever."""
    variables = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": databases.address(),
        "OUTBOUND_ALLOWED_ADDRESSES": "127.0.0.0/8",
        "OUTBOUND_ALLOWED_PORTS": "*",
        "OUTBOUND_ALLOW_HTTP": "true",
        "FETCH_SPACING_SECONDS": "0",
    }
    return subprocess.Popen(
        [sys.executable, "-c", WORK], cwd=PROJECT, env={**os.environ, **variables}
    )


def until_asked(site: Site, path: str) -> None:
    """Return when somebody has asked for a path."""
    assert processes.wait_until(lambda: bool(site.asked(path)), 60)


def test_a_worker_killed_while_it_reads_loses_nothing_and_repeats_nothing(site: Site) -> None:
    paths = [f"/{number}" for number in range(4)]
    site.pages |= {path: sites.article(words=f"Part {path}.") for path in paths}
    site.pages["/2"] = loopback.hang
    site.pages[following.FEED] = sites.feed(*(sites.item(site.at(path)) for path in paths))
    following.follow(site)
    worker = working()
    until_asked(site, "/2")
    worker.kill()
    worker.wait(10)
    assert models.Snapshot.objects.count() == 2

    site.pages["/2"] = sites.article(words="Part /2.")
    following.read()
    assert models.Snapshot.objects.count() == 2, "the host is still leased to who was killed"
    models.Host.objects.filter(leased_until__gt=Now()).update(leased_until=Now())
    following.read()
    assert models.Snapshot.objects.count() == 3, "and so is the article"
    models.ListedArticle.objects.filter(leased_until__gt=Now()).update(leased_until=Now())
    following.read()

    assert models.Snapshot.objects.count() == 4
    assert [len(site.asked(path)) for path in paths] == [1, 1, 2, 1]
    assert models.ListedArticle.objects.filter(state="read", attempts__lte=2).count() == 4
    assert not models.Host.objects.exclude(leased_until=None).exists()
