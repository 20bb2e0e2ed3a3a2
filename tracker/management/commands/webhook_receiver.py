"""Listen on this machine, and print what comes and whether it is genuine."""

import argparse
import itertools
import threading
import time
from contextlib import suppress
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from tracker.webhooks import receiver, signatures

STATUS_OF_FAILURE = 500


class Command(BaseCommand):
    """A receiver to try deliveries with, or to compare one's own with."""

    help = "Listen on 127.0.0.1 until Ctrl-C; print each delivery and whether it is genuine."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8080, help="0: any that is free")
        parser.add_argument(
            "--secret",
            action="append",
            dest="secrets",
            default=[],
            metavar="SECRET",
            help="whsec_… or a public key whpk_…; may be repeated",
        )
        parser.add_argument(
            "--fail", type=int, default=0, metavar="N", help="answer the first N with status 500"
        )
        parser.add_argument(
            "--slow", type=float, default=0.0, metavar="SECONDS", help="wait before each answer"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for secret in options["secrets"]:
            _check(secret)
        numbers = itertools.count(1)
        seen: set[str] = set()

        def reply(received: receiver.Received) -> receiver.Reply:
            number = next(numbers)
            webhook_id = received.headers.get("webhook-id", "")
            self.stdout.write(_line(received, is_again=webhook_id in seen))
            self.stdout.flush()
            if options["slow"]:
                time.sleep(options["slow"])
            if number <= options["fail"]:
                return receiver.Reply(STATUS_OF_FAILURE)
            seen.add(webhook_id)
            return receiver.Reply()

        with receiver.Receiver(*options["secrets"], reply=reply, port=options["port"]) as running:
            self.stdout.write(f"Listening on {running.url} until Ctrl-C.")
            self.stdout.flush()
            with suppress(KeyboardInterrupt):
                threading.Event().wait()


def _check(secret: str) -> None:
    """Raise CommandError for what verifies nothing."""
    try:
        signatures.verify(secret, _NO_HEADERS, b"", 0)
    except signatures.InvalidSignature:
        return
    except ValueError as error:
        raise CommandError(f"This is no secret: {error}.") from None


_NO_HEADERS = {"webhook-id": "evt_0", "webhook-timestamp": "0", "webhook-signature": "v1,"}


def _line(received: receiver.Received, *, is_again: bool) -> str:
    """Return what is printed of a delivery: headers first, and what its body is about."""
    headers = received.headers
    words = [
        "genuine" if received.verified else "NOT GENUINE",
        headers.get("webhook-event-type", "-"),
        headers.get("webhook-id", "-"),
        f"attempt {headers.get('webhook-attempt', '-')}",
        *(["again"] if is_again else []),
    ]
    try:
        message = orjson.loads(received.body)
        words += [f"sequence {message['sequence']}", message["subject"]]
    except (ValueError, KeyError, TypeError):
        # A ping is about nothing, and a stranger may send anything.
        pass
    return "  ".join(words)
