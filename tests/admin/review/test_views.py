"""The queue of review: the evidence beside the flag, and who else is at the desk."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tests import factories
from tests.admin.conftest import notes
from tests.admin.review.conftest import (
    QUEUE,
    Decide,
    address,
    carried_out,
    flagged,
    held,
    opened,
    seen,
    state,
)
from tracker import reviewing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def test_the_queue_leads_to_the_gravest_flag(desk: Client) -> None:
    flagged(kind="commitment.reaffirmed", relation="reaffirms")
    grave = flagged()

    assert desk.get(QUEUE).headers["Location"] == address(grave)


def test_an_empty_queue_says_so(desk: Client) -> None:
    assert "Nothing waits for a decision." in desk.get(QUEUE).content.decode()


def test_the_quote_stands_in_its_paragraph_beside_the_words_of_the_commitment(desk: Client) -> None:
    row = flagged(subject=factories.commitment(criteria=[{"kind": "failure", "text": "A base."}]))

    page = opened(desk, address(row))

    (mark,) = page.xpath("//mark")
    assert mark.text_content() == factories.QUOTE
    assert mark.getparent().text_content().startswith("SULACO, Jan. 25. ")
    beside = page.xpath("//section[@class='record']")[0].text_content()
    assert "Costaguana will not host foreign military bases." in beside
    assert "Costaguana" in beside
    assert "Refrain" in beside
    assert "Undertaking" in beside
    assert "Broken if" in beside


def test_reasons_are_told_in_words(desk: Client) -> None:
    row = flagged(
        confidence=0.71,
        explanation={
            "matched": [{"text": "bases", "start": 3, "end": 8}],
            "contributions": {"ahead": 3.12, "brief_holder": -0.5, "holder": 0.9, "behind": -0.1},
        },
    )

    page = opened(desk, address(row))

    told = [item.text_content() for item in page.xpath("//section[@class='suggestion']//li")]
    assert told[:3] == [
        "It speaks of “bases”.",
        "For it: more of its terms are there than of any other commitment, "
        "the party that is bound is named.",
        "The machine gives it 71 in 100.",
    ]
    assert "3.12" not in page.text_content()


def test_what_confirming_does_is_told_before(desk: Client) -> None:
    row = flagged()

    told = opened(desk, address(row)).text_content()

    assert "It is published, and told to everyone who asked." in told
    assert "The commitment, single statement until now, is shown as reversed." in told


def test_nothing_is_preselected(desk: Client, decide: Decide) -> None:
    row = flagged()

    page = opened(desk, address(row))
    response = decide(row)

    assert page.xpath("//section//input[@checked] | //form[@id='decision']//input[@checked]") == []
    assert notes(response) == ["Nothing was done. Say what you decide: nothing is chosen for you."]
    assert held() == []


@pytest.fixture
def other(db: None) -> Client:
    """Return the client of another person who may do everything."""
    client = Client()
    account = factories.UserFactory.create(username="Lucía", is_superuser=True)
    client.force_login(account)
    return client


def test_who_looks_at_a_flag_is_seen_and_others_are_led_to_the_next(
    desk: Client, other: Client
) -> None:
    first, second = flagged(), flagged(kind="commitment.reaffirmed", relation="reaffirms")
    other.get(address(first))

    assert desk.get(QUEUE).headers["Location"] == address(second)
    assert "Lucía looks at this one too." in opened(desk, address(first)).text_content()


def test_a_flag_on_which_another_has_decided_is_not_decided_again(
    desk: Client, other: Client
) -> None:
    row = flagged()
    before = seen(desk, address(row))
    other.post(address(row), {"seen": seen(other, address(row)), "decision": "confirm"})

    response = desk.post(address(row), {"seen": before, "dismiss": "misread"}, follow=True)

    assert notes(response) == ["Nothing was done. Lucía has decided on it just now."]
    assert "Lucía has decided: confirm." in response.content.decode()


def test_a_stale_form_decides_nothing(desk: Client) -> None:
    row = flagged()
    before = seen(desk, address(row))
    reviewing.dismiss(row, "api", "Not so", factories.NOW)

    response = desk.post(address(row), {"seen": before, "decision": "confirm"}, follow=True)

    assert notes(response) == [
        "Nothing was done. It was decided on, or changed, since you opened this page."
    ]
    assert state(row) == ("dismissed", "Not so")


def test_a_decision_that_could_not_be_carried_out_is_told(desk: Client, decide: Decide) -> None:
    row = flagged()
    decide(row, decision="confirm")
    reviewing.dismiss(row, "api", "Not so", factories.NOW)
    carried_out()

    page = opened(desk, QUEUE).text_content()

    assert "Somebody has decided on it meanwhile: it is dismissed." in page


def test_who_may_only_look_decides_nothing(client: Client) -> None:
    row = flagged()
    client.force_login(factories.UserFactory.create(username="Bo", role="editor"))

    page = opened(client, address(row))

    assert page.xpath("//form[@id='decision']") == []
    assert client.post(address(row), {"decision": "confirm"}).status_code == 403
    assert client.post(f"{QUEUE}undo/").status_code == 403


def test_an_address_without_a_flag_is_not_found(desk: Client) -> None:
    assert desk.get(f"{QUEUE}987654321/").status_code == 404
    assert desk.get(f"{QUEUE}?list=nonsense&party=\0&kind=x").status_code == 200


def test_a_page_takes_twelve_queries(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = flagged(
        speaker_official=factories.ana_ruiz(), snapshot=factories.snapshot(factories.ARTICLE)
    )
    factories.statement()
    desk.get(address(row))

    with django_assert_max_num_queries(12):
        assert desk.get(address(row)).status_code == 200
