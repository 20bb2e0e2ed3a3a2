"""Mails as they leave: by Django's back end, text and page, with what machines need to know."""

import smtplib
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail
from django.template import loader

FAILURES: Final = (smtplib.SMTPException, OSError)
"""What sending may raise where the mail could not be handed over."""

_AUTOMATIC: Final = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def send(  # noqa: PLR0913 - a mail has that many parts
    *,
    to: str,
    subject: str,
    template: str,
    context: Mapping[str, Any],
    message_id: str,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Hand over a mail whose text and page are the templates ``template``.txt and .html.

    ``message_id`` is without its host. Raises what FAILURES names.
    """
    given = {"home": settings.PUBLIC_URL, **context}
    message = mail.EmailMultiAlternatives(
        # A title may hold what no header can.
        subject=" ".join(subject.split()),
        body=loader.render_to_string(f"tracker/mails/{template}.txt", given),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers={"Message-ID": f"<{message_id}@{host()}>", **_AUTOMATIC, **(headers or {})},
    )
    page = loader.render_to_string(f"tracker/mails/{template}.html", given)
    message.attach_alternative(page, "text/html")
    message.send()


def host() -> str:
    """Return the host by which this service is known."""
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
