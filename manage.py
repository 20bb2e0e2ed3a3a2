#!/usr/bin/env python
"""The command line of On Record: ``python manage.py COMMAND``."""

import os
import sys

from django.core import management

from config import embedded

WITHOUT_SERVERS = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "help",
    "makemessages",
    "spectacular",
    "version",
}


def needs_servers(arguments: list[str]) -> bool:
    """Return whether the command that ``arguments`` name uses the database or the broker."""
    options = {"-h", "--help", "--version"}
    if not arguments or options.intersection(arguments):
        return False
    return arguments[0] not in WITHOUT_SERVERS or "--database" in arguments


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if needs_servers(sys.argv[1:]):
        embedded.ensure()
    management.execute_from_command_line(sys.argv)
