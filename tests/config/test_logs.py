"""What a worker logs: one JSON object a line, each at its own level."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from config.embedded import processes

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60.0
# Celery writes this one itself, when it is told to stop.
LAST_WORDS = "\nworker: Warm shutdown (MainProcess)\n"
SAYING = """
import django
django.setup()
import structlog
from tests.config import complaining
log = structlog.get_logger("tracker.example")
log.info("example.read", document="bases-1")
complaining.complain(log)
"""


def _lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_an_event_of_ours_is_one_line_at_its_level_and_a_traceback_stays_inside_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAYING],
        cwd=PROJECT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    told, failed = _lines(done.stderr)
    assert (told["level"], told["event"], told["document"]) == ("info", "example.read", "bases-1")
    assert (failed["level"], failed["event"]) == ("error", "example.broke")
    traceback = str(failed["exception"]).splitlines()
    assert traceback[0] == "Traceback (most recent call last):"
    assert (
        traceback[-1]
        == "ValueError: invalid literal for int() with base 10: 'nothing\\nin two lines'"
    )
    assert done.stdout == ""


def test_a_worker_logs_json_alone(tmp_path: Path) -> None:
    path = tmp_path / "worker.log"
    command = [sys.executable, "-m", "celery", "-A", "config", "--quiet", "worker"]
    command += ["--queues", "nobody", "--concurrency", "1", "--hostname", "logging@%h"]
    with path.open("wb") as log:
        worker = subprocess.Popen(command, cwd=PROJECT, stdout=log, stderr=subprocess.STDOUT)
        is_ready = processes.wait_until(
            lambda: " ready." in path.read_text(encoding="utf-8"), PATIENCE_SECONDS
        )
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE_SECONDS) == 0

    assert is_ready
    text = path.read_text(encoding="utf-8")
    assert {line["level"] for line in _lines(text.replace(LAST_WORDS, ""))} <= {"info", "warning"}
