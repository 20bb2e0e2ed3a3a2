"""``manage.py set_role NAME ROLE``: give an account another role."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker import accounts, models, vocabularies

ACTOR = "set_role"


class Command(BaseCommand):
    """Gives an account another role, as administrators do at the desk."""

    help = "Give an account another role; its tokens that allow more are revoked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="The account's name")
        parser.add_argument("role", choices=[role.value for role in vocabularies.Role])

    def handle(self, *args: Any, **options: Any) -> None:
        account = models.User.objects.filter(username=options["name"]).first()
        if account is None:
            raise CommandError(f"There is no account of the name {options['name']}.")
        role = vocabularies.Role(options["role"])
        accounts.set_role(ACTOR, account, role, timezone.now())
        self.stdout.write(f"{account.username} is of the role {role.label['en'].lower()} now.")
