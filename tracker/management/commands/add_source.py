"""manage.py add_source: find the feed of a page, show what it lists, and follow it."""

import argparse
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError
from rest_framework.exceptions import ValidationError

from tracker import editing, ingest, models, readers, recording, vocabularies

ACTOR = "add_source"
SHOWN_TITLES = 5
_TYPES = [code for code, reader in readers.READERS.items() if reader.is_polled]


class Command(BaseCommand):
    """Adds a source."""

    help = "Follow what stands at URL: its feed if it has one, else the articles it links to."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("url", metavar="URL")
        parser.add_argument("--type", choices=_TYPES, default="", help="instead of finding out")
        parser.add_argument("--name", default="", help="instead of the name that it gives itself")
        parser.add_argument("--publisher", default="")
        parser.add_argument(
            "--party", metavar="SLUG", help="whose own words its texts are, of an official source"
        )
        parser.add_argument("--language", default="", help="en, es …")
        parser.add_argument("--country", default="", help="ISO 3166-1 alpha-2")
        tiers = [tier.value for tier in vocabularies.SourceTier]
        parser.add_argument("--tier", choices=tiers, default=vocabularies.SourceTier.PRESS.value)
        parser.add_argument(
            "--dry-run", action="store_true", help="only show what would be followed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = ingest.examine(options["url"], options["type"])
        except ingest.NothingToFollowError as error:
            raise CommandError(str(error)) from error
        articles = found.listed.entries
        self.stdout.write(f"{found.url} is a {found.reader} that lists {len(articles)} articles:")
        for article in articles[:SHOWN_TITLES]:
            self.stdout.write(f"  {article.title or article.url}")
        if options["dry_run"]:
            return
        known = models.following(found.url).first()
        if known is not None:
            raise CommandError(f"It is followed already, as {known.slug}.")
        source = _add(found, options)
        self.stdout.write(f"{source.slug} is followed; the running service reads it in a minute.")


def _add(found: ingest.Found, options: dict[str, Any]) -> models.Record:
    entered = {
        "name": options["name"] or found.listed.title or urlsplit(found.url).hostname,
        "external_url": found.url,
        "reader": found.reader,
        "language": options["language"] or found.listed.language,
        "country": options["country"],
        "publisher": options["publisher"],
        "party": options["party"],
        "tier": options["tier"],
    }
    try:
        with recording.change(ACTOR, "added") as change:
            return editing.create(change, "source", entered)
    except ValidationError as error:
        raise CommandError(f"It was not added: {error}") from error
