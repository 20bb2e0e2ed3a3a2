"""The desk as a whole: every page opens, nothing is deleted for good, and guessing is slowed."""

import secrets
from ipaddress import IPv4Address
from typing import Any

import pytest
from django.db import models as db
from django.test import Client, RequestFactory
from pytest_django import Settings

from tests import factories
from tests.admin.conftest import page_of
from tracker import models
from tracker.admin import desk as site
from tracker.admin.site import SIGN_INS, SIGN_INS_OF_AN_ACCOUNT

pytestmark = pytest.mark.django_db

MODELS = sorted(site._registry, key=lambda model: model.__name__)


def rows() -> dict[type[db.Model], Any]:
    """Return a row for every page."""
    snapshot = factories.snapshot(url="https://courier.example/ports")
    models.Recheck.objects.begin(snapshot.document, factories.NOW)
    made: list[Any] = [
        factories.topic(),
        factories.costaguana(),
        factories.ana_ruiz(),
        factories.agreement(),
        factories.meeting(),
        factories.event(),
        factories.statement(),
        factories.development(snapshot=snapshot),
        models.Commitment.objects.get(),
        proposed(),
        models.Source.objects.get(),
        snapshot.document,
        snapshot,
        models.Revision.objects.first(),
        factories.SubmissionFactory.create(),
        models.Recheck.objects.get(),
        listed(),
        models.Rereading.objects.request(factories.ACTOR, None, None),
        models.Proposal.objects.create(
            slug="port-treaty",
            kind="agreement.signed",
            title="Treaty on the port of Sulaco",
            draft={"title": "Treaty on the port of Sulaco"},
            marks=["port"],
            confidence=0.5,
            detector="prose",
            detector_version="1",
            proposed_at=factories.NOW,
        ),
        *factories.measured("commitment.reaffirmed"),
        factories.TokenFactory.create(),
        factories.UserFactory.create(),
        factories.SavedSearchFactory.create(),
    ]
    factories.AssessmentFactory.create(commitment=models.Commitment.objects.get())
    delivery = factories.DeliveryFactory.create(revision=models.Revision.objects.first())
    made += [delivery, delivery.endpoint, factories.AttemptFactory.create(delivery=delivery)]
    made.append(
        models.Replay.objects.create(
            endpoint=delivery.endpoint,
            after=0,
            until=1,
            last_sequence=0,
            requested_at=factories.NOW,
        )
    )
    return {type(row): row for row in made}


def listed() -> models.ListedArticle:
    """Return an article that a source listed."""
    return models.ListedArticle.objects.create(
        source=models.Source.objects.get(),
        host=models.Host.objects.of("https://courier.example/"),
        url="https://courier.example/bases",
        digest="0" * 64,
        first_seen_at=factories.NOW,
    )


def proposed() -> models.ProposedVerdict:
    """Return a verdict that waits for a second reader."""
    return models.ProposedVerdict.objects.create(
        commitment=models.Commitment.objects.get(),
        verdict="broken",
        effective_date=factories.NOW.date(),
        reason="Two bases",
        rubric_version="1",
        assessor=factories.ACTOR,
        proposed_at=factories.NOW,
    )


def test_every_list_and_every_page_opens(desk: Client) -> None:
    found = rows()

    assert set(found) == set(MODELS)
    for model, row in found.items():
        home = f"/admin/tracker/{model._meta.model_name}/"
        assert desk.get(home).status_code == 200, model
        assert desk.get(f"{home}?q=a").status_code == 200, model
        assert desk.get(f"{home}{row.pk}/change/", follow=True).status_code == 200, model
    assert desk.get("/admin/").status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_deleted_for_good(rf: RequestFactory, desk: Client, model: Any) -> None:
    request = rf.get("/admin/")
    request.user = models.User.objects.get()
    admin = site._registry[model]

    assert "delete_selected" not in admin.get_actions(request)
    is_recorded = hasattr(admin, "_recorded")
    assert admin.has_delete_permission(request) == is_recorded


def test_whoever_is_no_editor_gets_nowhere(client: Client) -> None:
    client.force_login(factories.UserFactory.create())

    response = client.get(page_of(factories.topic()))

    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def stranger() -> Client:
    """Return a client at an address that no other test, nor a run of this one, has just used."""
    return Client(REMOTE_ADDR=str(IPv4Address(secrets.randbits(32))))


def test_signing_in_is_limited_by_address(settings: Settings) -> None:
    settings.HAS_RATE_LIMITS = True
    # Accounts are counted too, and runs that follow one another share the counts.
    attempt = {"username": f"emilia-{secrets.token_hex(8)}", "password": "guessed"}
    guesser, bystander = stranger(), stranger()

    for _ in range(SIGN_INS.quota):
        assert guesser.post("/admin/login/", attempt).status_code == 200
    refused = guesser.post("/admin/login/", attempt)

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert guesser.get("/admin/login/").status_code == 200
    assert bystander.post("/admin/login/", attempt).status_code == 200


def test_an_account_is_not_tried_from_many_addresses(settings: Settings) -> None:
    settings.HAS_RATE_LIMITS = True
    attempt = {"username": f"emilia-{secrets.token_hex(8)}", "password": "guessed"}

    for _ in range(SIGN_INS_OF_AN_ACCOUNT.quota):
        assert stranger().post("/admin/login/", attempt).status_code == 200
    refused = stranger().post("/admin/login/", attempt)

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= SIGN_INS_OF_AN_ACCOUNT.seconds
    others = {**attempt, "username": f"antonia-{secrets.token_hex(8)}"}
    assert stranger().post("/admin/login/", others).status_code == 200


def test_strangers_do_not_shut_an_account_out_of_its_own_browser(settings: Settings) -> None:
    settings.HAS_RATE_LIMITS = True
    name = f"emilia-{secrets.token_hex(8)}"
    owner = factories.UserFactory.create(username=name, is_staff=True)
    owner.set_password("a tall ship and a star")
    owner.save()
    right = {"username": name, "password": "a tall ship and a star"}
    signed_in_before = stranger().post("/admin/login/", right).cookies["signed_in_before"]

    for _ in range(SIGN_INS_OF_AN_ACCOUNT.quota):
        stranger().post("/admin/login/", {**right, "password": "guessed"})

    assert stranger().post("/admin/login/", right).status_code == 429
    known = stranger()
    known.cookies["signed_in_before"] = signed_in_before.value
    assert known.post("/admin/login/", right).status_code == 302
    assert (signed_in_before["httponly"], signed_in_before["path"]) == (True, "/admin/")


def test_signing_in_goes_on_without_redis(settings: Settings) -> None:
    settings.HAS_RATE_LIMITS = True
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    attempt = {"username": "emilia", "password": "guessed"}

    for _ in range(SIGN_INS_OF_AN_ACCOUNT.quota + 1):
        assert Client().post("/admin/login/", attempt).status_code == 200
