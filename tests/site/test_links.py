"""Links in mails: a page asks, a button does it, and a mail program unsubscribes by itself."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests import factories
from tracker import models
from tracker.digests import links, searches

pytestmark = pytest.mark.django_db


@pytest.fixture
def search() -> models.SavedSearch:
    owner = factories.UserFactory.create(username="newsroom")
    wanted = {
        "title": "Foreign <bases>",
        "email": "desk@courier.example",
        "event_types": ["commitment.*"],
    }
    return searches.add(owner, wanted, factories.NOW)


def path(search: models.SavedSearch, purpose: str) -> str:
    return urlsplit(links.url(search, purpose)).path


def state(search: models.SavedSearch) -> str:
    return str(models.SavedSearch.objects.get(pk=search.pk).state)


def test_a_link_that_is_only_followed_changes_nothing(
    client: Client, search: models.SavedSearch
) -> None:
    response = client.get(path(search, links.CONFIRM))

    assert response.status_code == 200
    assert "Foreign &lt;bases&gt;" in response.content.decode()
    assert state(search) == "pending"


def test_the_button_confirms(client: Client, search: models.SavedSearch) -> None:
    response = client.post(path(search, links.CONFIRM))

    assert "Confirmed" in response.content.decode()
    assert state(search) == "active"
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"List-Unsubscribe=One-Click"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
            b"One-Click\r\n--b--\r\n",
        ),
    ],
)
def test_a_mail_program_unsubscribes_by_one_post(
    search: models.SavedSearch, content_type: str, body: bytes
) -> None:
    searches.confirm(search, factories.NOW)
    strict = Client(enforce_csrf_checks=True)

    for _ in range(2):
        response = strict.post(path(search, links.UNSUBSCRIBE), body, content_type)
        assert response.status_code == 200

    assert state(search) == "unsubscribed"


def test_a_confirmation_brings_nobody_back_who_unsubscribed(
    client: Client, search: models.SavedSearch
) -> None:
    searches.confirm(search, factories.NOW)
    searches.unsubscribe(search, factories.NOW)

    client.post(path(search, links.CONFIRM))

    assert state(search) == "unsubscribed"


@pytest.mark.parametrize("purpose", [links.CONFIRM, links.UNSUBSCRIBE])
def test_a_link_that_is_none_is_a_404(
    client: Client, search: models.SavedSearch, purpose: str
) -> None:
    other = {links.CONFIRM: links.UNSUBSCRIBE, links.UNSUBSCRIBE: links.CONFIRM}[purpose]
    tampered = path(search, purpose)[:-1] + "_"
    exchanged = f"/mails/{purpose}/{links.token(search, other)}"

    assert [client.post(at).status_code for at in (tampered, exchanged)] == [404, 404]
    assert state(search) == "pending"


def test_other_methods_are_not_there(client: Client, search: models.SavedSearch) -> None:
    assert client.put(path(search, links.CONFIRM)).status_code == 405
