"""Pages of records and lists: in two languages, as of an instant, and what absent ones say."""

import re
import secrets

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tracker import editing, models, recording
from tracker.site import software

pytestmark = pytest.mark.django_db

BROWSER = {"Accept": "text/html,*/*;q=0.8"}


def get(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address, headers=BROWSER)
    assert response.status_code == status, response.content[:500]
    return response.content.decode()


def test_a_commitment_has_a_page_that_names_its_json(client: Client) -> None:
    factories.commitment(slug="no-bases", short_title="No bases")

    page = get(client, "/commitments/no-bases")

    assert "<title>No bases · On Record</title>" in page
    assert (
        '<link rel="alternate" type="application/json" href="/v1/commitments/no-bases?format=json">'
        in page
    )


def test_the_same_page_is_there_in_spanish(client: Client) -> None:
    factories.commitment(slug="no-bases", short_title="No bases")

    page = get(client, "/es/commitments/no-bases")

    assert '<html lang="es">' in page
    assert '<a href="/commitments/no-bases" hreflang="en" lang="en">English</a>' in page
    assert "Veredicto" in page


def test_what_was_never_public_is_not_found_in_words(client: Client) -> None:
    assert "There is no such page" in get(client, "/commitments/never", 404)
    assert "No existe esa página" in get(client, "/es/commitments/never", 404)
    assert "There is no such page" in get(client, "/nowhere", 404)
    assert "There is no such page" in get(client, "/v1/nowhere", 404)
    assert "No existe esa página" in get(client, "/es/nowhere", 404)


def test_a_withdrawn_record_says_why_and_the_past_still_shows_it(client: Client) -> None:
    row = factories.topic(slug="bases", name="Bases")
    before = (
        models.Revision.objects.latest("sequence").published_at.isoformat().replace("+00:00", "Z")
    )
    with recording.change("ana", "It was twice here", is_withdrawing=True) as change:
        editing.delete(change, row, timezone.now())

    assert "It was twice here" in get(client, "/topics/bases", 410)
    page = get(client, f"/topics/bases?known_at={before}")
    assert "As we showed it on" in page


def test_a_merged_record_leads_to_the_other(client: Client) -> None:
    row, into = factories.topic(slug="one", name="One"), factories.topic(slug="two", name="Two")
    with recording.change("ana", "", is_withdrawing=True) as change:
        editing.merge(change, row, into, timezone.now())

    response = client.get("/es/topics/one?known_at=", headers=BROWSER)

    assert (response.status_code, response["Location"]) == (308, "/es/topics/two?known_at=")


def test_a_page_is_not_sent_again_while_nothing_changed(client: Client) -> None:
    factories.topic(slug="bases", name="Bases")
    first = client.get("/topics/bases")

    again = client.get("/topics/bases", headers={"If-None-Match": first["ETag"]})
    factories.topic(slug="ports", name="Ports")
    changed = client.get("/topics/bases", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, changed.status_code) == (304, 200)
    assert first["Cache-Control"] == "no-cache"


def test_a_list_is_narrowed_by_the_filters_of_the_api(client: Client) -> None:
    factories.commitment(slug="no-bases", short_title="No bases", form="refrain")
    factories.commitment(slug="two-boats", short_title="Two boats", form="act")

    page = get(client, "/commitments?form=refrain&verdict=")

    assert "No bases" in page
    assert "Two boats" not in page
    assert "This cannot be asked" in get(client, "/commitments?form=none", 400)


def test_html_in_the_words_of_a_record_is_shown_as_text(client: Client) -> None:
    factories.topic(slug="bases", name="<script>alert(1)</script>")

    page = get(client, "/topics/bases")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_who_opens_too_many_pages_is_asked_to_wait(client: Client, settings: Settings) -> None:
    settings.HAS_RATE_LIMITS = True
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "anonymous": 2}
    address = f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"

    answers = [client.get("/es/method", REMOTE_ADDR=address) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert "Demasiadas páginas" in answers[2].content.decode()


def test_what_pages_are_made_with_has_a_digest() -> None:
    assert re.fullmatch("[0-9a-f]{64}", software.digest())
