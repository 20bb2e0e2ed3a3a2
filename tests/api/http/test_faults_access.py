"""Who may do what: every route and method, asked by everyone."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern
from django.utils import timezone

from tests import factories
from tests.api import editors, expect
from tracker import models, recording, reviewing, vocabularies
from tracker.api import urls
from tracker.api.http import authentication, base
from tracker.api.subscriptions import owned

pytestmark = pytest.mark.django_db

ROLES = ["reader", "subscriber", "editor", "reviewer", "admin"]
STRANGERS = ["expired", "revoked", "garbage", "closed"]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
_PLACE = re.compile(r"<(\w+):\w+>")
_IN_ADDRESSES = {"record": "none", "number": "1", "resource": "commitments", "form": "jsonl"}
_IN_ADDRESSES |= {"uuid": "00000000-0000-4000-8000-000000000000"}


def routes() -> Iterator[tuple[str, str, base.View]]:
    """Yield the address and method of all that the API answers, with the view as it is made."""
    for pattern in urls.urlpatterns:
        callback: Any = pattern.callback if isinstance(pattern, URLPattern) else None
        view_class = getattr(callback, "cls", None)
        if view_class is None or not issubclass(view_class, base.View):
            continue
        view = view_class(**callback.initkwargs)
        address = _PLACE.sub(lambda place: _IN_ADDRESSES[place[1]], str(pattern.pattern))
        handlers = getattr(callback, "actions", None) or dir(view)
        for method in METHODS:
            if ("get" if method == "HEAD" else method.lower()) in handlers:
                yield f"/{address}", method, view


ROUTES = list(routes())


@pytest.fixture
def clients() -> dict[str, Client]:
    """Return a client for each of those who ask."""
    found = {}
    for role in [*ROLES, *STRANGERS]:
        as_role = vocabularies.Role(role if role in ROLES else "admin")
        user = factories.UserFactory.create(username=role, role=as_role, is_active=role != "closed")
        token, secret = models.issue_token(user, "newsroom", as_role, timezone.now())
        past = timezone.now() - timedelta(seconds=1)
        if role == "expired":
            models.Token.objects.filter(pk=token.pk).update(expires_at=past)
        if role == "revoked":
            models.Token.objects.filter(pk=token.pk).update(revoked_at=past)
        if role == "garbage":
            secret = "orec_guessed"
        headers = {"Authorization": f"Bearer {secret}"}
        found[role] = Client(raise_request_exception=False, headers=headers)
    found["anonymous"] = Client(raise_request_exception=False)
    return found


def test_every_route_is_in_the_matrix() -> None:
    addresses = {address for address, _, _ in ROUTES}

    assert len(ROUTES) > 100
    assert {
        "/v1/commitments",
        "/v1/commitments/none",
        "/v1/commitments/none/merge",
        "/v1/commitments/none/assessments",
        "/v1/developments/none/dismiss",
        "/v1/documents/none/snapshots/1",
    } <= addresses


@pytest.mark.parametrize("who", ["anonymous", *ROLES, *STRANGERS])
def test_who_may_use_which_route(clients: dict[str, Client], who: str) -> None:
    """Whoever may is told whether there is something; whoever may not is told that alone."""
    wrong = []
    for address, method, view in ROUTES:
        wanted = authentication.required_scopes(view, "GET" if method == "HEAD" else method)
        status = editors.send(clients[who], method, address, {}, If_Match="*").status_code
        refused = _refused(who, wanted) if view.authentication_classes else None
        if (status if status in {401, 403} else None) != refused:
            wrong.append((method, address, status, refused))

    assert wrong == []
    assert models.Revision.objects.count() == 0


def _refused(who: str, wanted: frozenset[vocabularies.Scope]) -> int | None:
    """Return the status of who is refused at a route that needs one of ``wanted``, else None."""
    if who in STRANGERS:
        return 401
    if not wanted:
        return None
    if who == "anonymous":
        return 401
    allowed = vocabularies.ROLE_SCOPES[vocabularies.Role(who)]
    return 403 if wanted.isdisjoint(allowed) else None


def test_what_writes_needs_a_scope() -> None:
    for address, method, view in ROUTES:
        if method not in {"GET", "HEAD"}:
            assert authentication.required_scopes(view, method), f"{method} {address}"


def test_which_scope_each_write_needs() -> None:
    scopes = vocabularies.Scope
    needed = {
        (method, address): authentication.required_scopes(view, method)
        for address, method, view in ROUTES
    }

    assert needed["POST", "/v1/topics"] == {scopes.WRITE}
    assert needed["PATCH", "/v1/documents/none"] == {scopes.WRITE}
    assert needed["DELETE", "/v1/topics/none"] == {scopes.WRITE}
    assert needed["POST", "/v1/topics/none/merge"] == {scopes.WRITE}
    assert needed["POST", "/v1/documents"] == {scopes.INGEST}
    for decision in ("confirm", "correct", "dismiss"):
        assert needed["POST", f"/v1/developments/none/{decision}"] == {scopes.REVIEW}
    assert needed["POST", "/v1/commitments/none/assessments"] == {scopes.REVIEW}
    for (method, address), found in needed.items():
        if method != "HEAD" and address.startswith(("/v1/webhook-endpoints", "/v1/deliveries")):
            assert found == {scopes.WEBHOOKS}


def test_what_is_another_s_is_not_there_at_any_route(clients: dict[str, Client]) -> None:
    endpoint = factories.WebhookEndpointFactory.create(owner__username="somebody")
    factories.commitment()
    row = factories.DeliveryFactory.create(
        endpoint=endpoint, revision=models.Revision.objects.latest("sequence")
    )
    row.refresh_from_db()
    search = factories.SavedSearchFactory.create(owner=endpoint.owner)
    theirs = {
        "webhook-endpoints/none": f"webhook-endpoints/{endpoint.slug}",
        "saved-searches/none": f"saved-searches/{search.slug}",
        _IN_ADDRESSES["uuid"]: str(row.public_id),
    }
    asked = 0
    for address, method, view in ROUTES:
        named = next((place for place in theirs if f"/{place}" in address), None)
        if not isinstance(view, owned.OwnedViewSet) or named is None:
            continue
        answer = editors.send(
            clients["admin"], method, address.replace(named, theirs[named]), {}, If_Match="*"
        )
        assert answer.status_code == 404, f"{method} {address}"
        asked += 1

    assert asked > 20
    assert models.WebhookEndpoint.objects.get().state == "enabled"
    assert models.SavedSearch.objects.get().state == "active"
    assert models.Attempt.objects.count() == 0


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/v1/topics/foreign-bases", {"owner": "me"}),
        ("/v1/topics/foreign-bases", {"state": "public"}),
        ("/v1/topics/foreign-bases", {"role": "admin"}),
        ("/v1/topics/foreign-bases", {"is_public": True}),
        ("/v1/topics/foreign-bases", {"locked_fields": []}),
        ("/v1/topics/foreign-bases", {"record": 1}),
        ("/v1/topics/foreign-bases", {"changed_at": "2026-01-01T00:00:00Z"}),
        ("/v1/commitments/no-foreign-bases", {"verdict": "kept"}),
        ("/v1/commitments/no-foreign-bases", {"consistency": "consistent"}),
        ("/v1/commitments/no-foreign-bases", {"review_state": "confirmed"}),
    ],
)
def test_nothing_but_what_is_entered_can_be_assigned(
    clients: dict[str, Client], address: str, body: dict[str, Any]
) -> None:
    factories.topic()
    factories.commitment()

    expect.problem(editors.patch(clients["admin"], address, body), 400, "invalid")


# --- What was never public ------------------------------------------------------------------------


def _lists_and_feeds() -> list[str]:
    """Return every address that needs no slug and shows something to anyone."""
    return sorted(
        {
            address
            for address, method, view in ROUTES
            if method == "GET"
            and "/none" not in address
            and not authentication.required_scopes(view, "GET")
        }
    )


@pytest.mark.parametrize("address", _lists_and_feeds())
def test_what_was_never_public_is_on_no_list(clients: dict[str, Client], address: str) -> None:
    subject = factories.commitment()
    row = factories.development(
        subject=subject, kind="commitment.contradicted", title="Hidden accusation"
    )
    again = factories.development(subject=subject, kind="commitment.broken", title="Hidden too")
    reviewing.dismiss(again, "Emilia Gould", "misread", factories.NOW)

    for who in ("anonymous", "reader", "editor"):
        content = _content(clients[who].get(address))
        for hidden in (row.slug, again.slug, "Hidden"):
            assert hidden.encode() not in content, who


def _content(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_what_was_never_public_leaves_no_trace_below_its_address(
    clients: dict[str, Client],
) -> None:
    row = factories.development(kind="commitment.contradicted")

    for below in ("", "/revisions", "?fields=title"):
        for who in ("anonymous", "reader", "editor"):
            answer = clients[who].get(f"/v1/developments/{row.slug}{below}")
            expect.problem(answer, 404, "not_found")
            assert not answer.has_header("ETag")


def test_what_was_public_and_is_dismissed_is_a_410_and_stays_in_the_ledger(
    clients: dict[str, Client],
) -> None:
    row = factories.development()
    reviewing.dismiss(row, "Emilia Gould", "Another port", factories.NOW)
    anonymous = clients["anonymous"]

    gone = expect.problem(anonymous.get(f"/v1/developments/{row.slug}"), 410, "withdrawn")

    assert (gone["reason"], gone["withdrawn_at"]) == (
        "Another port",
        "2026-03-01T12:00:00.000000Z",
    )
    events = [change["type"] for change in expect.json(anonymous.get("/v1/changes"))["results"]]
    assert events[-2:] == ["commitment.reported", "development.dismissed"]
    assert recording.REDACTED not in events
