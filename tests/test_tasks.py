"""Bells: which are rung, where they are heard, and that nothing depends on them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from celery.schedules import crontab

from config.celery import app
from tests import databases, factories
from tests.outbound import loopback
from tests.webhooks import subscribing

CODE = Path(__file__).resolve().parents[1]
STAGE = """
import django
django.setup()
from tracker import tasks
tasks.fan_out()
"""


def test_every_stage_is_rung_every_second_the_clock_every_few_and_the_export_nightly() -> None:
    rung = {entry["task"]: entry["schedule"] for entry in app.conf.beat_schedule.values()}

    assert rung == {
        "tracker.tasks.read_submissions": 1.0,
        "tracker.tasks.poll_sources": 1.0,
        "tracker.tasks.read_articles": 1.0,
        "tracker.tasks.check_pages": 1.0,
        "tracker.tasks.watch_cited": 60.0,
        "tracker.tasks.flag_snapshots": 1.0,
        "tracker.tasks.reread": 1.0,
        "tracker.tasks.carry_out_decisions": 1.0,
        "tracker.tasks.import_records": 1.0,
        "tracker.tasks.refresh_bodies": 1.0,
        "tracker.tasks.fan_out": 1.0,
        "tracker.tasks.replay": 1.0,
        "tracker.tasks.deliver": 1.0,
        "tracker.tasks.flag_calendar": 5.0,
        "tracker.tasks.send_mails": 5.0,
        "tracker.tasks.retire_deliveries": crontab(hour=3, minute=0),
        "tracker.tasks.forget_followers": crontab(hour=3, minute=0),
        "tracker.tasks.archive": 60.0,
        "tracker.tasks.export": crontab(hour=3, minute=0),
    }


def test_every_task_that_is_rung_exists() -> None:
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_a_bell_that_nobody_hears_is_soon_forgotten() -> None:
    expires = {name: entry["options"]["expires"] for name, entry in app.conf.beat_schedule.items()}

    nightly = ("export", "followers", "retirement")
    assert [expires.pop(name) for name in nightly] == [3600, 3600, 3600]
    for name, seconds in expires.items():
        assert seconds <= max(2, app.conf.beat_schedule[name]["schedule"])


def test_what_delivery_consists_of_has_a_queue_of_its_own() -> None:
    app.loader.import_default_modules()
    names = [name for name in app.tasks if name.startswith("tracker.tasks.")]
    queues = {name: app.amqp.router.route({}, name)["queue"].name for name in names}

    assert {name for name, queue in queues.items() if queue == "webhooks"} == {
        "tracker.tasks.deliver",
        "tracker.tasks.fan_out",
        "tracker.tasks.replay",
    }
    assert set(queues.values()) == {"webhooks", "celery"}


def test_under_honcho_each_queue_has_a_worker_to_itself() -> None:
    lines = CODE.joinpath("Procfile").read_text(encoding="utf-8").splitlines()
    workers = {
        name: re.findall(r"--queues (\S+)", command)
        for name, _, command in (line.partition(": ") for line in lines)
        if " worker " in command
    }

    assert workers == {"worker": ["celery"], "webhook-worker": ["webhooks"]}


def test_a_task_that_hangs_is_killed_in_the_end() -> None:
    app.loader.import_default_modules()
    limits = {
        name: task.time_limit or app.conf.task_time_limit
        for name, task in app.tasks.items()
        if name.startswith("tracker.tasks.")
    }

    assert limits.pop("tracker.tasks.export") == 6 * 3600
    assert limits.pop("tracker.tasks.flag_snapshots") == 600
    assert set(limits.values()) == {30 * 60}


@pytest.mark.django_db(transaction=True)
def test_a_stage_works_without_a_broker() -> None:
    endpoint = factories.WebhookEndpointFactory.create()
    subscribing.published()
    variables = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": databases.address(),
        "CELERY_BROKER_URL": f"redis://127.0.0.1:{loopback.closed_port()}/0",
    }

    stage = subprocess.run(
        [sys.executable, "-c", STAGE],
        cwd=CODE,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert "tracker.tasks.deliver is left to the clock" in stage.stderr
    assert endpoint.deliveries.count() == 1
