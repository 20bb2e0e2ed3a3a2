"""``manage.py train``: learn the weights of reading from the corpus of labelled articles."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.analysis import weights
from tracker.evaluating import articles, cases, comparing, findings, reading, training


class Command(BaseCommand):
    """Rewrite the files of weights; the same articles give the same bytes."""

    help = (
        "Learn what the reading of prose weighs, and how much, from the labelled articles in "
        "tracker/evaluating/corpus; needs scikit-learn (requirements.txt)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--corpus",
            type=Path,
            default=articles.CORPUS,
            help="learn from the files of this folder",
        )
        parser.add_argument(
            "--also",
            type=Path,
            nargs=2,
            action="append",
            default=[],
            metavar=("TRACKED", "CASES"),
            help="labelled passages to learn from as well, such as export_decisions writes",
        )
        parser.add_argument(
            "--folder", type=Path, default=weights.FOLDER, help="write there, not to the service's"
        )
        parser.add_argument(
            "--cross-validate",
            type=Path,
            metavar="FINDINGS",
            help="write no weights: read each story with what the others teach, and print figures",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            corpus = articles.corpus(options["corpus"])
            also = [articles.of_passages(cases.load(*pair)) for pair in options["also"]]
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        if options["cross_validate"]:
            self._cross_validate(options["cross_validate"], corpus, also)
            return
        for name, content in training.files([corpus, *also]).items():
            (options["folder"] / name).write_text(content, encoding="utf-8")
            self.stdout.write(f"{name}: {content.count(chr(10))} lines")

    def _cross_validate(
        self, path: Path, library: articles.Library, also: list[articles.Library]
    ) -> None:
        lines = {
            slug: findings.line(slug, found)
            for part, learned in training.folds(library, also)
            for slug, found in reading.offline(part, learned).items()
        }
        findings.write(path, lines.values())
        for name, told in comparing.figures(library.articles, lines).items():
            self.stdout.write(f"{name}: {json.dumps(told)}")
