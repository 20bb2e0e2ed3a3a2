"""``manage.py evaluate TRACKED CASES``: how well labelled passages are read."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.evaluating import cases, measuring, predicting, tables, training


class Command(BaseCommand):
    """Print the figures; write no row."""

    help = "Read labelled passages as ingestion would and print how well that went."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tracked", type=Path, help="JSON: the commitments tracked")
        parser.add_argument("cases", type=Path, help="JSON Lines: the passages with their labels")
        parser.add_argument("--output", type=Path, help="write the predictions there as JSON Lines")
        parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
        parser.add_argument(
            "--skip-ambiguous", action="store_true", help="leave out what people differ on"
        )
        parser.add_argument(
            "--suggest-terms", action="store_true", help="pass over the key terms in TRACKED"
        )
        parser.add_argument(
            "--cross-validate",
            action="store_true",
            help="read each story with weights learned from the others",
        )
        parser.add_argument(
            "--also",
            type=Path,
            nargs="+",
            default=[],
            metavar="TRACKED CASES",
            help="with --cross-validate: pairs of files to learn from as well",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        paths: list[Path] = [options["tracked"], options["cases"], *options["also"]]
        try:
            (tracked, labelled), *_ = cases.pairs(paths)
            corpus = cases.load(tracked, labelled, suggests_terms=options["suggest_terms"])
            teachers = cases.load_pairs(paths) if options["cross_validate"] else []
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        if options["skip_ambiguous"]:
            corpus = corpus.only(c for c in corpus.cases if not c.labels["ambiguous"])
        if options["cross_validate"]:
            predictions = training.cross_validated(corpus, teachers)
        else:
            predictions = predicting.read_all(corpus)
        if options["output"]:
            lines = [json.dumps(one, ensure_ascii=False) for one in predictions.values()]
            options["output"].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        report = measuring.measure(corpus.cases, predictions)
        if options["json"]:
            answer = {"passages": corpus.digest, **report.as_json()}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(tables.lines(report)))
