"""Which sources are followed at an address, and which have gone silent."""

from datetime import timedelta
from typing import Any

import pytest

from tests import factories
from tracker import ingest, models

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "url",
    [
        "https://courier.example/feed",
        "https://courier.example/feed/",
        "https://COURIER.example:443/feed?utm_medium=rss#top",
    ],
)
def test_an_address_is_followed_however_it_is_written(url: str) -> None:
    entered = "https://Courier.example:443/feed?utm_source=x"
    source = factories.source(external_url=entered, reader="feed")

    assert list(models.following(url)) == [source]


def test_another_address_of_the_host_and_what_is_handed_in_are_not_followed() -> None:
    factories.source(external_url="https://courier.example/feed", reader="feed")
    factories.source(slug="handed-in", external_url="https://courier.example/desk", reader="push")

    assert not models.following("https://courier.example/other").exists()
    assert not models.following("https://courier.example/desk").exists()


DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("state", "lasting"),
    [
        ({}, None),
        ({"last_new_at": 5 * DAY}, None),
        ({"last_new_at": 5 * DAY, "usual_gap_seconds": 3600}, 5 * DAY),
        ({"last_new_at": 23 * HOUR, "usual_gap_seconds": 3600}, None),
        ({"last_new_at": 27 * DAY, "usual_gap_seconds": 7 * 86_400}, None),
        ({"last_new_at": 29 * DAY, "usual_gap_seconds": 7 * 86_400}, 29 * DAY),
        ({"last_success_at": 2 * DAY, "failures": 2}, None),
        ({"last_success_at": 2 * DAY, "failures": 3}, 2 * DAY),
        ({"last_success_at": 23 * HOUR, "failures": 3}, None),
        ({"last_new_at": HOUR, "usual_gap_seconds": 60, "last_success_at": 2 * DAY}, None),
        ({"last_success_at": 2 * DAY, "failures": 3, "paused_at": DAY}, None),
        ({"last_new_at": 5 * DAY, "usual_gap_seconds": 3600, "paused_at": DAY}, None),
    ],
)
def test_a_source_is_silent_by_its_own_rhythm_or_when_its_polls_fail(
    state: dict[str, Any], lasting: timedelta | None
) -> None:
    source = factories.source(external_url="https://courier.example/feed", reader="feed")
    ingest.check_now(models.Source.objects.all())
    moments = {
        name: factories.NOW - value if isinstance(value, timedelta) else value
        for name, value in state.items()
    }
    models.Polling.objects.update(**moments)

    assert source.polling.silence(factories.NOW) == lasting
    found = list(models.Source.objects.silent(factories.NOW))
    assert found == ([source] if lasting else [])


def test_a_source_that_could_never_be_read_is_silent_after_three_failures() -> None:
    source = factories.source(external_url="https://courier.example/feed", reader="feed")
    ingest.check_now(models.Source.objects.all())

    models.Polling.objects.update(failures=2)
    assert list(models.Source.objects.silent(factories.NOW)) == []
    models.Polling.objects.update(failures=3)
    assert list(models.Source.objects.silent(factories.NOW)) == [source]


def test_a_source_that_is_not_polled_is_never_silent() -> None:
    source = factories.source(external_url="https://courier.example/feed", reader="feed")
    ingest.check_now(models.Source.objects.all())
    models.Polling.objects.update(last_new_at=factories.NOW - 5 * DAY, usual_gap_seconds=3600)

    factories.changed(source, reader="push")

    assert list(models.Source.objects.silent(factories.NOW)) == []
