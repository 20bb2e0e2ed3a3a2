"""The pages for developers: what their files say, and what a reader then does."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import standardwebhooks
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests import storytelling, transcripts
from tracker import models
from tracker.site import developers

pytestmark = pytest.mark.django_db

DOCS = Path(__file__).resolve().parents[2] / "docs"
START = DOCS / "developers.md"
STORY = DOCS / "start-your-own-story.md"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
LARGEST_PAGE = 60_000


class Links(HTMLParser):
    """Gathers where a page leads to, and by which names it is led to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.targets: set[str] = set()
        self.names: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of_tag = dict(attrs)
        self.names |= {str(of_tag["id"])} if "id" in of_tag else set()
        self.targets |= {str(of_tag["href"])} if tag == "a" else set()


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_developers_begin_with_ten_examples(client: Client) -> None:
    shown = page(client, "/developers")

    assert len(re.findall(r'<h2 id="\d+-', shown)) == 10
    assert shown.count("<pre ") == 12
    assert '<h1 id="for-developers">For developers</h1>' in shown
    assert "<title>For developers · On Record</title>" in shown


def test_a_story_of_ones_own_takes_ten_calls(client: Client) -> None:
    shown = page(client, "/developers/start-your-own-story")

    assert len(re.findall(r'<h2 id="\d+-', shown)) == 10
    assert len(transcripts.commands(STORY.read_text("utf-8"))) == 10


def test_examples_ask_the_service_where_it_is(client: Client, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://record.example"

    shown = page(client, "/developers")

    assert "curl -s &#x27;https://record.example/v1/commitments?topic=" in shown
    assert "localhost" not in shown


@pytest.mark.parametrize("name", developers.NAMES)
def test_every_link_of_a_page_leads_somewhere(client: Client, name: str) -> None:
    shown = page(client, developers.address(name))
    links = Links(shown)

    inside = {link for link in links.targets if link.startswith("#")}
    assert {link.removeprefix("#") for link in inside} <= links.names
    assert not {link for link in links.targets if link.endswith(".md") or not link}
    ours = {link for link in links.targets if link.startswith("/developers")}
    assert {client.get(link.partition("#")[0]).status_code for link in ours} == {200}


@pytest.mark.parametrize("name", developers.NAMES)
def test_a_page_stays_small(client: Client, name: str) -> None:
    assert len(page(client, developers.address(name)).encode()) < LARGEST_PAGE


def test_in_spanish_the_language_of_the_text_is_said(client: Client) -> None:
    shown = page(client, "/es/developers")

    assert "Esta página está en inglés." in shown
    assert '<article class="guide" lang="en">' in shown
    assert "Esta página" not in page(client, "/developers")


@pytest.mark.parametrize("name", ["nothing", "developers", "desk", "..", "api.md"])
def test_no_other_file_is_a_page(client: Client, name: str) -> None:
    assert client.get(f"/developers/{name}").status_code == 404


def test_a_page_is_not_sent_again_to_whoever_has_it(client: Client) -> None:
    first = client.get("/developers")

    again = client.get("/developers", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


def test_the_check_of_webhooks_knows_a_genuine_message() -> None:
    (snippet,) = re.findall(r"```python\n(.*?)```", START.read_text("utf-8"), re.DOTALL)
    body = b'{"type": "commitment.reported"}'
    now = timezone.now()
    signature = standardwebhooks.Webhook(SECRET).sign("msg_1", now, body.decode())
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature,
    }
    names = {"secret": SECRET, "body": body, "headers": headers}

    exec(snippet, names)  # noqa: S102 - it stands in our own page

    assert names["event"] == {"type": "commitment.reported"}
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        exec(snippet, {**names, "body": body + b" "})  # noqa: S102


def test_the_webhook_of_the_story_is_accepted(client: Client, settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED_ADDRESSES = ["127.0.0.0/8"]
    settings.OUTBOUND_ALLOWED_PORTS = ["*"]
    settings.OUTBOUND_ALLOW_HTTP = True
    (given,) = re.findall(r"webhook-endpoints -d '(.*?)'", STORY.read_text("utf-8"), re.DOTALL)
    subscription = {**json.loads(given), "external_url": "http://127.0.0.1:9/hook"}

    with storytelling.told() as token:
        answer = client.post(
            "/v1/webhook-endpoints",
            data=json.dumps(subscription),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )
        endpoint = models.WebhookEndpoint.objects.get()

        assert answer.status_code == 201
        assert endpoint.event_types == ["commitment.*"]
        assert answer.json()["secret"].startswith("whsec_")
