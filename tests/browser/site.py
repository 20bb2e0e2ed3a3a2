"""A reader without an account: the service that they find, and where they are told what happens."""

import json
import os
import sys

from tests import serving
from tests.browser import driver
from tests.tallying import Tally

COMMITMENT = "ecuador-no-foreign-bases"
ARTICLE = {
    "url": "https://gazette.example/bases",
    "title": "No bases, the minister repeats",
    "outlet": "The Gazette",
    "language": "en",
    "published_at": "2026-06-02",
    "text_kind": "full",
    "text": "Foreign Minister Gabriela Sommerfeld said on Tuesday that Ecuador will not host"
    " foreign military bases. The agreements with the United States are about training.",
}
LATER = {
    **ARTICLE,
    "url": "https://gazette.example/bases-again",
    "title": "Minister speaks of bases again",
    "published_at": "2026-07-09",
    "text": "Asked about foreign military bases in Ecuador, Foreign Minister Gabriela Sommerfeld"
    " told reporters in Quito that nothing had changed since spring.",
}
# What workers do, one after the other, until nothing is left.
WORK = f"""
from django.db.models.functions import Now
from django.utils import timezone
from tracker import ingest, models
from tracker.digests import sending
ingest.read_submissions(10)
{serving.READ}
models.SavedSearch.objects.update(due_at=Now())
now = timezone.now()
sending.ask_for_confirmations(20, now)
sending.send_due(20, now)
{driver.SEND}
"""


def run(tally: Tally, browser: str) -> None:
    """Have a reader find, read, compare, cite and follow a commitment of the worked example."""
    mails, chat = serving.free_port(), serving.free_port()
    os.environ.update(
        {
            "EMAIL_URL": f"smtp://127.0.0.1:{mails}",
            "OUTBOUND_ALLOWED_ADDRESSES": "127.0.0.0/8",
            "OUTBOUND_ALLOWED_PORTS": "*",
            "OUTBOUND_ALLOW_HTTP": "true",
            "CHAT_HOSTS": "127.0.0.1",
        }
    )
    roles = {"editor": "editor", "reviewer": "reviewer"}
    with serving.running("site", roles) as service:
        editor = driver.Program(service, "editor")
        editor.ask("/v1/documents", ARTICLE)
        serving.manage(["shell", "--no-imports", "-c", WORK], service.environment)
        given = {
            "url": service.url,
            "mails": mails,
            "chat": chat,
            "tokens": dict(service.tokens),
            "commitment": COMMITMENT,
            "quote": ARTICLE["text"].partition(". ")[0] + ".",
            "later": LATER,
            "work": [sys.executable, "manage.py", "shell", "--no-imports", "-c", WORK],
            "project": str(serving.PROJECT),
            "environment": dict(service.environment),
        }
        (driver.MADE / "site.json").write_text(json.dumps(given), encoding="utf-8")
        steps = ["venv/bin/python", "site_steps.py", browser, str(driver.MADE)]
        tally.listen("site", steps, driver.MADE)
