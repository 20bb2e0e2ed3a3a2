"""One story from an article handed in to a signed delivery, by a real worker and real servers."""

import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import orjson
import pytest
import standardwebhooks
from django.conf import settings as project
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests import databases, factories
from tests.ingest import site as sites
from tracker import checking, models, reviewing, vocabularies
from tracker.examples import loading
from tracker.webhooks import endpoints, pinging, receiver

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_SECONDS = 60
POLL_SECONDS = 0.1
FLAGGED_IN_THE_EXAMPLE = [
    ("agreement.signed", "ecuador-us-patrol-boats-record", "2024-09-01"),
    ("commitment.reported", "us-patrol-boats-for-ecuador", "2024-09-01"),
    ("commitment.reported", "ecuador-no-base-in-galapagos", "2025-10-31"),
    ("meeting.announced", "noem-visit-ecuador-2025-11", "2025-10-31"),
    ("commitment.reported", "ecuador-no-base-in-galapagos", "2025-11-01"),
    ("meeting.held", "noem-visit-ecuador-2025-11", "2025-11-05"),
    ("commitment.reported", "us-no-permanent-presence-in-ecuador", "2025-11-17"),
    ("commitment.reported", "ecuador-respect-2025-referendum", "2025-12-01"),
    ("meeting.held", "ecuador-us-security-meeting-2026-01-25", "2026-01-25"),
    ("commitment.reported", "ecuador-no-foreign-bases", "2026-01-26"),
    ("meeting.held", "donovan-visit-quito-2026-03-02", "2026-03-02"),
    ("commitment.reported", "ecuador-us-joint-operations-2026", "2026-03-03"),
    ("commitment.overdue", "ecuador-joint-operations-march-2026", "2026-04-01"),
]
WAITING_IN_THE_EXAMPLE = [
    ("commitment.reaffirmed", "ecuador-no-base-in-galapagos", "2025-10-31"),
    ("commitment.mentioned", "us-no-permanent-presence-in-ecuador", "2025-12-17"),
    ("commitment.mentioned", "ecuador-joint-operations-march-2026", "2026-03-03"),
]
TERMS = {"terms": {"foreign bases": 3, "host": 1}}
ARTICLE = {
    "url": "https://courier.example/2026/02/10/bases?utm_source=feed",
    "text": (
        "SULACO, Feb. 10. Costaguana will not host foreign bases, Foreign Minister Ana Ruiz "
        "reaffirmed.\n\nThe Port Act is to be debated in March."
    ),
    "title": "No foreign bases, minister repeats",
    "outlet": "The Sulaco Courier",
    "published_at": "2026-02-10",
    "language": "en",
}


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Celery worker with beat on the test's database, and stop it as an operator does."""
    # A broker of its own, lest a service that runs beside the tests take its messages.
    environment = {
        **os.environ,
        "DATABASE_URL": databases.address(),
        "CELERY_BROKER_URL": urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path="/9")),
        "OUTBOUND_ALLOWED_ADDRESSES": "127.0.0.0/8",
        "OUTBOUND_ALLOWED_PORTS": "*",
        "OUTBOUND_ALLOW_HTTP": "true",
    }
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--beat"]
    command += ["--schedule", str(tmp_path / "beat"), "--queues", "celery,webhooks"]
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--concurrency", "1"],
            cwd=project.BASE_DIR,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        yield process
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) == 0


@pytest.fixture
def hearing(loopback_allowed: None) -> Iterator[receiver.Receiver]:
    """Subscribe a receiver on loopback to all that is told of commitments and their review."""
    owner = factories.UserFactory.create(username="newsroom")
    with receiver.Receiver() as heard:
        endpoint, secret = endpoints.create_endpoint(
            owner, heard.url, ["commitment.*", "development.*"], {}, timezone.now()
        )
        heard.secrets.append(secret)
        assert pinging.ping(endpoint, timezone.now()).is_success
        heard.received.clear()
        yield heard


@pytest.fixture
def loopback_allowed(settings: Settings) -> None:
    """Let this process, too, send to a receiver on loopback."""
    for name, value in (
        ("OUTBOUND_ALLOWED_ADDRESSES", ["127.0.0.0/8"]),
        ("OUTBOUND_ALLOWED_PORTS", ["*"]),
        ("OUTBOUND_ALLOW_HTTP", True),
    ):
        setattr(settings, name, value)


def hand_in(article: dict[str, str]) -> str:
    """Post an article as a newsroom's program does, and return where its reading is told."""
    user, _ = models.User.objects.update_or_create(username="newsroom", defaults={"role": "editor"})
    _, secret = models.issue_token(user, "bot", vocabularies.Role.EDITOR, timezone.now())
    answer = Client().post(
        "/v1/documents",
        data=orjson.dumps(article),
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == 202
    return str(answer["Location"])


def wait_until(met: Callable[[], bool], what: str) -> None:
    """Return as soon as ``met()`` is true; fail after a minute."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not met():
        assert time.monotonic() < until, f"not within a minute: {what}"
        threading.Event().wait(POLL_SECONDS)


def test_an_article_handed_in_reaches_a_subscriber_signed_and_once(
    worker: subprocess.Popen[bytes], hearing: receiver.Receiver
) -> None:
    factories.ana_ruiz()
    factories.commitment(watch=TERMS)

    hand_in(ARTICLE)
    assert hearing.wait_for(1, PATIENCE_SECONDS)

    (message,) = hearing.received
    told = standardwebhooks.Webhook(hearing.secrets[0]).verify(message.body, dict(message.headers))
    assert message.verified
    assert message.headers["webhook-event-type"] == told["type"] == "commitment.reported"
    shown = told["data"]["object"]
    assert shown["record"]["title"] == "No foreign bases"
    assert shown["speaker"]["official"]["role"] == {"en": "Foreign Minister", "es": "Canciller"}
    citation, *_ = shown["citations"]
    assert citation["exact"] == ARTICLE["text"][citation["start"] : citation["end"]]
    assert citation["document"]["url"] == ARTICLE["url"]

    feed = Client().get(f"/v1/changes?after={told['sequence'] - 1}&limit=1")
    assert message.body in feed.content

    hand_in({**ARTICLE, "url": "https://gazette.example/9", "outlet": "The Esmeralda Gazette"})
    report = models.Development.objects.get(kind="commitment.reported")
    passages = len(shown["citations"])
    wait_until(
        lambda: len(report.identity.citations.all()) == passages + 1, "the second report is cited"
    )
    meaning = report.meanings.get()
    assert (meaning.kind, meaning.is_public) == ("commitment.reaffirmed", False)

    reviewing.dismiss(report, "Emilia Gould", "an old quote", timezone.now(), with_meanings=True)
    assert hearing.wait_for(2, PATIENCE_SECONDS)
    types = [one.headers["webhook-event-type"] for one in hearing.received]
    assert types == ["commitment.reported", "development.dismissed"]
    assert checking.differences() == []


def test_an_article_of_a_feed_reaches_a_subscriber_within_a_minute_of_following_it(
    worker: subprocess.Popen[bytes], hearing: receiver.Receiver
) -> None:
    factories.ana_ruiz()
    factories.commitment(watch=TERMS)
    words = "".join(f"<p>{line}</p>" for line in ARTICLE["text"].split("\n\n"))
    words += "<p>Both sides discussed customs, fishing, the port, the airfield and the railway "
    words += "for a week, and the lighthouse on the Great Isabel.</p>"
    with sites.serving() as site:
        site.pages["/"] = sites.Page(
            '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>'
        )
        site.pages["/feed.xml"] = sites.feed(
            sites.item(site.at("/bases"), ARTICLE["title"], "Tue, 10 Feb 2026 15:00:00 GMT")
        )
        site.pages["/bases"] = sites.Page(f"<html lang=en><article>{words}</article></html>")
        call_command("add_source", site.at("/"), stdout=io.StringIO())

        assert hearing.wait_for(1, PATIENCE_SECONDS)

    (message,) = hearing.received
    assert message.headers["webhook-event-type"] == "commitment.reported"
    citation, *_ = orjson.loads(message.body)["data"]["object"]["citations"]
    assert citation["document"]["outlet"] == "The Sulaco Courier"
    assert citation["document"]["published_at"] == "2026-02-10T15:00:00Z"
    assert len(site.asked("/bases")) == 1
    assert checking.differences() == []


def test_the_worked_example_is_read_as_its_articles_say(
    worker: subprocess.Popen[bytes],
) -> None:
    loading.load("ecuador_us", "example", timezone.now())
    wait_until(lambda: not models.Snapshot.objects.unflagged().exists(), "all articles are read")
    wait_until(
        lambda: models.Development.objects.filter(kind="commitment.overdue").exists(),
        "the calendar is told",
    )

    flagged = models.Development.objects.public().exclude(detector="review")
    flagged = flagged.order_by("occurred_date", "kind", "subject__slug")
    told = [(row.kind, row.subject.slug, str(row.occurred_date)) for row in flagged]

    assert told == FLAGGED_IN_THE_EXAMPLE
    waiting = models.Development.objects.filter(is_public=False, review_state="flagged")
    waiting = waiting.order_by("occurred_date", "kind", "subject__slug")
    held = [(row.kind, row.subject.slug, str(row.occurred_date)) for row in waiting]
    assert held == sorted(WAITING_IN_THE_EXAMPLE, key=lambda row: (row[2], row[0], row[1]))
    meeting = flagged.get(kind="meeting.held", occurred_date="2026-01-25")
    assert {one.name for one in meeting.participants.all()} == {
        "Gabriela Sommerfeld",
        "Joseph Humire",
        "Gian Carlo Loffredo",
        "John Reimberg",
        "Henry Delgado",
    }
    assert {c.snapshot.document.outlet for c in meeting.own_citations} == {
        "Infobae",
        "5 de Septiembre",
    }
    for row in models.Citation.objects.select_related("snapshot"):
        assert row.snapshot.text[row.start : row.end] == row.exact
    assert checking.differences() == []
