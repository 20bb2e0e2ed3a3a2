"""Static files, on a laptop: nothing has collected them."""

import pytest
from django.test import Client
from pytest_django import Settings


@pytest.mark.django_db
def test_a_laptop_serves_static_files_from_where_they_are_installed(
    client: Client, settings: Settings
) -> None:
    settings.WHITENOISE_USE_FINDERS = True

    answer = client.get("/static/tracker/site.css")
    answer.close()

    assert answer.status_code == 200
    assert answer["Content-Type"] == 'text/css; charset="utf-8"'
