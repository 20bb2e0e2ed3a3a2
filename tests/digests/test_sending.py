"""What saved searches find is mailed once, and what was mailed is corrected by mail."""

import socket
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connections
from django.db.models.functions import Now
from django.utils import timezone
from pytest_django import Settings

from tests import factories, refusing
from tests.digests.conftest import Save, Tell
from tracker import models, reviewing
from tracker.digests import sending

pytestmark = pytest.mark.django_db


def flagged(**fields: object) -> models.Development:
    return factories.development(snapshot=factories.snapshot(), **fields)


def test_what_is_flagged_is_mailed_with_its_quote_and_where_it_stands(
    save: Save, tell: Tell, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://record.example"
    search = save()
    development = flagged()

    (message,) = tell()

    assert message.to == ["desk@courier.example"]
    assert message.subject == f"{development.title} · Foreign bases"
    text = str(message.body)
    assert "New report (Flagged by machine) · 2026-01-25" in text
    assert "A report cites Ana Ruiz." in text
    assert f"https://record.example/developments/{development.slug}" in text
    quote = models.Citation.objects.get(record=development.pk)
    assert f"“{quote.exact}”\n  — The Sulaco Courier" in text
    page = str(message.alternatives[0][0])
    assert f'<a href="https://record.example/developments/{development.slug}"' in page
    (sent,) = search.mails.all()
    head = models.LedgerHead.objects.sequence()
    assert (sent.records, sent.last_sequence) == ([development.pk], head)


def test_mail_programs_can_unsubscribe_by_one_click(save: Save, tell: Tell) -> None:
    search = save()
    flagged()

    (message,) = tell()

    headers = message.message()
    link = headers["List-Unsubscribe"]
    assert link.startswith("<http://localhost:8000/mails/unsubscribe/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Id"] == f"<{search.slug}.searches.localhost>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert link.strip("<>") in str(message.body)


def test_what_was_mailed_is_not_mailed_again(save: Save, tell: Tell) -> None:
    save()
    flagged()

    assert [len(tell()), len(tell())] == [1, 0]


def test_a_day_without_news_has_no_mail_and_what_came_before_is_none(
    save: Save, tell: Tell
) -> None:
    flagged()
    save()

    assert tell() == []


def test_only_what_is_asked_for_is_mailed(save: Save, tell: Tell) -> None:
    save(event_types=["meeting.*"])
    save(filters={"min_confidence": ["0.9"]})
    save(filters={"country": ["XR"]})
    save(filters={"country": ["XC"]}, title="Costaguana")
    flagged(confidence=0.8)

    assert [message.subject.rpartition(" · ")[2] for message in tell()] == ["Costaguana"]


def test_old_happenings_are_mailed_only_where_they_are_asked_for(save: Save, tell: Tell) -> None:
    save()
    save(has_backfill=True, title="With old ones")
    flagged(is_backfill=True)

    assert [message.subject.rpartition(" · ")[2] for message in tell()] == ["With old ones"]


def test_several_events_are_one_mail_in_the_language_that_was_chosen(
    save: Save, tell: Tell
) -> None:
    save(language="es", title="Bases extranjeras")
    commitment = factories.commitment()
    flagged(subject=commitment)
    factories.development(subject=commitment, key="another", title="Another")

    (message,) = tell()

    assert message.subject == "2 novedades · Bases extranjeras"
    assert "Se cita a Ana Ruiz." in str(message.body)
    assert "Para no recibir más: http" in str(message.body)


def test_a_dismissal_is_mailed_to_whoever_was_told_and_to_nobody_else(
    save: Save, tell: Tell
) -> None:
    save(title="Told", event_types=["commitment.reported"])
    development = flagged()
    assert len(tell()) == 1
    save(title="Later", event_types=["commitment.reported"])

    reviewing.dismiss(development, "editor", "It was last year's speech.", factories.NOW)

    (message,) = tell()
    assert message.subject.endswith(" · Told")
    assert "Development dismissed (Dismissed)" in str(message.body)
    assert "It was last year's speech." in str(message.body)


def test_what_was_flagged_and_dismissed_between_two_mails_is_in_none(
    save: Save, tell: Tell
) -> None:
    save()
    reviewing.dismiss(flagged(), "editor", "Wrong.", factories.NOW)

    assert tell() == []


def test_another_kind_is_mailed_to_all_who_were_told_and_to_whom_it_matches(
    save: Save, tell: Tell
) -> None:
    save(title="Old kind", event_types=["commitment.reaffirmed"])
    development = flagged(kind="commitment.reaffirmed", relation="reaffirms", has_cleared_bar=True)
    assert len(tell()) == 1
    save(title="New kind", event_types=["commitment.contradicted"])
    save(title="Neither", event_types=["commitment.reaffirmed", "meeting.held"])

    reviewing.correct(
        development,
        "editor",
        "The opposite.",
        factories.NOW,
        {"kind": "commitment.contradicted"},
    )

    mails = tell()
    assert [each.subject.rpartition(" · ")[2] for each in mails] == ["Old kind", "New kind"]
    assert "Commitment contradicted (Corrected)" in str(mails[0].body)


def test_what_became_another_kind_before_its_mail_is_in_none_that_asks_for_the_first(
    save: Save, tell: Tell
) -> None:
    save(event_types=["commitment.reaffirmed"])
    development = flagged(kind="commitment.reaffirmed", relation="reaffirms", has_cleared_bar=True)
    reviewing.correct(development, "editor", "", factories.NOW, {"kind": "commitment.contradicted"})

    assert tell() == []


def test_what_was_dismissed_and_reopened_before_its_mail_is_news(save: Save, tell: Tell) -> None:
    save(event_types=["commitment.reported"])
    development = flagged()
    reviewing.dismiss(development, "editor", "Wrong.", factories.NOW)
    reviewing.reopen(development, "editor", "Right.", factories.NOW)

    (message,) = tell()

    assert "Development reopened (Flagged by machine)" in str(message.body)


def test_a_reopening_is_mailed_to_whoever_was_told_and_to_nobody_else(
    save: Save, tell: Tell
) -> None:
    save(title="Told")
    development = flagged()
    assert len(tell()) == 1
    reviewing.confirm(development, "editor", "", factories.NOW)
    save(title="Later")

    reviewing.reopen(development, "editor", "In doubt.", factories.NOW)

    (message,) = tell()
    assert message.subject.endswith(" · Told")


def test_of_more_than_fifty_events_the_last_are_told_and_the_others_counted(
    save: Save, tell: Tell
) -> None:
    save(event_types=["record.created"], filters={"kind": ["state"]})
    for number in range(52):
        factories.party(name=f"State {number}", kind="state")

    (message,) = tell()

    assert message.subject == "52 developments · Foreign bases"
    assert "And 2 more: http://localhost:8000/" in str(message.body)
    assert str(message.body).count("\nState ") == 50


def test_a_title_breaks_no_header(save: Save, tell: Tell) -> None:
    save(title="Bases\r\nBcc: all@courier.example")
    flagged()

    (message,) = tell()

    assert message.subject.endswith("Bases Bcc: all@courier.example")
    assert message.message()["Bcc"] is None


def test_a_mail_that_nobody_takes_is_tried_again_later(
    save: Save, tell: Tell, settings: Settings
) -> None:
    search = save()
    flagged()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = closed.getsockname()
        assert tell() == []
    search.refresh_from_db()
    assert (search.failures, search.leased_until) == (1, None)
    assert search.due_at == factories.NOW + timedelta(minutes=5)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert len(tell()) == 1

    search.refresh_from_db()
    assert search.failures == 0


def test_a_search_whose_mails_nobody_takes_for_days_rests(
    save: Save, tell: Tell, settings: Settings
) -> None:
    search = save()
    models.SavedSearch.objects.update(failures=19)
    flagged()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = closed.getsockname()
        tell()

    search.refresh_from_db()
    assert search.state == "paused"


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_mail(save: Save) -> None:
    save()
    flagged()
    models.SavedSearch.objects.update(due_at=Now())
    start = threading.Barrier(2)

    def work() -> None:
        try:
            start.wait(30)
            sending.send_due(10, factories.NOW)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert len(mail.outbox) == 1
    assert models.SearchMail.objects.count() == 1


def test_a_search_that_cannot_be_settled_keeps_no_other_from_being_mailed(save: Save) -> None:
    refused, other = save(), save(title="Ports")
    flagged()
    refusing.refuse("tracker_searchmail", f"NEW.search_id = {refused.pk}")
    now = timezone.now() + timedelta(hours=1)
    models.SavedSearch.objects.update(due_at=now - timedelta(hours=2))

    assert sending.send_due(10, now) == 2

    refused.refresh_from_db()
    assert (refused.failures, refused.leased_until) == (1, None)
    assert refused.due_at == now + timedelta(minutes=5)
    assert other.mails.count() == 1
