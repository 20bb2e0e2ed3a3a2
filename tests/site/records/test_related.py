"""Lists within pages: the first ten, the same queries for any number, and of their time alone."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.site import reading
from tests.site.records import scene
from tracker import editing, models, recording, reviewing

pytestmark = pytest.mark.django_db

QUERIES = {
    "/commitments/no-bases": (20, 11),
    "/agreements/port": (12, 15),
    "/meetings/talks": (9, 13),
    "/events/port-act": (4, 5),
    "/officials/ana-ruiz": (14, 17),
    "/parties/costaguana": (35, 28),
    "/topics/bases": (25, 30),
    "/sources/sulaco-courier": (7, 7),
    "/statements/said": (3, 4),
}
"""How many queries each page takes: as it is now, and as of an instant."""


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        reading.get(client, address)
    return len(captured)


def then(client: Client, address: str) -> int:
    return queries(client, f"{address}?known_at={reading.now()}")


def promise(number: int) -> None:
    """Enter a commitment that is listed around everything else."""
    factories.commitment(
        slug=f"c-{number}",
        short_title=f"Promise {number}",
        made_by=[{"official": "ana-ruiz", "party": "costaguana"}],
        topics=["bases"],
        agreements=["port"],
        meeting="talks",
    )


def more(commitment: models.Commitment, count: int) -> None:
    """Enter and flag everything that pages list, up to so many of each."""
    for number in range(models.Statement.objects.count() - 1, count):
        scene.words(slug=f"said-{number}", text=f"We said it {number} times.")
        scene.flag(commitment)
        promise(number)
        factories.topic(slug=f"t-{number}", name=f"Part {number}", parent="bases")
        factories.party(slug=f"p-{number}", name=f"Ministry {number}", parent="costaguana")


def test_a_page_takes_as_many_queries_for_one_record_around_it_as_for_many(client: Client) -> None:
    commitment = scene.set_up()
    more(commitment, 1)
    few = {address: (queries(client, address), then(client, address)) for address in QUERIES}
    more(commitment, 12)
    many = {address: (queries(client, address), then(client, address)) for address in QUERIES}

    assert few == many == QUERIES


def test_of_a_long_list_the_first_ten_are_shown_and_where_the_others_are(client: Client) -> None:
    scene.set_up()
    for number in range(11):
        promise(number)

    page = reading.get(client, "/es/agreements/port")
    said = reading.record(client, "/es/agreements/port")

    assert '<a href="/es/commitments?agreement=port">Ver todo' in page
    assert len([line for line in said if line.startswith("Promise")]) == 10


def test_of_a_body_with_many_parts_the_first_ten_are_shown(client: Client) -> None:
    parties = [factories.party(slug=f"p-{n}", name=f"State {n}", kind="state") for n in range(12)]
    factories.agreement(slug="port", parties=[{"party": row.slug} for row in parties])

    said = reading.record(client, "/agreements/port")

    assert len([line for line in said if line.startswith("State ")]) == 10
    assert "2 more are in the data of this page. JSON" in said


def test_the_latest_day_is_first_and_the_undated_last(client: Client) -> None:
    for slug, day in (("a", "2026-01-02"), ("b", None), ("c", "2026-01-03")):
        factories.statement(slug=slug, text=f"Words {slug}", stated_date=day)
    moment = reading.now()
    factories.statement(slug="d", text="Words d", stated_date="2026-01-04")

    now = reading.record(client, "/officials/ana-ruiz")
    past = reading.record(client, f"/officials/ana-ruiz?known_at={moment}")

    assert [line for line in now if line.startswith("Words")] == [
        "Words d",
        "Words c",
        "Words a",
        "Words b",
    ]
    assert [line for line in past if line.startswith("Words")] == ["Words c", "Words a", "Words b"]


def test_a_page_of_the_past_shows_nothing_of_today(client: Client) -> None:
    commitment = scene.set_up()
    scene.flag(commitment)
    # A commitment shows its evidence of today alone.
    addresses = QUERIES.keys() - {"/commitments/no-bases"}
    before = {address: reading.record(client, address) for address in addresses}
    moment = reading.now()
    more(commitment, 2)
    factories.changed(commitment, short_title="Bases, perhaps")

    for address in addresses - {"/sources/sulaco-courier"}:
        is_alone = address in {"/events/port-act", "/statements/said"}
        assert (reading.record(client, address) == before[address]) is is_alone
        assert reading.record(client, f"{address}?known_at={moment}") == before[address]


def test_links_of_a_page_of_the_past_keep_its_instant(client: Client) -> None:
    scene.set_up()
    for number in range(11):
        promise(number)
    moment = reading.now()

    page = reading.get(client, f"/es/topics/bases?known_at={moment}")

    at = moment.replace(":", "%3A")
    assert f'href="/es/agreements/port?known_at={at}"' in page
    assert f'href="/es/commitments?topic=bases&amp;known_at={at}"' in page
    assert f'href="/es/commitments?topic=bases&amp;verdict=not_yet_rated&amp;known_at={at}"' in page


def test_what_is_withheld_is_on_no_page_and_the_past_says_that_it_went(
    client: Client, settings: Settings
) -> None:
    scene.flag(scene.set_up())
    moment = reading.now()
    settings.PUBLIC_REVIEW_STATES = ["confirmed"]
    reviewing.apply_visibility()

    for address in ("/officials/ana-ruiz", "/parties/costaguana", "/topics/bases"):
        now = reading.record(client, address)
        past = reading.record(client, f"{address}?known_at={moment}")
        assert "New report · 25 January 2026" not in now
        assert past[past.index("New report · 25 January 2026") + 4] == "Not shown any more"


def test_what_was_withdrawn_is_listed_nowhere(client: Client) -> None:
    scene.set_up()
    row = factories.known("statement", "said")
    assert row is not None
    with recording.change("ana", "It was never said", is_withdrawing=True) as change:
        editing.delete(change, row, timezone.now())

    for address in ("/agreements/port", "/meetings/talks", "/officials/ana-ruiz"):
        assert "We will not host foreign bases." not in reading.record(client, address)


def test_a_party_is_counted_with_all_that_are_part_of_it_as_they_were(client: Client) -> None:
    scene.set_up()
    factories.party(slug="ministry", parent="costaguana")
    factories.commitment(slug="ours", holders=["ministry"], short_title="Ours")
    moment = reading.now()
    ministry = factories.known("party", "ministry")
    assert ministry is not None
    factories.changed(ministry, parent=None)

    now = reading.record(client, "/parties/costaguana")
    past = reading.record(client, f"/parties/costaguana?known_at={moment}")

    assert ("Not yet rated 1" in now, "Ours" in now) == (True, False)
    assert ("Not yet rated 2" in past, "Ours" in past) == (True, True)
