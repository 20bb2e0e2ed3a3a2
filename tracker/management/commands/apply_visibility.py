"""``manage.py apply_visibility``: bring what the public sees in line with the settings."""

from typing import Any

from django.core.management.base import BaseCommand

from tracker import reviewing


class Command(BaseCommand):
    """Applies changed settings of what is public; done twice, it is once."""

    help = (
        "Show and withhold developments as PUBLIC_REVIEW_STATES, WITHHELD_UNTIL_CONFIRMED and "
        "PUBLIC_FROM_CONFIDENCE say."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        shown, withheld = reviewing.apply_visibility()
        self.stdout.write(f"{shown} developments are shown now, {withheld} are withheld.")
