"""The web process, for a WSGI server."""

import os
import threading

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

from tracker import rerendering  # noqa: E402 - models need what stands above

# Not waited for: a database that does not answer holds up no start.
threading.Thread(target=rerendering.warn, name="rerender.needed", daemon=True).start()
