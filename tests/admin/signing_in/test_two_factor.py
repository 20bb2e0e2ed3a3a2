"""One-time codes at the desk: asked for, used once, and no way past them."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from lxml import html
from pytest_django import Settings

from tests import factories
from tests.admin.codes import (
    DEVICE,
    STEP,
    WRONG,
    account,
    code,
    enrolled,
    lift_throttle,
    noted,
    sign_in,
)
from tests.admin.conftest import mistakes, notes, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codes_are_required")]


def test_whoever_has_a_device_is_asked_for_a_code_and_goes_where_they_were_going() -> None:
    _, device = enrolled()
    client = Client()
    wanted = "/admin/tracker/topic/"
    sign_in(client, after=wanted)

    led = client.get(client.get(wanted)["Location"])
    step = client.get(led["Location"])
    done = client.post(STEP, {"code": code(device), "next": wanted})

    assert urlsplit(led["Location"]).path == STEP
    assert parse_qs(urlsplit(led["Location"]).query) == {"next": [wanted]}
    assert html.fromstring(step.content).xpath("//input[@name='next']/@value") == [wanted]
    assert (done.status_code, done["Location"]) == (302, wanted)
    assert client.get(wanted).status_code == 200
    assert noted() == [("signed_in", "emilia", "")]


def test_a_code_is_used_once() -> None:
    _, device = enrolled()
    shown = code(device)
    first, second = Client(), Client()
    sign_in(first)
    sign_in(second)

    assert first.post(STEP, {"code": shown}).status_code == 302
    assert mistakes(second.post(STEP, {"code": shown})) == [WRONG]
    assert second.get("/admin/").status_code == 302


def test_after_a_wrong_code_one_waits_longer_each_time() -> None:
    _, device = enrolled()
    client = Client()
    sign_in(client)

    assert mistakes(client.post(STEP, {"code": code(device, 40)})) == [WRONG]
    refused = client.post(STEP, {"code": code(device)})

    assert refused.status_code == 429
    assert refused["Retry-After"] == "1"
    assert mistakes(refused) == ["Too many attempts to sign in. Wait 1 second, then try again."]
    assert client.get("/admin/").status_code == 302
    for _ in range(6):
        lift_throttle()
        client.post(STEP, {"code": code(device, 40)})
    assert 32 < int(client.post(STEP, {"code": code(device)})["Retry-After"]) <= 64
    lift_throttle()
    assert client.post(STEP, {"code": code(device)}).status_code == 302
    assert ("sign_in_failed", "", "emilia") in noted()


@pytest.mark.parametrize("typed", ["salt2tin", "SALT 2TIN", "salt-2tin"])
def test_a_recovery_code_lets_in_once(typed: str) -> None:
    enrolled()
    client, other = Client(), Client()
    sign_in(client)
    sign_in(other)

    done = client.post(STEP, {"code": typed}, follow=True)

    assert notes(done) == ["You used a recovery code; 0 are left."]
    assert client.get("/admin/").status_code == 200
    assert mistakes(other.post(STEP, {"code": typed})) == [WRONG]
    assert noted()[:2] == [("recovery_code_used", "emilia", ""), ("signed_in", "emilia", "")]


def test_a_session_without_its_code_sees_nothing_of_the_desk() -> None:
    enrolled("admin")
    topic = factories.topic(name="Ports")
    client = Client()
    sign_in(client)
    asked = {"app_label": "tracker", "model_name": "token", "field_name": "user", "term": "e"}
    places = [
        *("/admin/", "/admin/tracker/", page_of(topic), page_of(topic, "delete")),
        *(page_of(topic, "history"), "/admin/tracker/topic/", "/admin/tracker/topic/add/"),
        *("/admin/password_change/", "/admin/jsi18n/", "/admin/tracker/auditentry/?format=csv"),
        *("/admin/tracker/user/", f"/admin/r/1/{topic.pk}/"),
    ]

    answers = [client.get(place) for place in places]
    answers += [client.post(place, {"reason": "none"}) for place in places]
    answers.append(client.get("/admin/autocomplete/", asked))

    assert {each.status_code for each in answers} == {302}
    assert {urlsplit(each["Location"]).path for each in answers} == {"/admin/login/"}
    step = client.get(STEP).content.decode()
    assert "Ports" not in step
    assert "/admin/tracker/" not in step


def test_whoever_has_a_device_sets_up_no_other_past_it() -> None:
    _, device = enrolled()
    client = Client()
    sign_in(client)

    shown = client.get(DEVICE)
    tried = client.post(DEVICE, {"code": code(device), "action": "remove"})

    assert shown["Location"] == tried["Location"] == f"{STEP}?next=%2Fadmin%2Freview%2F"
    assert TOTPDevice.objects.get() == device


def test_half_signed_in_one_may_sign_out() -> None:
    enrolled()
    client = Client()
    sign_in(client)

    client.post("/admin/logout/")

    assert client.get(STEP).status_code == 404


@pytest.mark.parametrize("role", ["reader", "subscriber"])
def test_the_pages_are_for_those_of_the_desk(role: str) -> None:
    client = Client()
    client.force_login(account(role))

    assert client.get(STEP).status_code == client.get(DEVICE).status_code == 404
    assert Client().get(STEP).status_code == 404


@pytest.mark.parametrize(
    ("setting", "role", "is_asked"),
    [
        ("required", "editor", False),
        ("required", "reviewer", True),
        ("required", "admin", True),
        ("optional", "admin", False),
        ("off", "admin", False),
    ],
)
def test_who_must_set_up_a_device(
    settings: Settings, setting: str, role: str, is_asked: bool
) -> None:
    settings.TWO_FACTOR = setting
    account(role)
    client = Client()

    sign_in(client)

    assert (client.get("/admin/").status_code == 302) is is_asked


@pytest.mark.parametrize(("setting", "is_asked"), [("optional", True), ("off", False)])
def test_whoever_chose_to_have_a_device_is_asked_for_its_code(
    settings: Settings, setting: str, is_asked: bool
) -> None:
    settings.TWO_FACTOR = setting
    enrolled("editor")
    client = Client()

    sign_in(client)

    assert (client.get("/admin/").status_code == 302) is is_asked
    assert (client.get(DEVICE).status_code == 404) is not is_asked


def test_a_page_asks_for_the_account_and_its_device_at_once(settings: Settings) -> None:
    settings.TWO_FACTOR = "optional"
    account("editor")
    client = Client()
    sign_in(client)

    with CaptureQueriesContext(connection) as asked:
        client.get("/admin/tracker/topic/")

    (query,) = (each["sql"] for each in asked if "otp_totp_totpdevice" in each["sql"])
    assert 'FROM "tracker_user"' in query


def test_signing_in_as_another_is_no_way_past_the_code(settings: Settings) -> None:
    settings.TWO_FACTOR = "optional"
    enrolled("admin", username="antonia")
    account("editor")
    client = Client()
    sign_in(client)
    assert client.get("/admin/").status_code == 200

    sign_in(client, "antonia")

    assert client.get("/admin/").status_code == 302
    assert noted() == [("signed_in", "emilia", "")]


def test_a_superuser_must_have_one_whatever_the_role() -> None:
    account("reader", is_superuser=True)
    client = Client()

    sign_in(client)

    assert client.get("/admin/").status_code == 302


def test_other_sessions_are_asked_as_soon_as_a_device_is_set_up(settings: Settings) -> None:
    settings.TWO_FACTOR = "optional"
    owner = account("editor")
    client = Client()
    sign_in(client)
    assert client.get("/admin/").status_code == 200

    TOTPDevice.objects.create(user=owner, confirmed=True)

    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_a_code_leads_nowhere_else(wanted: str) -> None:
    _, device = enrolled()
    client = Client()
    sign_in(client)

    done = client.post(f"{STEP}?next={wanted}", {"code": code(device), "next": wanted})

    assert done["Location"] == "/admin/review/"


def test_the_clock_of_the_device_may_be_half_a_minute_off() -> None:
    _, device = enrolled()
    client = Client()
    sign_in(client)

    late = f"{totp(device.bin_key, t0=30):06}"

    assert client.post(STEP, {"code": late}).status_code == 302
