"""``manage.py create_token NAME --role editor [--days 365] [--email …]``: a token, shown once."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from tracker import accounts, models, vocabularies

ACTOR = "create_token"
_LONGEST_DAYS = 36500


class Command(BaseCommand):
    """Makes a token for an account, and the account, of that role, where there is none."""

    help = "Print a new bearer token, alone on the last line; it is shown this once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        roles = [role.value for role in vocabularies.Role]
        parser.add_argument("name", help="The account's name")
        parser.add_argument("--role", choices=roles, required=True)
        parser.add_argument("--email", help="Where the account is mailed about its webhooks")
        parser.add_argument("--days", type=int, help="After how many days it expires")

    def handle(self, *args: Any, **options: Any) -> None:
        days = options["days"]
        if days is not None and not 0 < days <= _LONGEST_DAYS:
            raise CommandError(f"--days is a whole number from 1 to {_LONGEST_DAYS}.")
        role = vocabularies.Role(options["role"])
        with transaction.atomic():
            user = _account(options["name"], options["email"], role)
            try:
                token, secret = accounts.issue_token(
                    ACTOR, user, options["name"], role, timezone.now(), days
                )
            except accounts.AboveRoleError as error:
                raise CommandError(f"{error} `manage.py set_role` gives another.") from error
        until = f"until {token.expires_at:%Y-%m-%d}" if token.expires_at else "without expiry"
        self.stdout.write(f"A token of {user.username}, {role.label['en'].lower()}, {until}:")
        self.stdout.write(secret)


def _account(name: str, email: str | None, role: vocabularies.Role) -> models.User:
    account = models.User(username=name, email=email or "", role=role)
    account.set_unusable_password()
    try:
        account.clean_fields()
    except ValidationError as error:
        raise CommandError(f"There can be no account of this name: {error}") from error
    known = models.User.objects.filter(username=name).first()
    if known is not None:
        account = known
        account.email = email or account.email
    account.save()
    if known is None:
        models.AuditEntry.objects.note(
            models.AuditAct.ACCOUNT_CREATED, ACTOR, about=account.username, detail=role
        )
    return account
