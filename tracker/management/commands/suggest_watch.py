"""``manage.py suggest_watch``: terms and a concept suggested from a commitment's words."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from tracker import editing, flagging, models, recording

ACTOR = "suggest_watch"


class Command(BaseCommand):
    """Print what is suggested and what it would report, and save it where that is asked."""

    help = (
        "Suggest by which terms and concept a commitment is watched, say how many past articles "
        "would be reported, and warn of broad terms; --save has them used at once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="of the commitment")
        parser.add_argument(
            "--save",
            action="store_true",
            help="take the suggestions as its language_terms and groups",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["slug"]
        rows = models.Commitment.objects.public().select_related("identity")
        commitment = rows.filter(identity__slug=slug).first()
        if commitment is None:
            raise CommandError(f"There is no commitment {slug}.")
        watch = flagging.suggest_watch(commitment)
        for language, weighted in watch["language_terms"].items():
            for term, weight in weighted.items():
                self.stdout.write(f"{language}  {weight:4.1f}  {term}")
        for group in watch.get("groups", ()):
            self.stdout.write("; ".join(f"{sort}: {', '.join(w)}" for sort, w in group.items()))
        preview = flagging.preview_watch(commitment, watch, timezone.now())
        self.stdout.write(preview.sentence["en"])
        for broad in preview.broad_terms:
            self.stderr.write(f"Warning: {broad.sentence['en']}")
        if options["save"]:
            try:
                with recording.change(ACTOR, "terms suggested from its words") as change:
                    editing.update(change, commitment, {"watch": watch})
            except ValidationError as error:
                raise CommandError(f"Nothing was saved: {error.detail}") from error
            self.stdout.write("Saved.")
