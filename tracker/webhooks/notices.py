"""Mails to owners of endpoints: that theirs fails, that a delivery was given up, that it is off.

What is to be told is noted with the result that it follows from; handing it over takes its time,
and is done apart.
"""

from datetime import datetime, timedelta
from typing import Any, Final

import structlog

from tracker import claims, mailing, models, vocabularies

LEASE_SECONDS: Final = 300
AFTER_FAILURE: Final = timedelta(minutes=5)
MOST_FAILURES: Final = 10

_CHANNEL: Final = {
    "en": {
        "failing": "Four messages in a row could not be posted in your channel in {service};"
        " more will be tried.",
        "exhausted": "A message for your channel in {service} was given up.",
        "disabled": "Nothing more is posted in your channel in {service}: the service refuses it.",
    },
    "es": {
        "failing": "Cuatro mensajes seguidos no pudieron publicarse en su canal de {service};"
        " se intentarán más.",
        "exhausted": "Se abandonó un mensaje para su canal de {service}.",
        "disabled": "No se publica nada más en su canal de {service}: el servicio lo rechaza.",
    },
}
_MANAGE: Final = {
    "en": "What you follow, and your channels:",
    "es": "Lo que sigue usted, y sus canales:",
}

_Parts = dict[str, Any]

log = structlog.get_logger(__name__)


def send_waiting(limit: int, now: datetime) -> int:
    """Mail up to ``limit`` notices that are due, and return how many were taken up.

    An account without an address is told nothing. What nobody takes is given up in the end.
    """

    def work(notice: models.EndpointNotice) -> None:
        try:
            _send(notice)
        except mailing.FAILURES as failure:
            put_off(notice, failure)
        else:
            notice.release(sent_at=now)

    def put_off(notice: models.EndpointNotice, failure: Exception) -> None:
        failures = notice.failures + 1
        given_up = {"sent_at": now} if failures >= MOST_FAILURES else {}
        due_at = now + AFTER_FAILURE * failures**2
        notice.release(failures=failures, due_at=due_at, **given_up)
        log.warning("notices.not_sent", notice=notice.pk, error=type(failure).__name__)

    return claims.work_off(
        models.EndpointNotice.objects.due(), work, put_off, claims.Batch(limit, LEASE_SECONDS)
    )


def _send(notice: models.EndpointNotice) -> None:
    endpoint = notice.endpoint
    if not endpoint.belongs_to.email:
        return
    attempts = models.Attempt.objects.filter(delivery__endpoint=endpoint)
    last = attempts.exclude(outcome="delivered").order_by("-attempted_at", "-pk").first()
    compose = _to_account if endpoint.follower is None else _to_follower
    mailing.send(
        to=endpoint.belongs_to.email,
        message_id=f"{endpoint.slug}.notice.{notice.pk}",
        **compose(endpoint, vocabularies.NoticeReason(notice.reason), last),
    )


def _to_account(
    endpoint: models.WebhookEndpoint,
    reason: vocabularies.NoticeReason,
    last: models.Attempt | None,
) -> _Parts:
    return {
        "subject": f"Webhook endpoint {endpoint.slug}: {reason.label['en'].lower()}",
        "template": "notice",
        "context": {
            "endpoint": endpoint,
            "explanation": reason.explanation,
            "last": last,
            "is_disabled": endpoint.state == vocabularies.EndpointState.DISABLED,
        },
    }


def _to_follower(
    endpoint: models.WebhookEndpoint,
    reason: vocabularies.NoticeReason,
    last: models.Attempt | None,
) -> _Parts:
    """Return a mail that leads to the page on which the channel can be changed or ended."""
    service = vocabularies.EndpointFormat(endpoint.format).label[endpoint.language]
    return {
        "subject": f"{service} · {mailing.host()}: {reason.label[endpoint.language].lower()}",
        "template": "channel",
        "context": {
            "endpoint": endpoint,
            "text": _CHANNEL[endpoint.language][reason].format(service=service),
            "last": last,
            "manage": _MANAGE[endpoint.language],
            "managing_url": endpoint.follower.managing_url if endpoint.follower else "",
        },
    }
