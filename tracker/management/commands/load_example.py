"""manage.py load_example: put a worked example into the database."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rest_framework.exceptions import ValidationError
from rich import console, progress

from tracker import editing
from tracker.examples import loading

ACTOR = "example"
DEFAULT = "ecuador_us"


class Command(BaseCommand):
    """Loads an example; loading it again adds only what is missing."""

    help = "Load a worked example. What is there already stays as it is."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", default=DEFAULT, help=", ".join(loading.names()))

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"]
        screen = console.Console(force_terminal=self.stdout.isatty())
        try:
            loaded = load(name, screen)
        except (loading.UnknownExampleError, editing.QuoteNotFound, ValidationError) as error:
            raise CommandError(f"{name} was not loaded: {error}") from error
        self.stdout.write(
            f"{name}: {loaded.created} records added, {loaded.articles} of them articles"
            if loaded.created
            else f"{name}: nothing to add, all of it is here"
        )


def load(name: str, screen: console.Console) -> loading.Loaded:
    """Load the example and return what was added; on a terminal a bar shows how far it is."""
    if not screen.is_terminal:
        return loading.load(name, ACTOR, timezone.now())
    total = loading.size(name)
    columns = (
        progress.TextColumn("Loading {task.fields[example]}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("{task.description}", markup=False),
    )
    with progress.Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("", total=total, example=name)

        def show(record: str) -> None:
            bar.update(task, advance=1, description=record)

        return loading.load(name, ACTOR, timezone.now(), show)
