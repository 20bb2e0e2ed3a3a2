"""Saved searches: confirmed by the address, rested, resumed, and when they are due."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models.functions import Now

from tests import factories
from tests.digests.conftest import Save, Tell
from tracker import filters, models
from tracker.digests import links, searches, sending

pytestmark = pytest.mark.django_db


def test_a_new_search_asks_its_address_once_and_mails_nothing_else(save: Save, tell: Tell) -> None:
    search = save(is_confirmed=False)
    factories.development()

    (message,) = tell()

    assert message.subject == "Please confirm: mails from localhost"
    assert links.url(search, links.CONFIRM)[:50] in str(message.body)
    assert tell() == []


def test_from_its_confirmation_on_it_is_mailed(save: Save, tell: Tell) -> None:
    search = save(is_confirmed=False)
    factories.development()

    assert searches.confirm(search, factories.NOW)
    assert not searches.confirm(search, factories.NOW)

    assert tell() == []
    factories.development(subject=factories.commitment(short_title="Ports"), key="later")
    assert len(tell()) == 1


def test_another_address_has_to_confirm_anew(save: Save, tell: Tell) -> None:
    search = save()
    former = links.token(search, links.CONFIRM)

    searches.change(search, {"email": "other@courier.example"}, factories.NOW)

    assert search.state == "pending"
    assert links.found(former, links.CONFIRM) is None
    (message,) = tell()
    assert message.to == ["other@courier.example"]


def test_what_happens_during_a_pause_is_mailed_after_it(save: Save, tell: Tell) -> None:
    search = save()
    searches.pause(search)
    factories.development()
    assert tell() == []

    searches.resume(search)

    assert len(tell()) == 1


def test_an_unsubscribed_search_comes_back_by_a_confirmation_only(save: Save) -> None:
    search = save()
    searches.unsubscribe(search, factories.NOW)
    search.refresh_from_db()

    with pytest.raises(models.WrongStateError):
        searches.resume(search)
    searches.ask_again(search, factories.NOW)

    assert search.state == "pending"


def test_a_confirmation_is_asked_for_once_an_hour(save: Save, tell: Tell) -> None:
    search = save(is_confirmed=False)
    tell()
    search.refresh_from_db()

    with pytest.raises(models.WrongStateError):
        searches.ask_again(search, factories.NOW + timedelta(minutes=59))
    later = factories.NOW + timedelta(hours=1)
    searches.ask_again(search, later)
    models.SavedSearch.objects.update(due_at=Now())

    assert sending.ask_for_confirmations(10, later) == 1
    search.refresh_from_db()
    assert search.asked_at == later


def test_an_account_has_at_most_twenty_searches(save: Save) -> None:
    for _ in range(20):
        save()

    with pytest.raises(searches.TooManyError):
        save()


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"event_types": ["commitment.forgotten"]}, "event_types"),
        ({"filters": {"verdict": ["lost"]}}, "filters"),
        ({"filters": {"nothing": ["x"]}}, "filters"),
        ({"time_zone": "Europe/Sulaco"}, "time_zone"),
    ],
)
def test_what_a_search_cannot_ask_for_is_refused(wanted: dict[str, object], field: str) -> None:
    with pytest.raises(filters.InvalidSubscription) as refused:
        searches.check(wanted)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 1, 26, 11, 59, tzinfo=UTC), datetime(2026, 1, 26, 12, tzinfo=UTC)),
        (datetime(2026, 1, 26, 12, tzinfo=UTC), datetime(2026, 1, 27, 12, tzinfo=UTC)),
        (datetime(2026, 1, 26, 3, tzinfo=UTC), datetime(2026, 1, 26, 12, tzinfo=UTC)),
    ],
)
def test_a_daily_mail_is_due_at_its_hour_where_its_reader_lives(
    now: datetime, due: datetime
) -> None:
    search = models.SavedSearch(frequency="daily", hour=7, time_zone="America/Guayaquil")

    assert search.next_due(now) == due
