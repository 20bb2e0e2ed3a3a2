"""The device for one-time codes: set up, renewed, removed, and reset by an administrator."""

from base64 import b32decode

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from lxml import html
from pytest_django import Settings

from tests.admin.codes import (
    DEVICE,
    PASSWORD,
    STEP,
    WRONG,
    account,
    code,
    enrolled,
    lift_throttle,
    noted,
    sign_in,
)
from tests.admin.conftest import mistakes, notes
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codes_are_required")]


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


def test_what_is_secret_is_kept_in_no_cache() -> None:
    account()
    client = Client()
    sign_in(client)

    assert "no-store" in client.get(DEVICE)["Cache-Control"]
