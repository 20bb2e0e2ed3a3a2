"""Create a webhook endpoint, ping it, and print its secret."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tracker import models
from tracker.webhooks import endpoints, pinging


class Command(BaseCommand):
    """Create a webhook endpoint."""

    help = "Have events sent to URL. The secret is printed on the last line, this once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("url", metavar="URL")
        parser.add_argument("--owner", required=True, metavar="NAME", help="an account's name")
        parser.add_argument(
            "--event",
            action="append",
            dest="events",
            metavar="PATTERN",
            help="commitment.* or meeting.held; may be repeated; all when left out",
        )
        parser.add_argument(
            "--filter",
            action="append",
            dest="filters",
            default=[],
            metavar="NAME=VALUE",
            help="holder=ecuador; may be repeated, values of one name are alternatives",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            owner = models.User.objects.get(username=options["owner"])
            endpoint, secret = endpoints.create_endpoint(
                owner, options["url"], options["events"] or ["*"], _asked(options["filters"]), now
            )
        except models.User.DoesNotExist:
            raise CommandError(f"There is no account {options['owner']!r}.") from None
        except endpoints.InvalidEndpoint as error:
            raise CommandError(f"{error.field}: {error}") from None
        except endpoints.TooManyError as error:
            raise CommandError(str(error)) from None
        result = pinging.ping(endpoint, now)
        self.stdout.write(f"Endpoint {endpoint.slug} is {endpoint.state}.")
        if not result.is_success:
            pinging.challenge(endpoint, timezone.now())
            self.stderr.write(f"The ping failed: {result.outcome} {result.answer}".rstrip())
            self.stderr.write(
                "Give the receiver the secret below: the running service pings it again for ten"
                f" minutes, and `manage.py ping_webhook {endpoint.slug}` at any time."
            )
        self.stdout.write(secret)


def _asked(pairs: list[str]) -> dict[str, list[str]]:
    asked: dict[str, list[str]] = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        asked.setdefault(name, []).append(value)
    return asked
