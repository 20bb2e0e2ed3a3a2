"""``manage.py train TRACKED CASES …``: learn the weights of reading from labelled passages."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.analysis import weights
from tracker.evaluating import cases, training


class Command(BaseCommand):
    """Rewrite the files of weights; the same passages give the same bytes."""

    help = "Learn from labelled passages what the reading of prose weighs, and how much."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files",
            type=Path,
            nargs="+",
            metavar="TRACKED CASES",
            help="pairs of files: the commitments tracked, and passages labelled for them",
        )
        parser.add_argument(
            "--folder", type=Path, default=weights.FOLDER, help="write there, not to the service's"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            corpora = cases.load_pairs(options["files"])
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        for name, content in training.files(corpora).items():
            (options["folder"] / name).write_text(content, encoding="utf-8")
            self.stdout.write(f"{name}: {content.count(chr(10))} lines")
