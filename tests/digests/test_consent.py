"""An address is asked seldom, whoever asks for it, and not again once it wants no mails."""

import importlib
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.db.models.functions import Now
from pytest_django import Settings

from tests import factories
from tracker import models
from tracker.digests import links, searches, sending

pytestmark = pytest.mark.django_db

VICTIM = "victim@courier.example"
HOUR = timedelta(hours=1)
Ask = Callable[[datetime], int]


def wanted(owner: models.User, email: str = VICTIM, title: str = "Bases") -> models.SavedSearch:
    fields = {"title": title, "email": email, "event_types": ["commitment.*"]}
    return searches.add(owner, fields, factories.NOW)


def mailed(now: datetime) -> int:
    """Return how many mails are sent when everything that waits is due."""
    mail.outbox.clear()
    models.SavedSearch.objects.update(due_at=Now())
    sending.ask_for_confirmations(100, now)
    return len(mail.outbox)


def stranger() -> models.User:
    return factories.UserFactory.create()


def test_one_mail_an_hour_and_three_a_day_over_all_accounts() -> None:
    for account in [stranger() for _ in range(4)]:
        wanted(account)
        wanted(account)

    sent = [mailed(factories.NOW + hours * HOUR / 2) for hours in range(48)]

    assert [number for number, mails in enumerate(sent) if mails] == [0, 2, 4]
    assert sum(sent) == 3
    assert mailed(factories.NOW + 24 * HOUR) == 1


def test_what_waits_is_looked_at_again_when_its_turn_has_come() -> None:
    wanted(stranger())
    second = wanted(stranger())
    mailed(factories.NOW)

    second.refresh_from_db()

    assert (second.asked_at, second.due_at) == (None, factories.NOW + HOUR)


def test_flipping_between_addresses_asks_nobody_more_often() -> None:
    search = wanted(stranger())
    sent = 0

    for number in range(20):
        now = factories.NOW + timedelta(minutes=number)
        sent += mailed(now)
        email = VICTIM if number % 2 else "other@courier.example"
        searches.change(search, {"email": email}, now)

    assert sent == 2


@pytest.mark.parametrize("spelling", ["VICTIM@Courier.example", "victim+news@courier.example"])
def test_a_mailbox_is_one_however_it_is_spelt(spelling: str) -> None:
    wanted(stranger())
    wanted(stranger(), spelling)

    assert mailed(factories.NOW) == 1


def test_a_deleted_search_frees_no_turn() -> None:
    owner = stranger()
    search = wanted(owner)
    assert mailed(factories.NOW) == 1
    search.delete()
    wanted(owner)

    assert mailed(factories.NOW + timedelta(minutes=5)) == 0


def test_no_word_of_a_stranger_is_in_the_mail() -> None:
    wanted(stranger(), title="You won! Visit http://evil.example/prize now")

    mailed(factories.NOW)

    (message,) = mail.outbox
    assert message.subject == "Please confirm: mails from localhost"
    assert "evil.example" not in str(message.message())


def test_who_unsubscribed_is_not_asked_by_strangers() -> None:
    first = wanted(stranger())
    assert mailed(factories.NOW) == 1
    (message,) = mail.outbox
    assert links.url(first, links.UNSUBSCRIBE)[:50] in str(message.body)
    assert message.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    searches.unsubscribe(first, factories.NOW)

    first.refresh_from_db()
    searches.ask_again(first, factories.NOW + 2 * HOUR)
    wanted(stranger())

    assert [mailed(factories.NOW + days * 24 * HOUR) for days in range(1, 5)] == [0, 0, 0, 0]


def test_who_unsubscribed_is_asked_by_an_account_that_it_had_confirmed() -> None:
    owner = stranger()
    search = wanted(owner)
    searches.confirm(search, factories.NOW)
    searches.unsubscribe(search, factories.NOW)
    search.refresh_from_db()

    searches.ask_again(search, factories.NOW + HOUR)
    wanted(owner)

    assert mailed(factories.NOW + HOUR) == 1
    searches.confirm(search, factories.NOW + HOUR)
    assert models.MailRecipient.objects.get().unsubscribed_at is None


def test_who_confirmed_is_asked_for_further_searches_at_once() -> None:
    owner = stranger()
    searches.confirm(wanted(owner), factories.NOW)
    for _ in range(5):
        wanted(owner)

    assert mailed(factories.NOW) == 5


def test_moving_a_confirmed_search_to_an_address_is_no_consent_of_it() -> None:
    owner = stranger()
    search = wanted(owner, "own@courier.example")
    searches.confirm(search, factories.NOW)
    search.refresh_from_db()
    searches.change(search, {"email": VICTIM}, factories.NOW)
    wanted(owner)

    assert mailed(factories.NOW) == 1


def test_a_mail_that_nobody_took_costs_no_turn(settings: Settings) -> None:
    wanted(stranger())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert mailed(factories.NOW) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert mailed(factories.NOW + timedelta(minutes=5)) == 1


def test_an_upgrade_takes_over_who_confirmed_and_who_unsubscribed() -> None:
    for state in ("active", "paused", "pending", "unsubscribed"):
        factories.SavedSearchFactory.create(state=state, email=f"{state}@courier.example")
    upgrade = importlib.import_module("tracker.migrations.0019_mail_recipients")

    upgrade.take_over_consent(apps, None)

    confirmed = models.SavedSearch.objects.exclude(confirmed_at=None)
    assert set(confirmed.values_list("state", flat=True)) == {"active", "paused", "unsubscribed"}
    recipient = models.MailRecipient.objects.exclude(unsubscribed_at=None).get()
    assert recipient.digest == models.recipient_digest("unsubscribed@courier.example")
