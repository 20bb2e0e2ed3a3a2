"""manage.py read_sources: read what sources list, here and now, and show how far it is."""

import argparse
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils import timezone
from rich import console, progress

from tracker import ingest, models

HOSTS = 16
SHOWN_EVERY_SECONDS = 0.5
# A host that is to be left alone for longer is left to the running service.
LONGEST_WAIT_SECONDS = 60
Show = Callable[[ingest.Progress], None]


class Command(BaseCommand):
    """Reads sources."""

    help = (
        "Poll the named sources at once, or all with --all, and read every article that waits. "
        "The service may run beside it: nothing is read twice, and hosts are asked no faster."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG")
        parser.add_argument("--all", action="store_true", help="every source that is not paused")

    def handle(self, *args: Any, **options: Any) -> None:
        sources = _chosen(options["slugs"], options["all"])
        began = timezone.now()
        ingest.check_now(sources)
        screen = console.Console(force_terminal=self.stdout.isatty())
        if screen.is_terminal:
            _with_bar(sources, began, screen)
        else:
            _work(sources, began, lambda _: None)
        done = ingest.progress_since(began, sources)
        self.stdout.write(
            f"{done.polled} of {done.sources} sources polled, {done.failing} failing; "
            f"{done.read} articles read, {done.failed} could not be, {done.waiting} wait"
        )


def _chosen(slugs: list[str], is_all: bool) -> QuerySet[models.Source]:
    if is_all == bool(slugs):
        raise CommandError("Name sources, or give --all.")
    sources = models.polled() if is_all else models.polled().slugs(*slugs)
    if missing := set(slugs) - set(sources.values_list("identity__slug", flat=True)):
        raise CommandError(f"There is no source to poll called {', '.join(sorted(missing))}.")
    return sources


def _work(sources: QuerySet[models.Source], began: datetime, show: Show) -> None:
    """Poll and read until nothing is left that could be done soon."""
    while True:
        visited = ingest.poll_sources(HOSTS, SHOWN_EVERY_SECONDS)
        visited += ingest.read_articles(HOSTS, SHOWN_EVERY_SECONDS)
        show(ingest.progress_since(began, sources))
        if visited:
            continue
        next_at = ingest.idle_until(sources)
        wait = (next_at - timezone.now()).total_seconds() if next_at else LONGEST_WAIT_SECONDS
        if wait >= LONGEST_WAIT_SECONDS:
            return
        time.sleep(min(max(wait, 0.05), 1))


def _with_bar(sources: QuerySet[models.Source], began: datetime, screen: console.Console) -> None:
    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeElapsedColumn(),
    )
    with progress.Progress(*columns, console=screen) as bar:
        polled, read = bar.add_task("sources"), bar.add_task("articles")

        def show(now: ingest.Progress) -> None:
            bar.update(polled, completed=now.polled, total=now.sources)
            settled = now.read + now.failed
            bar.update(read, completed=settled, total=settled + now.waiting)

        _work(sources, began, show)
