"""``manage.py export_decisions``: what reviewers decided, as labelled passages to learn from."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tracker import watched
from tracker.evaluating import decisions


class Command(BaseCommand):
    """Write the passages, the commitments that they are labelled for, and a card."""

    help = (
        "Write what reviewers confirmed, corrected and dismissed as labelled passages: "
        "cases.jsonl and tracked.json, which evaluate and train read, and README.md with the "
        "licence. Texts that are not public are given by their quotes alone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where the files are written")
        parser.add_argument(
            "--licence",
            required=True,
            help="under which you give the passages to others, or that not",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        licence: str = options["licence"].strip()
        if not licence:
            raise CommandError("Say under which licence the passages are given.")
        everything = watched.index().tracked
        found = decisions.passages(each.slug for each in everything.commitments)
        entries = decisions.tracked(found, everything)
        slugs = [entry["id"] for entry in entries]
        lines = [json.dumps(each.case(slugs), ensure_ascii=False) for each in found]
        files = {
            "tracked.json": json.dumps(entries, ensure_ascii=False, indent=1) + "\n",
            "cases.jsonl": "".join(f"{line}\n" for line in lines),
            "README.md": decisions.card(licence, found, entries, timezone.now()),
        }
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_text(content, encoding="utf-8")
        self.stdout.write(f"{len(lines)} passages on {len(entries)} commitments: {folder}")
