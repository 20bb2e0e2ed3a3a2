"""A document's page: its versions with what changed in each, its copies, and what comes next."""

import pytest
from django.test import Client
from lxml import html

from tests import factories
from tests.admin.conftest import page_of
from tests.analysis import stories
from tracker import models

pytestmark = pytest.mark.django_db

URL = "https://courier.example/bases"
ENGLISH = "\n\n".join(stories.REPORTS[0])


def page(desk: Client, address: str) -> html.HtmlElement:
    response = desk.get(address)
    assert response.status_code == 200
    return html.fromstring(response.content)


def test_the_versions_are_listed_with_what_changed_in_each(desk: Client) -> None:
    factories.snapshot(ENGLISH, URL)
    second = factories.snapshot(f"{ENGLISH}\n\n<b>Nobody</b> signed.", URL)
    third = factories.snapshot(ENGLISH.replace("will not host", "will host"), URL)

    shown = page(desk, page_of(second.document))

    versions = shown.xpath("//details[summary]/summary[contains(., 'sentences')]/..")
    assert [version.xpath("string(summary/a)") for version in versions] == ["3", "2", "1"]
    assert versions[0].xpath(".//del/text()") == [" not", "<b>Nobody</b> signed."]
    assert versions[1].xpath(".//ins/text()") == ["<b>Nobody</b> signed."]
    alone = page(desk, page_of(third))
    assert alone.xpath("//del/text()") == [" not", "<b>Nobody</b> signed."]


def test_copies_of_the_same_story_are_linked(desk: Client) -> None:
    first = factories.document(ENGLISH, url=URL)
    second = factories.document(ENGLISH, url=f"{URL}/2", outlet="El Porvenir")

    shown = page(desk, page_of(first))

    assert shown.xpath(f"//a[@href='{page_of(second)}']/text()") == [
        "El Porvenir: Costaguana rules out foreign bases"
    ]


def test_when_its_page_is_read_again_is_shown(desk: Client) -> None:
    document = factories.document(ENGLISH, url=URL)
    models.Recheck.objects.begin(document, factories.NOW)
    recheck = models.Recheck.objects.get()

    shown = page(desk, page_of(document))

    address = f"/admin/tracker/recheck/{recheck.pk}/change/"
    assert shown.xpath(f"//a[@href='{address}']/text()") == ["2026-03-01 12:15"]
    assert page(desk, address).xpath("//h1/text()")
    assert page(desk, "/admin/tracker/recheck/").xpath("//table")


def test_what_was_set_aside_is_listed_with_the_reason_and_tried_again(desk: Client) -> None:
    aside = factories.snapshot(ENGLISH, URL)
    waiting = factories.snapshot(ENGLISH, f"{URL}/2")
    models.Snapshot.objects.filter(pk=aside.pk).update(
        attempts=3, trouble="It was not read within 30 seconds."
    )
    address = "/admin/tracker/snapshot/"

    listed = page(desk, f"{address}?reading=aside")
    desk.post(address, {"action": "try_again", "_selected_action": [aside.pk, waiting.pk]})

    (row,) = listed.xpath("//table[@id='result_list']/tbody/tr")
    assert row.xpath("string(td[contains(@class, 'why_unread')])") == (
        "It was not read within 30 seconds."
    )
    aside.refresh_from_db()
    assert (aside.attempts, aside.trouble) == (0, "")
    assert set(models.Snapshot.objects.unflagged()) == {aside, waiting}
