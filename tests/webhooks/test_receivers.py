"""The receiver in Python that the documentation shows, and the one of manage.py, at work."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import pytest_django
from django.conf import settings as project

from tests import factories, serving
from tests.receivers import programs
from tests.webhooks import subscribing
from tracker import models
from tracker.serializers import webhooks
from tracker.webhooks import delivery, endpoints, fanout, pinging, replaying

pytestmark = pytest.mark.django_db(transaction=True)

FORGED = {"webhook-id": "evt_0", "webhook-timestamp": "1", "webhook-signature": "v1,AAAA"}


def subscribed(port: int) -> tuple[models.WebhookEndpoint, str]:
    endpoint = factories.WebhookEndpointFactory.create(
        url=f"http://127.0.0.1:{port}/", event_types=["*"]
    )
    return endpoint, endpoints.add_secret(endpoint, factories.NOW)


def test_the_page_shows_a_receiver_in_each_language() -> None:
    assert set(programs.shown()) == {"receiver.py", "receiver.mjs", "receiver.sh"}


def test_the_receiver_in_python_keeps_each_event_once_and_can_pull_them(
    tmp_path: Path, live_server: pytest_django.live_server_helper.LiveServer
) -> None:
    port = serving.free_port()
    endpoint, secret = subscribed(port)
    program = programs.written("receiver.py", tmp_path)
    environment = {**os.environ, "WEBHOOK_SECRETS": f"whsec_c3VsYWNv {secret}"}
    for _ in range(3):
        subscribing.published()
    pinging.challenge(endpoint, factories.NOW)
    fanout.fan_out(100)
    count = endpoint.deliveries.count() - 1

    with programs.listening(
        [sys.executable, str(program), str(port)], tmp_path, port, environment
    ) as heard:
        delivery.send_due()
        replaying.request(endpoint, 0)
        replaying.replay_waiting(100)
        delivery.send_due()
        assert programs.post(endpoint.url, FORGED, b"{}") == 401

    assert {word: heard.count(word) for word in ("sample", "new", "again")} == {
        "sample": 1,
        "new": count,
        "again": count,
    }
    pulled = subprocess.run(
        [sys.executable, str(program), "catch-up", live_server.url, "0"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    *lines, last = pulled.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["again"] * count
    assert last == f"up to {models.LedgerHead.objects.get().sequence}"


def test_the_command_prints_what_comes_and_whether_it_is_genuine() -> None:
    port = serving.free_port()
    endpoint, secret = subscribed(port)
    revision = subscribing.published()
    command = [sys.executable, "manage.py", "webhook_receiver", f"--port={port}", "--fail=1"]
    process = subprocess.Popen(
        [*command, f"--secret={secret}"], cwd=project.BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == f"Listening on {endpoint.url} until Ctrl-C.\n"
    waiting = subscribing.waiting(endpoint, revision)

    for _ in range(2):
        subscribing.make_due(waiting)
        delivery.send_due()
    assert programs.post(endpoint.url, FORGED, b"{}") == 204
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=30)

    message = revision.envelope
    webhook_id = webhooks.id_of(bytes(message))
    about = f"sequence {revision.sequence}  "
    lines = said.splitlines()
    assert [line.partition(about)[0] for line in lines[:2]] == [
        f"genuine  commitment.reported  {webhook_id}  attempt {number}  " for number in (1, 2)
    ]
    assert lines[2:] == ["NOT GENUINE  -  evt_0  attempt -"]
    assert process.returncode == 0
    assert subscribing.outcomes(waiting) == ["http_error", "delivered"]


def test_the_command_refuses_what_is_no_secret() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "webhook_receiver", "--secret=whsec_short"],
        cwd=project.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "This is no secret: " in done.stderr
    assert "short" not in done.stderr
