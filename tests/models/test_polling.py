"""Which sources are followed at an address."""

import pytest

from tests import factories
from tracker import models

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
