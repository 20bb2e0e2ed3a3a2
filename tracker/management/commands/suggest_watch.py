"""``manage.py suggest_watch``: key terms suggested from a commitment's words."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rest_framework.exceptions import ValidationError

from tracker import editing, flagging, models, recording

ACTOR = "suggest_watch"


class Command(BaseCommand):
    """Print the terms of each language with their weights, and save them where that is asked."""

    help = "Suggest by which terms a commitment is watched; --save has them used at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="of the commitment")
        parser.add_argument(
            "--save", action="store_true", help="take the suggestions as its language_terms"
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
        if options["save"]:
            try:
                with recording.change(ACTOR, "terms suggested from its words") as change:
                    editing.update(change, commitment, {"watch": watch})
            except ValidationError as error:
                raise CommandError(f"Nothing was saved: {error.detail}") from error
            self.stdout.write("Saved.")
