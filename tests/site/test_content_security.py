"""What browsers may do with answers: nothing with data, little with pages."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tests import factories
from tracker.site import content_security
from tracker.site.content_security import DESK, DOCS, EMBEDS, HEADER, NOTHING, PAGES

pytestmark = pytest.mark.django_db


def without_nonce(policy: str) -> str:
    return re.sub(r"nonce-[\w-]{22}'", "nonce-{nonce}'", policy)


@pytest.mark.parametrize(
    ("address", "policy"),
    [
        ("/v1", NOTHING),
        ("/v1/topics", NOTHING),
        ("/v1/topics?format=csv", NOTHING),
        ("/v1/developments.atom", NOTHING),
        ("/v1/nowhere", NOTHING),
        ("/v1/topics/", PAGES),
        ("/livez", NOTHING),
        ("/metrics", NOTHING),
        ("/docs/", DOCS),
        ("/docs/?script=", NOTHING),
        ("/admin/", DESK),
        ("/admin/login/", DESK),
        ("/mails/confirm/none", PAGES),
    ],
)
def test_every_answer_has_the_policy_of_its_part(client: Client, address: str, policy: str) -> None:
    assert without_nonce(client.get(address)[HEADER]) == policy


@pytest.mark.parametrize("policy", [NOTHING, PAGES, EMBEDS, DESK, DOCS])
def test_no_policy_allows_what_stands_in_the_page_itself(policy: str) -> None:
    assert "unsafe" not in policy


def test_every_answer_has_a_nonce_of_its_own(client: Client) -> None:
    answers = [client.get("/mails/confirm/none")[HEADER] for _ in range(2)]

    nonces = [re.findall(r"script-src 'nonce-([\w-]{22})'", each) for each in answers]
    assert [len(each) for each in nonces] == [1, 1]
    assert nonces[0] != nonces[1]


def test_a_page_that_is_kept_keeps_its_policy(client: Client) -> None:
    first = client.get("/commitments", headers={"Accept": "text/html"})
    kept = client.get("/commitments", headers={"If-None-Match": first["ETag"]})

    assert (kept.status_code, HEADER in kept) == (304, False)


def test_the_desk_has_its_policy_and_runs_no_script_of_a_page(client: Client) -> None:
    client.force_login(factories.UserFactory.create(is_superuser=True))

    response = client.get("/admin/tracker/topic/add/")

    assert without_nonce(response[HEADER]) == DESK
    page = response.content.decode()
    assert page.count("<script") == page.count("<script src=") + page.count(
        '<script type="application/json"'
    ) + page.count('<script id="')
    assert "style=" not in page


def test_a_refused_host_has_the_strictest_policy(client: Client) -> None:
    assert client.get("/v1/topics", headers={"Host": "evil.example"})[HEADER] == NOTHING


def test_a_view_may_say_its_own(rf: RequestFactory) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.path, headers={HEADER: "sandbox"})

    answered = content_security.ContentSecurityMiddleware(answer)(rf.get("/docs/"))

    assert answered[HEADER] == "sandbox"


def test_the_documentation_is_isolated_and_has_no_script_in_the_page(client: Client) -> None:
    response = client.get("/docs/")

    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-cache"
    page = response.content.decode()
    (nonce,) = re.findall(r"script-src 'nonce-([\w-]{22})'", response[HEADER])
    assert page.count("<script") == page.count(f'nonce="{nonce}"></script>') == 3
    assert "<style" not in page
    script = client.get("/docs/?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert script["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert b"SwaggerUIBundle" in script.content


def test_mail_pages_bring_no_style_of_their_own(client: Client) -> None:
    page = client.get("/mails/confirm/none").content.decode()

    assert "/static/tracker/site.css" in page
    assert "<style" not in page
    assert "style=" not in page
