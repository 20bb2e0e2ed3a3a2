"""``manage.py train``: learn the weights of reading from the corpus of labelled articles."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.analysis import weights
from tracker.evaluating import articles, training


class Command(BaseCommand):
    """Rewrite the files of weights; the same articles give the same bytes."""

    help = "Learn from labelled articles what the reading of prose weighs, and how much."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--also",
            type=Path,
            nargs=3,
            action="append",
            default=[],
            metavar=("TRACKED", "ARTICLES", "GOLD"),
            help="labelled articles to learn from as well, such as export_decisions writes",
        )
        parser.add_argument(
            "--folder", type=Path, default=weights.FOLDER, help="write there, not to the service's"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            also = [articles.load([tracked], *rest) for tracked, *rest in options["also"]]
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        for name, content in training.files([articles.corpus(), *also]).items():
            (options["folder"] / name).write_text(content, encoding="utf-8")
            self.stdout.write(f"{name}: {content.count(chr(10))} lines")
