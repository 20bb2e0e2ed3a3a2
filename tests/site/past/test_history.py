"""The past of a record: its versions, two of them side by side, and which instants can be shown."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.site import browsing
from tracker import editing, models, recording, redacting
from tracker.site.past import comparing, days

pytestmark = pytest.mark.django_db


def withdrawn(row: models.Record, reason: str) -> None:
    with recording.change("ana", reason, is_withdrawing=True) as change:
        editing.delete(change, row, timezone.now())


def test_the_page_of_a_record_lists_its_instants_with_what_changed_and_why(client: Client) -> None:
    row = factories.topic(slug="bases", name="Bases")
    factories.changed(row, name="Foreign bases")
    first, second = browsing.instants("bases")

    page = browsing.page(client, "/topics/bases")

    assert f'href="/topics/bases?known_at={first.replace(":", "%3A")}">' in page
    assert (
        f'href="/topics/bases?known_at={second.replace(":", "%3A")}" aria-current="true">' in page
    )
    assert "Record updated: Name</span>" in page
    assert "“changed”" in page
    assert "History: 2 versions, and what changed between any two" in page


def test_a_permanent_address_shows_the_version_of_which_it_was_taken(client: Client) -> None:
    row = factories.topic(slug="bases", name="Bases")
    permalink = re.findall(
        r'href="(/topics/bases\?known_at=[^"%]+)"', browsing.page(client, "/topics/bases")
    )
    factories.changed(row, name="Foreign bases")

    assert "<h1>Bases</h1>" in browsing.page(client, permalink[0])
    assert "<h1>Foreign bases</h1>" in browsing.page(client, "/topics/bases")


def test_a_page_of_the_past_says_that_it_was_corrected(client: Client) -> None:
    row = factories.topic(slug="bases", name="Basses")
    factories.changed(row, name="Bases")
    first, second = browsing.instants("bases")

    page = browsing.page(client, f"/topics/bases?known_at={first}")

    assert "It was corrected on " in page
    assert (
        f'href="/topics/bases/history?from={first}&amp;to={second}">What changed since</a>' in page
    )
    assert "It was corrected" not in browsing.page(client, f"/topics/bases?known_at={second}")


def test_a_page_of_the_past_says_that_it_was_withdrawn_and_why(client: Client) -> None:
    row = factories.topic(slug="bases", name="Bases")
    withdrawn(row, "It was twice here")
    first, _ = browsing.instants("bases")

    page = browsing.page(client, f"/es/topics/bases?known_at={first}")

    assert "Se retiró el " in page
    assert "It was twice here" in page


def test_two_versions_stand_side_by_side_in_words(client: Client) -> None:
    row = factories.commitment(slug="no-bases", text="We build no base.", strength="undertaking")
    factories.changed(row, text="We build a base.", strength="stated_intention", due_date="2027-03")
    first, second = browsing.instants("no-bases")

    page = browsing.page(client, f"/commitments/no-bases/history?from={second}&to={first}")

    assert '<th scope="row">How firmly</th><td><del>Undertaking</del>' in page
    assert "<td>We build <del>no</del> base.</td><td>We build <ins>a</ins> base.</td>" in page
    assert '<th scope="row">Due</th><td><span class="label">Nothing</span></td>' in page
    assert "<ins>March 2027</ins>" in page
    assert "due_precision" not in page
    assert 'href="/v1/commitments/no-bases/revisions?' in page


def test_what_was_not_shown_is_said_not_to_have_been(client: Client) -> None:
    row = factories.topic(slug="bases", name="Bases")
    withdrawn(row, "It was twice here")
    first, second = browsing.instants("bases")

    page = browsing.page(client, f"/topics/bases/history?from={first}&to={second}")

    assert "<del>Bases</del>" in page
    assert "It was no longer shown at the second of them." in page
    assert "/topics/bases/history" in browsing.page(client, "/topics/bases", 410)


def test_equal_versions_differ_in_nothing(client: Client) -> None:
    factories.topic(slug="bases", name="Bases")
    (first,) = browsing.instants("bases")

    page = browsing.page(client, f"/topics/bases/history?from={first}&to={first}")

    assert "Nothing that is shown differs between these two." in page


def test_a_history_has_pages(client: Client) -> None:
    row = factories.topic(slug="bases", name="Bases 0")
    for number in range(1, 27):
        row = factories.changed(row, name=f"Bases {number}")

    newest = browsing.page(client, "/topics/bases/history")
    oldest = browsing.page(client, "/topics/bases/history?before=3")

    assert newest.count('class="quiet"') == 25
    assert '<a rel="next" href="?before=3">' in newest
    assert "<li>2 · " in oldest
    assert 'rel="next"' not in oldest
    assert browsing.page(client, "/topics/bases/history?before=many").count("<li>27 · ") == 1


def test_a_history_of_nothing_is_not_found(client: Client) -> None:
    assert "There is no such page" in browsing.page(client, "/topics/never/history", 404)


def test_a_history_as_of_an_instant_ends_there(client: Client) -> None:
    row = factories.topic(slug="bases", name="Bases")
    factories.changed(row, name="Foreign bases")
    first, _ = browsing.instants("bases")

    assert "1 version</h2>" in browsing.page(client, f"/topics/bases/history?known_at={first}")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("2999-01-01", "That day is not over yet"),
        ("1999", "That was before On Record began"),
        ("yesterday", "This is no date"),
    ],
)
def test_an_instant_of_which_nothing_can_be_shown_is_refused_in_words(
    client: Client, given: str, said: str
) -> None:
    factories.topic(slug="bases")

    assert said in browsing.page(client, f"/topics/bases?known_at={given}", 400)
    assert said in browsing.page(client, f"/topics/bases/history?from={given}&to=2026", 400)


def test_a_list_as_of_an_instant_shows_what_was_public_then(client: Client) -> None:
    row = factories.commitment(slug="no-bases", short_title="No bases", form="refrain")
    first = browsing.instants("no-bases")[-1]
    factories.changed(row, short_title="No foreign bases")
    factories.commitment(slug="two-boats", short_title="Two boats", form="refrain")

    page = browsing.page(client, f"/commitments?form=refrain&known_at={first}")
    other = browsing.page(client, f"/commitments?form=act&known_at={first}")

    assert ">No bases</a>" in page
    assert "Two boats" not in page
    assert "Nothing fits." in other


def test_the_front_page_is_of_today_alone(client: Client) -> None:
    factories.topic(slug="bases")
    (first,) = browsing.instants("bases")

    assert "As we showed it on" not in browsing.page(client, f"/?known_at={first}")


def test_today_is_not_over(client: Client) -> None:
    factories.topic(slug="bases")
    today = timezone.now().astimezone(UTC).date()

    assert "That day is not over yet" in browsing.page(
        client, f"/topics/bases?known_at={today}", 400
    )


def test_before_anything_was_published_nothing_can_be_shown(client: Client) -> None:
    assert "Nothing has been published yet." in browsing.page(
        client, "/topics?known_at=2026-01-01", 400
    )


def test_the_days_that_can_be_asked_for_are_those_that_ended() -> None:
    began = datetime(2026, 1, 25, 23, 59, tzinfo=UTC)

    assert days.between(began, began) is None
    assert days.between(began, began + timedelta(minutes=1)) == days.Days(
        "2026-01-25", "2026-01-25"
    )
    assert days.between(began, began + timedelta(days=3)) == days.Days("2026-01-25", "2026-01-27")


def test_lists_references_and_quotes_are_compared_by_their_words() -> None:
    topics = [
        {"type": "topic", "slug": name, "title": name.title(), "url": f"/v1/topics/{name}"}
        for name in ("ports", "bases")
    ]
    quote = {"exact": "No base.", "document": {"outlet": "The Gazette", "published_at": "2026-01"}}
    before = {"type": "commitment", "topics": topics, "citations": [], "is_public": True}
    after = {"type": "commitment", "topics": topics[:1], "citations": [quote], "is_public": False}

    rows = {row.label: row for row in comparing.rows(before, after)}

    assert [run.text for run in rows["Topics"].before if run.change == "deleted"] == ["Bases"]
    assert "".join(run.text for run in rows["Quotes"].after).strip() == (
        "“No base.” — The Gazette, January 2026"
    )
    assert [run.text for run in rows["is public"].after if run.change == "inserted"] == ["No"]


def test_the_history_of_a_redacted_record_tells_that_it_was_and_no_word(client: Client) -> None:
    row = factories.topic(slug="bases", name="Secret")
    factories.changed(row, name="Secret name")
    first, second = browsing.instants("bases")
    with recording.change("ana", "By order of a court", is_withdrawing=True) as change:
        redacting.redact(change, row, timezone.now())

    page = browsing.page(client, f"/topics/bases/history?from={first}&to={second}")

    assert "Secret" not in page
    assert "By order of a court" in page


def test_the_page_of_a_record_asks_the_database_a_fixed_number_of_questions(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = factories.topic(slug="bases", name="Bases 0")
    for number in range(1, 20):
        row = factories.changed(row, name=f"Bases {number}")

    with django_assert_max_num_queries(20):
        browsing.page(client, "/topics/bases")
