"""Ping a webhook endpoint now, and tell how it answered."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tracker import models
from tracker.webhooks import pinging


class Command(BaseCommand):
    """Ping a webhook endpoint."""

    help = "Ping the endpoint SLUG; a pending one that answers is enabled."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG")

    def handle(self, *args: Any, **options: Any) -> None:
        endpoint = models.WebhookEndpoint.objects.filter(slug=options["slug"]).first()
        if endpoint is None:
            raise CommandError(f"There is no endpoint {options['slug']!r}.")
        result = pinging.ping(endpoint, timezone.now())
        if not result.is_success:
            raise CommandError(f"The ping failed: {result.outcome} {result.answer}".rstrip())
        self.stdout.write(f"Endpoint {endpoint.slug} answered and is {endpoint.state}.")
