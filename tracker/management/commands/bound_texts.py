"""``manage.py bound_texts``: bounds for texts that are not public, stored before there were any."""

from typing import Any

from django.core.management.base import BaseCommand

from tracker import ingest


class Command(BaseCommand):
    """Print how many versions were compared, and of how many quotes the context was hidden."""

    help = (
        "Compare versions stored before versions were compared when they are stored, and hide the "
        "words around all but five quotes of each text that is not public."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        compared = hidden = 0
        for key in list(ingest.unbounded()):
            done = ingest.bound(key)
            compared, hidden = compared + done[0], hidden + done[1]
        self.stdout.write(f"versions compared: {compared}")
        self.stdout.write(f"contexts hidden: {hidden}")
