"""``manage.py rerender``: bring stored bodies and facets into the form that the code gives them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker import models, redacting, rerendering


class Command(BaseCommand):
    """Go on batch by batch to the end; broken off, the same command goes on from there."""

    help = (
        "Render anew what is stored in a form of former code: bodies as record.refreshed, the "
        "facets of all revisions in place. The service may run meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--all",
            action="store_true",
            help="go through everything, whether or not its form is known to have changed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        row = rerendering.begin(is_whole=options["all"])
        if row is None:
            self.stdout.write("Nothing is outdated.")
        while row is not None:
            self._finish(row)
            row = rerendering.begin()
        hidden = redacting.hide_account_names()
        if hidden:
            self.stdout.write(f"former versions that no longer name accounts: {hidden}")

    def _finish(self, row: models.Rerendering) -> None:
        if row.revisions or row.records:
            self.stdout.write(f"Going on: {_progress(row)}")
        while row.finished_at is None:
            row = rerendering.advance(row.pk)
            self.stdout.write(_progress(row))
            self.stdout.flush()
        if row.facets or row.bodies:
            raise CommandError("Another version of the code has begun to rerender.")
        if row.records_left:
            self.stdout.write(f"{row.records_left} records wait for manage.py apply_visibility.")


def _progress(row: models.Rerendering) -> str:
    return (
        f"revisions: {row.revisions}, facets rewritten: {row.facets_rewritten}; "
        f"records: {row.records}, bodies rendered anew: {row.bodies_rendered}"
    )
