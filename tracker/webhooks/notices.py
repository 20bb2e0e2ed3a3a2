"""Mails to owners of endpoints: that theirs fails, that a delivery was given up, that it is off.

What is to be told is noted with the result that it follows from; handing it over takes its time,
and is done apart.
"""

from datetime import datetime, timedelta
from typing import Final

import structlog

from tracker import claims, mailing, models, vocabularies

LEASE_SECONDS: Final = 300
AFTER_FAILURE: Final = timedelta(minutes=5)
MOST_FAILURES: Final = 10

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
    reason = vocabularies.NoticeReason(notice.reason)
    if not endpoint.owner.email:
        return
    attempts = models.Attempt.objects.filter(delivery__endpoint=endpoint)
    mailing.send(
        to=endpoint.owner.email,
        subject=f"Webhook endpoint {endpoint.slug}: {reason.label['en'].lower()}",
        template="notice",
        context={
            "endpoint": endpoint,
            "explanation": reason.explanation,
            "last": attempts.exclude(outcome="delivered").order_by("-attempted_at", "-pk").first(),
            "is_disabled": endpoint.state == vocabularies.EndpointState.DISABLED,
        },
        message_id=f"{endpoint.slug}.notice.{notice.pk}",
    )
