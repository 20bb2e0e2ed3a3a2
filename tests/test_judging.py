"""The judge that the settings choose, from a snapshot to what is stored."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from structlog.testing import capture_logs

from tests import databases, factories
from tests.analysis.judges import modelling
from tracker import flagging, models, vocabularies
from tracker.analysis.judges import onnx
from tracker.flagging import judging

PROJECT = Path(__file__).resolve().parents[1]
TEXT = "Costaguana and foreign bases were the talk of the town."
IDLE = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND state LIKE 'idle in%%'"


@pytest.fixture
def waiting(db: None) -> models.Snapshot:
    """Give a snapshot that mentions a commitment and says nothing the rules know."""
    factories.ana_ruiz()
    factories.commitment(watch={"terms": {"foreign bases": 3}})
    return factories.snapshot(TEXT, url="https://courier.example/1", published_at="2026-02-10")


def _chosen(settings: Settings, url: str) -> None:
    settings.JUDGE, settings.JUDGE_URL = "llm", url
    # Answers are kept by what was asked, and no test is to find another's.
    settings.JUDGE_MODEL = f"model-{os.urandom(4).hex()}"


def test_what_the_chosen_judge_says_is_stored_with_its_name(
    waiting: models.Snapshot, settings: Settings
) -> None:
    with modelling.serving(modelling.judging(("1", "qualifies", "foreign bases"))) as server:
        _chosen(settings, server.url)
        assert flagging.flag_waiting(10) == 1

    development = models.Development.objects.exclude(kind="commitment.reported").get()
    assert (development.kind, development.relation) == ("commitment.qualified", "qualifies")
    assert development.explanation["judge"] == {
        "backend": "llm",
        "version": f"{settings.JUDGE_MODEL}, prompt 1",
    }


def test_a_breach_that_a_model_sees_waits_for_a_person(
    waiting: models.Snapshot, settings: Settings
) -> None:
    with modelling.serving(modelling.judging(("1", "breaks", "foreign bases"))) as server:
        _chosen(settings, server.url)
        flagging.flag_waiting(10)

    development = models.Development.objects.exclude(kind="commitment.reported").get()
    assert (development.kind, development.is_public) == ("commitment.broken", False)


def test_a_server_that_fails_leaves_the_rules_the_snapshot_is_read_and_the_log_tells(
    waiting: models.Snapshot, settings: Settings
) -> None:
    with modelling.serving(modelling.body(b"", 503)) as server, capture_logs() as logs:
        _chosen(settings, server.url)
        flagging.flag_waiting(10)

    waiting.refresh_from_db()
    assert waiting.flagged_at is not None
    assert models.Development.objects.get().explanation["judge"] == {
        "backend": "rules",
        "version": "1",
        "note": "llm: status 503",
    }
    assert [line["because"] for line in logs if line["event"] == "flagging.left_to_rules"] == [
        ["llm: status 503"]
    ]


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_a_server_is_asked(
    waiting: models.Snapshot, settings: Settings
) -> None:
    seen: list[tuple[int, int]] = []
    reached = psycopg.connect(databases.address(), autocommit=True)

    def look(asked: dict[str, Any]) -> modelling.Reply:
        idle = reached.execute(IDLE, [connection.settings_dict["NAME"]]).fetchone()
        held = reached.execute(
            "SELECT count(*) FROM pg_locks WHERE pid <> pg_backend_pid() AND locktype = 'relation'"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ).fetchone()
        assert idle is not None
        assert held is not None
        seen.append((idle[0], held[0]))
        return modelling.judging(("1", "qualifies", "foreign bases"))(asked)

    with reached, modelling.serving(look) as server:
        _chosen(settings, server.url)
        flagging.flag_waiting(10)

    assert seen == [(0, 0)]
    assert models.Development.objects.filter(kind="commitment.qualified").count() == 1


def test_a_slow_judge_takes_one_text_at_a_time(
    waiting: models.Snapshot, settings: Settings
) -> None:
    factories.snapshot(TEXT, url="https://herald.example/1", published_at="2026-02-10")
    _chosen(settings, "http://127.0.0.1:1/v1")

    assert [judging.at_once(100), flagging.flag_waiting(1), flagging.flag_waiting(10)] == [1, 1, 1]


def test_the_reading_of_a_document_asks_nobody_and_shows_what_was_answered(
    waiting: models.Snapshot, settings: Settings
) -> None:
    _, secret = models.issue_token(
        factories.UserFactory.create(), "newsroom", vocabularies.Role.EDITOR, timezone.now()
    )
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    with modelling.serving(modelling.judging(("1", "qualifies", "foreign bases"))) as server:
        _chosen(settings, server.url)
        path = f"/v1/documents/{waiting.document.slug}/reading"
        before = client.get(path).json()["findings"]
        assert server.asked == []
        flagging.flag_waiting(10)
        after = client.get(path).json()["findings"]
        assert len(server.asked) == 1

    assert [f["explanation"]["judge"]["note"] for f in before] == ["llm: it has not been asked"]
    assert [f["kind"] for f in before] == ["commitment.reported"]
    assert [f["kind"] for f in after] == ["commitment.qualified", "commitment.reported"]


def test_a_model_that_cannot_be_run_is_said_plainly(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    settings.JUDGE, settings.JUDGE_MODEL = "nli", str(tmp_path)

    with pytest.raises(onnx.UnavailableError, match="pip install onnxruntime tokenizers"):
        flagging.judge()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"JUDGE": "oracle"}, "JUDGE is rules, llm"),
        ({"JUDGE": "llm", "JUDGE_URL": "http://localhost/v1"}, "JUDGE is rules, llm"),
        ({"JUDGE_TIMEOUT": "61"}, "JUDGE_TIMEOUT is 1 to 60 seconds"),
    ],
)
def test_a_judge_without_what_it_needs_stops_the_start(given: dict[str, str], said: str) -> None:
    started = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        cwd=PROJECT,
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert started.returncode == 1
    assert said in started.stderr
