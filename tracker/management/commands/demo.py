"""manage.py demo: the whole way once, from articles to signed deliveries, printed for a reader."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from rich import console, progress

from config import ports
from tracker import models, vocabularies
from tracker.management import flagged, processes
from tracker.management.commands import load_example
from tracker.webhooks import receiver

EXAMPLE = "ecuador_us"
OWNER = "demo"
WAIT_SECONDS = 120
POLL_SECONDS = 0.2
# What waits for a person to classify it, and what a person decided.
NOT_FLAGGED = ("commitment.mentioned", "commitment.verdict_changed")
EVENTS = ("commitment.*", "meeting.*", "agreement.*")
# The receiver of the demonstration listens on this machine, where nothing is sent otherwise.
LOOPBACK = {
    "OUTBOUND_ALLOWED_ADDRESSES": "127.0.0.0/8",
    "OUTBOUND_ALLOWED_PORTS": "*",
    "OUTBOUND_ALLOW_HTTP": "true",
}


class Command(BaseCommand):
    """Shows the service at work on the worked example."""

    help = "Load the worked example, have a worker read it, and show what was flagged and sent."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--serve", action="store_true", help="go on serving on PORT")

    def handle(self, *args: Any, **options: Any) -> None:
        screen = console.Console()
        if options["serve"]:
            _check_port()
        call_command("migrate", verbosity=0)
        loaded = load_example.load(EXAMPLE, screen)
        screen.print(
            f"Example: {loaded.created} records added, {loaded.articles} of them articles."
        )
        environment = {**LOOPBACK, **os.environ}
        names = [*(["web"] if options["serve"] else []), "worker", "webhook-worker", "beat"]
        log = settings.BASE_DIR / ".local" / "log" / "processes.log"
        with receiver.Receiver() as heard:
            heard.secrets.append(_subscribe(heard.url, environment))
            with processes.running(
                names, settings.BASE_DIR, log, environment, settings.PORT
            ) as runner:
                _watch(screen, runner, log)
                _show(screen, heard)
                if options["serve"]:
                    _serve(screen, runner, log)


def _check_port() -> None:
    """Raise CommandError, before anything starts, where another service has the port."""
    try:
        ports.check(settings.PORT)
    except ports.PortTakenError as error:
        raise CommandError(str(error)) from error


def _subscribe(url: str, environment: dict[str, str]) -> str:
    """Return the secret of a new subscription of the receiver at ``url``; earlier ones go."""
    owner, _ = models.User.objects.get_or_create(
        username=OWNER, defaults={"role": vocabularies.Role.SUBSCRIBER.value}
    )
    owner.webhook_endpoints.all().delete()
    command = [sys.executable, "manage.py", "add_webhook", url, "--owner", OWNER]
    for pattern in EVENTS:
        command += ["--event", pattern]
    done = subprocess.run(  # noqa: S603 - this very program
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CommandError(f"The receiver could not be subscribed: {done.stderr}")
    return done.stdout.splitlines()[-1]


def _watch(screen: console.Console, runner: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until all is read, told and sent, with a bar; fail with a reason after two minutes."""
    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
    )
    until = time.monotonic() + WAIT_SECONDS
    articles = models.Snapshot.objects.count()
    with progress.Progress(*columns, console=screen, transient=screen.is_terminal) as bar:
        reading = bar.add_task("Reading articles", total=articles)
        sending = bar.add_task("Sending signed deliveries", total=None)
        while left := _Left():
            bar.update(reading, completed=articles - left.unread)
            bar.update(sending, completed=left.sent, total=left.sent + left.unsent or None)
            if runner.poll() is not None or time.monotonic() > until:
                raise CommandError(f"The worker did not finish; see {log}.")
            time.sleep(POLL_SECONDS)
        sent = models.Delivery.objects.filter(endpoint__owner__username=OWNER).count()
        bar.update(reading, completed=articles)
        bar.update(sending, completed=sent, total=sent)


class _Left:
    """What the stages still have to do."""

    def __init__(self) -> None:
        waiting = vocabularies.DeliveryState.WAITING
        deliveries = models.Delivery.objects.filter(endpoint__owner__username=OWNER)
        self.unread = models.Snapshot.objects.unflagged().count()
        self.unsent = deliveries.filter(state=waiting).count()
        self.sent = deliveries.exclude(state=waiting).count()
        overdue = models.Commitment.objects.public().overdue()
        told = models.Development.objects.filter(kind="commitment.overdue")
        self.untold = overdue.exclude(pk__in=told.values("subject")).count()
        self.not_fanned_out = models.Revision.objects.not_fanned_out().count()

    def __bool__(self) -> bool:
        return any((self.unread, self.unsent, self.untold, self.not_fanned_out))


def _show(screen: console.Console, heard: receiver.Receiver) -> None:
    """Print what was flagged, what arrived at the receiver, and where to look."""
    developments = models.Development.objects.exclude(kind__in=NOT_FLAGGED)
    screen.print()
    screen.print(flagged.table(developments.order_by("occurred_date", "pk")))
    events = [one for one in heard.received if one.headers["webhook-event-type"] != "endpoint.ping"]
    verified = sum(one.verified for one in events)
    if events:
        arrived = f"{len(events)} signed deliveries reached the receiver, {verified} verified."
        screen.print(f"{arrived}\n")
    else:
        screen.print("Nothing new since the last run, so nothing was delivered.\n")
    screen.print("Where to look while the service runs (make run):", highlight=False)
    for path, what in (
        ("/", "the front page, to begin with"),
        (
            "/commitments/ecuador-no-foreign-bases",
            "a commitment not to do something, and what followed",
        ),
        ("/v1/commitments?form=refrain", "all of those, as JSON"),
        ("/developers", "ten calls to begin with, and a story of your own"),
        ("/docs/", "every address of the API, to try in the browser"),
        ("/admin/", "the editors' desk, once `manage.py createsuperuser` has made an account"),
    ):
        screen.print(f"  {what}\n    {settings.PUBLIC_URL}{path}", highlight=False)


def _serve(screen: console.Console, runner: subprocess.Popen[bytes], log: Path) -> None:
    screen.print(
        f"\nServing on {settings.PUBLIC_URL}/ — open it in a browser; the editors' desk is on "
        f"{settings.PUBLIC_URL}/admin/. Ctrl-C stops it. Log: {log}",
        highlight=False,
    )
    try:
        runner.wait()
    except KeyboardInterrupt:
        screen.print("Stopping.")
