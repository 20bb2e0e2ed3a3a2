"""``manage.py evaluate``: how well labelled articles, or passages, are read."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tracker import bars, flagging, kinds, measuring, models
from tracker.analysis import base, llm
from tracker.evaluating import articles, cases, comparing, findings, predicting, reading, tables
from tracker.evaluating import measuring as passages


class Command(BaseCommand):
    """Print the figures; write no row but the bars that are adopted."""

    help = "Read labelled articles or passages as ingestion would and print how well that went."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tracked", type=Path, help="JSON: the commitments tracked")
        parser.add_argument("texts", type=Path, help="JSON Lines: passages with their labels")
        parser.add_argument("--articles", action="store_true", help="TEXTS are whole articles")
        parser.add_argument("--also-track", type=Path, nargs="+", default=[], metavar="TRACKED")
        parser.add_argument("--gold", type=Path, help="JSON Lines: what editors flag in articles")
        parser.add_argument("--output", type=Path, help="write what is found there as JSON Lines")
        parser.add_argument("--requests", type=Path, help="write what a model is asked there")
        parser.add_argument(
            "--answers", type=Path, help="read with the answers of a model in there"
        )
        parser.add_argument("--model", default="", help="with --answers: the model that answered")
        parser.add_argument("--adopt", action="store_true", help="store the bars that are measured")
        parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
        parser.add_argument(
            "--skip-ambiguous", action="store_true", help="leave out passages that people differ on"
        )
        parser.add_argument(
            "--suggest-terms", action="store_true", help="pass over the key terms in TRACKED"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            (self._articles if options["articles"] else self._passages)(options)
        except flagging.AwayError as error:
            raise CommandError(f"The model cannot be asked: {error}") from error
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error

    def _passages(self, options: Mapping[str, Any]) -> None:
        paths = options["tracked"], options["texts"]
        corpus = cases.load(*paths, suggests_terms=options["suggest_terms"])
        if options["skip_ambiguous"]:
            corpus = corpus.only(c for c in corpus.cases if not c.labels["ambiguous"])
        predictions = predicting.read_all(corpus)
        if options["output"]:
            findings.write(options["output"], predictions.values())
        report = passages.measure(corpus.cases, predictions)
        if options["json"]:
            answer = {"passages": corpus.digest, **report.as_json()}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(tables.lines(report)))

    def _articles(self, options: Mapping[str, Any]) -> None:
        library = articles.load(
            [options["tracked"], *options["also_track"]],
            options["texts"],
            options["gold"],
            suggests_terms=options["suggest_terms"],
        )
        if options["requests"]:
            findings.write(options["requests"], reading.requests(library))
            return
        found, analyser = self._found(library, options)
        told = {one.id: found[one.id] for one in library.articles}
        measured = bars.measure(
            each for one in library.articles for each in comparing.judged(one, told[one.id])
        )
        public = _public(measured, analyser, is_labelled=options["gold"] is not None)
        lines = {
            slug: findings.line(slug, found, frozenset(id(f) for f in found if public(f)))
            for slug, found in told.items()
        }
        if options["output"]:
            findings.write(options["output"], lines.values())
        self._print(library, lines, measured, options)
        if options["adopt"]:
            now = timezone.now()
            models.Bar.objects.adopt(analyser, measured, now, now)
            self.stdout.write("Adopted. Run apply_visibility for what was flagged before.")

    def _found(
        self, library: articles.Library, options: Mapping[str, Any]
    ) -> tuple[Mapping[str, list[base.Finding]], models.Analyser]:
        is_asking = flagging.reads_with_a_model() and not options["answers"]
        if not options["answers"] and not is_asking:
            return reading.offline(library), measuring.analyser()
        model = options["model"] or settings.LLM_MODEL
        told = (
            reading.asked(library) if is_asking else _answered(library, options["answers"], model)
        )
        dropped = ", ".join(f"{name} {n}" for name, n in sorted(told.dropped.items())) or "nothing"
        missing = f"{len(told.unanswered)} of {told.parts} parts unanswered"
        self.stderr.write(f"Dropped of the answers: {dropped}; {missing}.")
        return told.findings, models.Analyser(llm.NAME, model, llm.VERSION)

    def _print(
        self,
        library: articles.Library,
        lines: Mapping[str, Mapping[str, Any]],
        measured: Iterable[bars.Measured],
        options: Mapping[str, Any],
    ) -> None:
        counts = {
            tier: sum(len(line[tier]) for line in lines.values())
            for tier in next(iter(lines.values()), {})
            if tier != "article"
        }
        told: dict[str, Any] = {"found": counts}
        if options["gold"]:
            told |= comparing.figures(library.articles, lines)
            told["bars"] = {one.kind: vars(one) for one in measured}
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for name, figures in told.items():
            shown = figures.items() if isinstance(figures, dict) else [("", figures)]
            words = "  ".join(f"{key} {value}" for key, value in shown if value is not None)
            self.stdout.write(f"{name:16s} {words}")


def _answered(library: articles.Library, path: Path, model: str) -> reading.Answered:
    return reading.answered(library, cases.lines(path.read_bytes()), model)


def _public(
    measured: Iterable[bars.Measured], analyser: models.Analyser, *, is_labelled: bool
) -> Any:
    """Return what tells whether a meaning is public by machine: by the bars measured or stored."""
    stored = models.Bar.objects.of(analyser).values_list("kind", "threshold")
    given = {one.kind: one.threshold for one in measured} if is_labelled else dict(stored)

    def is_public(finding: base.Finding) -> bool:
        bar = given.get(finding.kind)
        if bar is None or finding.is_doubtful or kinds.get(finding.kind).is_left_to_people:
            return False
        return finding.confidence >= bar

    return is_public
