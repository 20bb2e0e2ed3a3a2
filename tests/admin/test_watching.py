"""By what a commitment is watched, changed at the desk."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from tests import factories
from tests.admin.conftest import Send, mistakes, notes, page_of
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

WATCH = {
    "terms": {"bases": 1.0},
    "language_terms": {"es": {"bases extranjeras": 3.0}},
    "groups": [{"any_of": ["base", "port"]}, {"all_of": ["foreign", "military"]}],
    "exclusions": ["tax base"],
    "aliases": {"costaguana": ["the Concession", "Sulaco"]},
    "places": ["Sulaco"],
    "violation": "A foreign base is built in Costaguana.",
}


def text(response: Any) -> str:
    return str(html.fromstring(response.content.decode()).text_content())


def test_what_is_watched_for_is_shown_and_saved_unchanged(send: Send) -> None:
    commitment = factories.commitment(watch=WATCH)

    response = send(page_of(commitment, "watch"), action="save")

    assert notes(response) == ["Saved, and used from now on."]
    stored = factories.stored(commitment)
    assert (stored.watch, stored.version) == (WATCH, 1)


def test_a_term_is_added_and_another_removed(send: Send) -> None:
    commitment = factories.commitment(watch=WATCH)

    send(
        page_of(commitment, "watch"),
        action="save",
        reason="As the press writes",
        **{
            "terms-0-DELETE": "on",
            "terms-2-term": "lighthouse",
            "terms-2-language": "en",
            "terms-2-weight": "2.5",
        },
    )

    watch = factories.shown(commitment)["watch"]
    assert "terms" not in watch
    assert watch["language_terms"] == {"en": {"lighthouse": 2.5}, "es": {"bases extranjeras": 3.0}}
    revision = models.Revision.objects.filter(record=commitment.pk).latest("sequence")
    assert (revision.actor, revision.reason) == (factories.ACTOR, "As the press writes")


def test_a_trial_lists_what_would_be_reported_and_saves_nothing(send: Send) -> None:
    commitment = factories.commitment(watch=WATCH)
    said = "Costaguana will not host <foreign> foreign bases."
    factories.snapshot(said, url="https://courier.example/1", published_at=f"{factories.NOW:%F}")

    response = send(
        page_of(commitment, "watch"),
        action="preview",
        days="366",
        groups="",
        places="",
        **{"terms-1-term": "foreign bases", "terms-1-language": "", "terms-1-weight": "3"},
    )

    assert "With these terms 1 article of 366 days would be reported now" in text(response)
    assert "foreign bases" in text(response)
    assert "&lt;foreign&gt;" in response.content.decode()
    assert factories.stored(commitment).watch == WATCH


def test_a_trial_warns_of_a_broad_term(send: Send) -> None:
    commitment = factories.commitment(watch={"terms": {"harbour": 1.0}})
    for number in range(20):
        url = f"https://courier.example/{number}"
        said = f"The harbour was calm on day {number}."
        factories.snapshot(said, url=url, published_at=f"{factories.NOW:%F}")

    response = send(page_of(commitment, "watch"), action="preview", days="366")

    assert "“harbour” fires in 20 of 20 texts; a term that broad links too much." in text(response)


def test_suggested_terms_fill_the_table_and_are_not_saved(send: Send) -> None:
    commitment = factories.commitment()

    response = send(page_of(commitment, "watch"), action="suggest", exclusions="tax base")

    page = html.fromstring(response.content.decode())
    (form,) = (form for form in page.forms if form.get("id") == "watch_form")
    terms = {value for name, value in form.form_values() if name.endswith("-term")}
    assert "military bases" in terms
    assert ("exclusions", "tax base") in [(n, v.strip()) for n, v in form.form_values()]
    assert factories.stored(commitment).watch == {}


@pytest.mark.parametrize(
    ("entered", "mistake"),
    [
        ({"groups": "some: base"}, "groups: 0: some_of: There is no such field."),
        ({"aliases": "atlantis: Atlas"}, "aliases: atlantis: There is no party or official"),
        ({"terms-0-term": "base"}, "Give the term a weight."),
        (
            {"terms-0-term": "base", "terms-0-weight": "11"},
            "Ensure this value is less than or equal to 10.",
        ),
        ({"exclusions": "…"}, "exclusions: 0: There is no word in this term."),
    ],
)
def test_what_the_api_refuses_the_desk_refuses(
    send: Send, entered: dict[str, str], mistake: str
) -> None:
    commitment = factories.commitment()

    response = send(page_of(commitment, "watch"), action="save", **entered)

    assert any(mistake in said for said in mistakes(response)), mistakes(response)
    assert factories.stored(commitment).watch == {}


def test_what_another_changed_meanwhile_is_not_written_over(desk: Client, send: Send) -> None:
    commitment = factories.commitment()

    response = send(page_of(commitment, "watch"), action="save", seen="7")

    assert "Someone has changed this record meanwhile" in text(response)


def test_the_records_page_leads_there(desk: Client) -> None:
    commitment = factories.commitment(watch=WATCH)

    page = desk.get(page_of(commitment)).content.decode()

    assert "2 key terms." in page
    assert f'href="{page_of(commitment, "watch")}"' in page
    assert desk.get("/admin/tracker/commitment/none/watch/").status_code == 404


def test_whoever_is_not_of_the_desk_may_not_open_it(client: Client) -> None:
    commitment = factories.commitment()
    client.force_login(factories.UserFactory.create(role="subscriber"))

    assert client.get(page_of(commitment, "watch")).status_code == 302
