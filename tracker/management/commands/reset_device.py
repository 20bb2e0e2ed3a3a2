"""``manage.py reset_device NAME``: remove the device for one-time codes of an account."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker import accounts, models

ACTOR = "reset_device"


class Command(BaseCommand):
    """Removes the device of an account, for whom no administrator can do it at the desk."""

    help = "Remove the device for one-time codes, and the recovery codes, of an account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="The account's name")

    def handle(self, *args: Any, **options: Any) -> None:
        account = models.User.objects.filter(username=options["name"]).first()
        if account is None:
            raise CommandError(f"There is no account of the name {options['name']}.")
        if not accounts.remove_devices(account, ACTOR):
            raise CommandError(f"{account.username} has no device.")
        self.stdout.write(f"{account.username} signs in with the password alone now.")
