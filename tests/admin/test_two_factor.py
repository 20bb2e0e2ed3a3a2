"""One-time codes at the desk: set up, asked for, used once, and no way past them."""

from base64 import b32decode
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from lxml import html
from pytest_django import Settings

from tests import factories
from tests.admin.conftest import mistakes, notes, page_of
from tracker import models

pytestmark = pytest.mark.django_db

PASSWORD = "a tall ship and a star"
STEP = "/admin/two-factor/"
DEVICE = "/admin/two-factor/device/"
WRONG = "This code is not right, or was used already. Wait for the next one and try again."


@pytest.fixture(autouse=True)
def _codes_are_required(settings: Settings) -> None:
    """Have reviewers and administrators asked for codes."""
    settings.TWO_FACTOR = "required"


def account(role: str = "reviewer", **columns: Any) -> models.User:
    """Return someone who signs in with ``PASSWORD``."""
    found = factories.UserFactory.create(**{"username": "emilia", "role": role, **columns})
    found.set_password(PASSWORD)
    found.save()
    return found


def enrolled(role: str = "reviewer", **columns: Any) -> tuple[models.User, TOTPDevice]:
    """Return someone with a device and one recovery code."""
    owner = account(role, **columns)
    recovery = StaticDevice.objects.create(user=owner, confirmed=True)
    StaticToken.objects.create(device=recovery, token="salt2tin")
    return owner, TOTPDevice.objects.create(user=owner, confirmed=True)


def sign_in(client: Client, name: str = "emilia", after: str = "/admin/") -> Any:
    """Give the password."""
    entered = {"username": name, "password": PASSWORD}
    return client.post(f"/admin/login/?next={after}", entered)


def code(device: TOTPDevice, steps: int = 0) -> str:
    """Return what the authenticator shows now, or so many steps later."""
    return f"{totp(device.bin_key, t0=-30 * steps):06}"


def lift_throttle() -> None:
    """Let the wait after wrong codes be over."""
    long_ago = timezone.now() - timedelta(hours=1)
    TOTPDevice.objects.update(throttling_failure_timestamp=long_ago)
    StaticDevice.objects.update(throttling_failure_timestamp=long_ago)


def noted() -> list[tuple[str, str, str]]:
    """Return what was noted: what, by whom, about whom."""
    return list(models.AuditEntry.objects.order_by("pk").values_list("act", "actor", "about"))


def test_a_reviewer_sets_up_a_device_after_the_password_and_is_let_in() -> None:
    account()
    client = Client()
    wanted = "/admin/tracker/development/"

    led = client.post(f"/admin/login/?next={wanted}", {"username": "emilia", "password": PASSWORD})
    led = client.get(led["Location"])
    led = client.get(led["Location"])
    page = client.get(led["Location"])

    assert led["Location"] == f"{DEVICE}?next=%2Fadmin%2Ftracker%2Fdevelopment%2F"
    shown = html.fromstring(page.content)
    secret = shown.xpath("//code[@class='secret']/text()")[0].replace(" ", "")
    key = b32decode(secret)
    assert len(key) == 20
    assert shown.xpath("//div[@role='img']//*[local-name()='svg']")
    assert not shown.xpath("//*[@style]")
    done = client.post(led["Location"], {"code": f"{totp(key):06}", "next": wanted})
    codes = html.fromstring(done.content).xpath("//ul[@class='recovery-codes']/li/code/text()")
    assert len(codes) == len({*codes}) == 10
    assert html.fromstring(done.content).xpath("//a[@class='button default']/@href") == [wanted]
    assert client.get(wanted).status_code == 200
    again = client.get(DEVICE).content.decode()
    assert "10 are left" in again
    assert not any(each in again for each in [*codes, secret])
    assert noted() == [("device_enrolled", "emilia", "emilia")]


def test_a_wrong_code_sets_up_nothing() -> None:
    account()
    client = Client()
    sign_in(client)
    secret = html.fromstring(client.get(DEVICE).content).xpath("//code[@class='secret']/text()")

    response = client.post(DEVICE, {"code": "abcdef"})

    assert mistakes(response) == [WRONG]
    assert not TOTPDevice.objects.exists()
    assert html.fromstring(response.content).xpath("//code[@class='secret']/text()") == secret
    assert client.get("/admin/").status_code == 302


def test_the_code_with_which_a_device_is_set_up_signs_nobody_in() -> None:
    account()
    client, other = Client(), Client()
    sign_in(client)
    secret = html.fromstring(client.get(DEVICE).content).xpath("//code[@class='secret']/text()")[0]
    shown = f"{totp(b32decode(secret.replace(' ', ''))):06}"
    client.post(DEVICE, {"code": shown})

    sign_in(other)

    assert mistakes(other.post(STEP, {"code": shown})) == [WRONG]


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

    assert shown["Location"] == tried["Location"] == f"{STEP}?next=%2Fadmin%2F"
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


def test_a_page_asks_once_whether_there_is_a_device(settings: Settings) -> None:
    settings.TWO_FACTOR = "optional"
    account("editor")
    client = Client()
    sign_in(client)

    with CaptureQueriesContext(connection) as asked:
        client.get("/admin/tracker/topic/")

    assert sum("otp_totp_totpdevice" in query["sql"] for query in asked) == 1


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


def test_a_device_is_removed_with_a_code_and_only_by_whom_it_is_not_required(
    settings: Settings,
) -> None:
    _, device = enrolled("editor")
    client = Client()
    sign_in(client)
    client.post(STEP, {"code": "salt2tin"})

    assert mistakes(client.post(DEVICE, {"action": "remove", "code": "000000x"})) == [WRONG]
    models.User.objects.update(role="reviewer")
    refused = client.post(DEVICE, {"action": "remove", "code": code(device)})
    assert mistakes(refused) == ["Your role needs a device; an administrator may reset it."]
    models.User.objects.update(role="editor")
    done = client.post(DEVICE, {"action": "remove", "code": code(device)}, follow=True)

    assert notes(done)[-1] == "Your device is removed; your password alone signs you in."
    assert not TOTPDevice.objects.exists()
    assert not StaticDevice.objects.exists()
    assert noted()[-1] == ("device_removed", "emilia", "emilia")


def test_new_recovery_codes_take_the_place_of_the_former() -> None:
    _, device = enrolled()
    client, other = Client(), Client()
    sign_in(client)
    client.post(STEP, {"code": code(device)})

    page = client.post(DEVICE, {"action": "renew", "code": code(device, 1)})

    codes = html.fromstring(page.content).xpath("//ul[@class='recovery-codes']/li/code/text()")
    assert len(codes) == 10
    sign_in(other)
    assert mistakes(other.post(STEP, {"code": "salt2tin"})) == [WRONG]
    lift_throttle()
    assert other.post(STEP, {"code": codes[0]}).status_code == 302
    assert ("recovery_codes_made", "emilia", "emilia") in noted()


def test_an_administrator_resets_the_device_of_another_and_that_is_noted() -> None:
    owner, device = enrolled()
    theirs, browser = Client(), Client()
    sign_in(theirs)
    theirs.post(STEP, {"code": code(device)})
    assert theirs.get("/admin/").status_code == 200
    _, own = enrolled("admin", username="antonia")
    StaticToken.objects.filter(device__user=own.user).update(token="gold3tin")
    sign_in(browser, "antonia")
    browser.post(STEP, {"code": code(own)})
    page = f"/admin/tracker/user/{owner.pk}/change/"
    assert b"reset-device" in browser.get(page).content

    assert browser.get(f"/admin/tracker/user/{owner.pk}/reset-device/").status_code == 200
    assert TOTPDevice.objects.filter(user=owner).exists()
    done = browser.post(f"/admin/tracker/user/{owner.pk}/reset-device/", follow=True)

    assert notes(done) == ["The device of emilia is reset."]
    assert not TOTPDevice.objects.filter(user=owner).exists()
    assert not StaticDevice.objects.filter(user=owner).exists()
    assert theirs.get("/admin/").status_code == 302
    assert b"reset-device" not in browser.get(page).content
    assert browser.post(f"/admin/tracker/user/{own.user_id}/reset-device/").status_code == 403
    assert noted()[-1] == ("device_reset", "antonia", "emilia")


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_a_code_leads_nowhere_else(wanted: str) -> None:
    _, device = enrolled()
    client = Client()
    sign_in(client)

    done = client.post(f"{STEP}?next={wanted}", {"code": code(device), "next": wanted})

    assert done["Location"] == "/admin/"


def test_what_is_secret_is_kept_in_no_cache() -> None:
    account()
    client = Client()
    sign_in(client)

    assert "no-store" in client.get(DEVICE)["Cache-Control"]


def test_the_clock_of_the_device_may_be_half_a_minute_off() -> None:
    _, device = enrolled()
    client = Client()
    sign_in(client)

    late = f"{totp(device.bin_key, t0=30):06}"

    assert client.post(STEP, {"code": late}).status_code == 302
