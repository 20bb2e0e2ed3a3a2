"""Following without an account: an address is asked, decides by its mails, and is forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.models.functions import Now

from tests import factories
from tests.digests.conftest import Tell
from tracker import models
from tracker.digests import following, links, searches, sending

pytestmark = pytest.mark.django_db

ANA = "ana@courier.example"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def asked(email: str = ANA, topic: str = "bases", **fields: Any) -> models.SavedSearch | None:
    wanted = {
        "title": f"Topic: {topic}",
        "language": "en",
        "frequency": "immediate",
        "event_types": ["commitment.*"],
        "filters": {"topic": [topic]},
        **fields,
    }
    return following.follow(email, wanted, factories.NOW)


def followed(**fields: Any) -> models.SavedSearch:
    """Return what Ana follows and has confirmed."""
    search = asked(**fields)
    assert search is not None
    assert searches.confirm(search, factories.NOW)
    search.refresh_from_db()
    return search


def ana() -> models.Follower:
    return models.Follower.objects.get(email=ANA)


def confirmations(now: Any) -> int:
    """Return how many requests are mailed when everything that waits is due."""
    mail.outbox.clear()
    models.SavedSearch.objects.update(due_at=Now())
    sending.ask_for_confirmations(100, now)
    return len(mail.outbox)


def test_an_address_is_asked_before_anything_else_is_mailed(tell: Tell) -> None:
    search = asked(filters={})
    assert search is not None
    factories.development()

    (message,) = tell()

    assert (message.to, message.subject) == ([ANA], "Please confirm: mails from localhost")
    assert ana().confirmed_at is None
    searches.confirm(search, factories.NOW)
    assert ana().confirmed_at == factories.NOW


def test_each_mail_has_the_managing_link(tell: Tell) -> None:
    followed(filters={})
    factories.development()

    (message,) = tell()

    assert "All that you follow, and your channels: " + ana().managing_url in str(message.body)
    assert ana().managing_url in str(message.alternatives[0][0])
    assert models.Follower.objects.holding(ana().managing_token) == ana()
    assert "courier" not in ana().managing_url


def test_a_managing_link_is_good_until_it_is_ended_and_for_nothing_else() -> None:
    search = followed()
    former = ana().managing_token

    following.end_links(ana())

    assert models.Follower.objects.holding(former) is None
    assert models.Follower.objects.holding(ana().managing_token) == ana()
    assert models.Follower.objects.holding(links.token(search, links.UNSUBSCRIBE)) is None
    assert models.Follower.objects.holding(former + "x") is None
    assert links.found(ana().managing_token, links.CONFIRM) is None


def test_what_is_followed_already_is_not_asked_for_again() -> None:
    search = followed()

    assert asked("ANA@courier.example ") == search
    assert confirmations(factories.NOW) == 0
    assert models.Follower.objects.count() == 1


def test_what_was_ended_is_asked_for_again_as_its_address_had_wanted_it() -> None:
    search = followed()
    searches.unsubscribe(search, factories.NOW)

    assert asked() == search
    assert confirmations(factories.NOW) == 1


def test_whoever_wants_not_to_be_asked_is_not() -> None:
    search = asked()
    assert search is not None
    searches.unsubscribe(search, factories.NOW)

    asked(topic="ports")

    assert confirmations(factories.NOW + 30 * DAY) == 0


def test_strangers_have_an_address_asked_once_an_hour_and_three_times_a_day() -> None:
    followed()
    for number in range(6):
        asked(topic=f"other-{number}")

    sent = [confirmations(factories.NOW + hours * HOUR) for hours in range(24)]

    assert sum(sent) == 3
    assert sent[:3] == [1, 1, 1]


def test_an_address_follows_at_most_twenty_things() -> None:
    for number in range(20):
        followed(topic=f"topic-{number}")

    assert asked(topic="one-more") is None
    assert ana().saved_searches.count() == 20


def test_what_strangers_entered_leaves_room_for_what_the_address_wants() -> None:
    for number in range(20):
        asked(topic=f"strange-{number}")

    wanted = {"title": "Bases", "language": "en", "event_types": ["*"], "filters": {}}
    assert following.follow_at_once(ana(), wanted, factories.NOW) is not None

    assert ana().saved_searches.count() == 20
    assert ana().saved_searches.get(title="Bases").state == "active"


def test_what_nobody_confirmed_is_forgotten() -> None:
    asked()
    followed(email="ben@courier.example")
    asked(email="ben@courier.example", topic="ports")

    assert following.forget_abandoned(factories.NOW + 8 * DAY) == 0
    assert following.forget_abandoned(factories.NOW + 9 * DAY) == 1

    assert list(models.Follower.objects.values_list("email", flat=True)) == ["ben@courier.example"]
    assert models.SavedSearch.objects.count() == 1


def test_whoever_leaves_is_forgotten_with_all_that_they_followed() -> None:
    followed()
    factories.WebhookEndpointFactory.create(owner=None, follower=ana(), format="slack")

    following.leave(ana())

    assert not models.SavedSearch.objects.exists()
    assert not models.WebhookEndpoint.objects.exists()
