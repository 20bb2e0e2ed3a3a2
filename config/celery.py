"""The Celery application: which task is rung when, and how patiently the broker is sought."""
# Celery and kombu come without types.
# mypy: disallow-subclassing-any=False, disallow-untyped-calls=False

import os
import signal
from datetime import UTC, datetime
from typing import Any

import billiard  # type: ignore[import-untyped]
from celery import Celery, signals
from celery.app import amqp
from celery.schedules import crontab
from django.conf import settings
from kombu import connection

from config import lifeline
from tracker.redis_store import heartbeats, store

LONGEST_PAUSE_SECONDS = 2
EVERY_SECOND = {"schedule": 1.0, "options": {"expires": 2}}
EVERY_FEW_SECONDS = {"schedule": 5.0, "options": {"expires": 5}}
EVERY_MINUTE = {"schedule": 60.0, "options": {"expires": 60}}
EVERY_NIGHT = {"schedule": crontab(hour=3, minute=0), "options": {"expires": 3600}}


class Connection(connection.Connection):
    """A connection that is sought again every two seconds, and not at growing intervals."""

    def ensure_connection(self, *args: Any, **kwargs: Any) -> Any:
        """Connect, trying again and again; Celery itself would come to pause for 30 seconds."""
        pauses = {"interval_start": 1, "interval_max": LONGEST_PAUSE_SECONDS}
        return super().ensure_connection(*args, **{**pauses, **kwargs})


class AMQP(amqp.AMQP):
    """Messages that travel by such connections."""

    Connection = Connection


def outlast(**_: Any) -> None:
    """Have a process of the pool end when its task has ended, as the worker waits for that."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def pass_on(**_: Any) -> None:
    """Tell the processes of the pool that the worker stops: a sender then starts nothing more."""
    for child in billiard.active_children():
        os.kill(child.pid, signal.SIGTERM)


def leave_logging(**_: Any) -> None:
    """Have Celery leave logging as the settings have it: it would set levels of its own."""


def follow(**_: Any) -> None:
    """End with the process that started this one."""
    lifeline.follow()


def note_heartbeat(sender: Any = None, **_: Any) -> None:
    """Note that a stage ran, for the health check; without Redis it goes unnoted."""
    heartbeats.note(store.at(settings.REDIS_URL), sender.name, datetime.now(UTC))


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("on_record", amqp=AMQP)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["tracker"])
app.conf.beat_schedule = {
    "submissions": {"task": "tracker.tasks.read_submissions", **EVERY_SECOND},
    "sources": {"task": "tracker.tasks.poll_sources", **EVERY_SECOND},
    "articles": {"task": "tracker.tasks.read_articles", **EVERY_SECOND},
    "rechecks": {"task": "tracker.tasks.check_pages", **EVERY_SECOND},
    "cited": {"task": "tracker.tasks.watch_cited", **EVERY_MINUTE},
    "snapshots": {"task": "tracker.tasks.flag_snapshots", **EVERY_SECOND},
    "rereadings": {"task": "tracker.tasks.reread", **EVERY_SECOND},
    "bodies": {"task": "tracker.tasks.refresh_bodies", **EVERY_SECOND},
    "revisions": {"task": "tracker.tasks.fan_out", **EVERY_SECOND},
    "replays": {"task": "tracker.tasks.replay", **EVERY_SECOND},
    "deliveries": {"task": "tracker.tasks.deliver", **EVERY_SECOND},
    "mails": {"task": "tracker.tasks.send_mails", **EVERY_FEW_SECONDS},
    "decisions": {"task": "tracker.tasks.carry_out_decisions", **EVERY_SECOND},
    "imports": {"task": "tracker.tasks.import_records", **EVERY_SECOND},
    "clock": {"task": "tracker.tasks.flag_calendar", **EVERY_FEW_SECONDS},
    "retirement": {"task": "tracker.tasks.retire_deliveries", **EVERY_NIGHT},
    "followers": {"task": "tracker.tasks.forget_followers", **EVERY_NIGHT},
    "archive": {"task": "tracker.tasks.archive", **EVERY_MINUTE},
    "export": {"task": "tracker.tasks.export", **EVERY_NIGHT},
}
app.conf.beat_scheduler = "config.beat:Scheduler"
signals.task_postrun.connect(note_heartbeat)
signals.setup_logging.connect(leave_logging)
signals.worker_init.connect(follow)
signals.beat_init.connect(follow)
signals.worker_process_init.connect(outlast)
signals.worker_shutting_down.connect(pass_on)
