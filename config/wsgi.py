"""The web process, for a WSGI server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections

from config import lifeline

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def limit_statements() -> None:
    """Have PostgreSQL give up on a statement that takes this process too long.

    Whoever waits for the answer has gone by then; workers may take their time.
    """
    options = connections.settings["default"]["OPTIONS"]
    limit = f"-c statement_timeout={settings.WEB_STATEMENT_TIMEOUT_MS}"
    options["options"] = f"{options.get('options', '')} {limit}".strip()


application = get_wsgi_application()
limit_statements()
lifeline.follow()
