"""The queue of review: the evidence beside the flag, one key for an act, and the way back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from tests import factories
from tests.admin.conftest import notes
from tracker import editing, models, recording, reviewing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

QUEUE = "/admin/review/"
Decide = Callable[..., Any]


@pytest.fixture(autouse=True)
def _a_minute(settings: Settings) -> None:
    settings.REVIEW_HOLD = 60


def flagged(words: str = "Costaguana rules out bases", **fields: Any) -> models.Development:
    """Return a flag of a machine that says that the minister contradicted the commitment."""
    return factories.meaning(
        **{
            "kind": "commitment.contradicted",
            "relation": "contradicts",
            "snapshot": factories.snapshot(f"{words}.\n\n{factories.ARTICLE}"),
            **fields,
        }
    )


def address(row: models.Development, query: str = "") -> str:
    return f"{QUEUE}{row.pk}/{query}"


def seen(desk: Client, page: str) -> str:
    """Return what a page of a flag says of the state in which it shows it."""
    (value, *_) = opened(desk, page).xpath("//input[@name='seen']/@value")
    return str(value)


def opened(desk: Client, page: str) -> Any:
    return html.fromstring(desk.get(page, follow=True).content.decode())


@pytest.fixture
def decide(desk: Client) -> Decide:
    """Return what opens the page of a flag, presses a button there, and follows."""

    def pressed(row: models.Development, query: str = "", **sent: Any) -> Any:
        page = address(row, query)
        return desk.post(page, {"seen": seen(desk, page), **sent}, follow=True)

    return pressed


def edited(desk: Client, row: models.Development, **changes: Any) -> dict[str, Any]:
    """Return what the form of a correction sends."""
    page = opened(desk, address(row, "?edit"))
    (form,) = (form for form in page.forms if form.get("id") == "edit_form")
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return {**values, "decision": "correct", **changes}


def held() -> list[tuple[str, str, str]]:
    rows = models.HeldDecision.objects.order_by("pk")
    return [(row.development.title, row.decision, row.reason) for row in rows]


def state(row: models.Development) -> tuple[str, str]:
    row.refresh_from_db()
    return row.review_state, row.review_reason


def carried_out() -> int:
    models.HeldDecision.objects.update(due_at=timezone.now())
    return reviewing.carry_out_decisions(timezone.now())


# --- What is shown --------------------------------------------------------------------------------


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


# --- Decisions ------------------------------------------------------------------------------------


def test_a_flag_is_confirmed_and_the_next_one_shown(desk: Client, decide: Decide) -> None:
    first = flagged()
    second = flagged(kind="commitment.reaffirmed", relation="reaffirms")

    response = decide(first, decision="confirm")

    assert response.redirect_chain == [(address(second), 302)]
    assert state(first) == ("flagged", "")
    assert carried_out() == 1
    assert state(first) == ("confirmed", "")
    assert models.Revision.objects.latest("sequence").actor == factories.ACTOR


def test_the_last_decision_is_undone(desk: Client, decide: Decide) -> None:
    row = flagged()
    decide(row, decision="confirm")

    response = desk.post(f"{QUEUE}undo/", follow=True)

    assert response.redirect_chain == [(address(row), 302)]
    assert held() == []
    assert carried_out() == 0
    again = desk.post(f"{QUEUE}undo/", follow=True)
    assert "Nothing is left to undo. What has entered the record can be reopened." in notes(again)


def test_a_dismissal_has_a_usual_reason_and_perhaps_more_words(
    desk: Client, decide: Decide
) -> None:
    first, second = flagged(), flagged(kind="commitment.broken", relation="breaks")

    decide(first, dismiss="misread")
    decide(second, dismiss="other_matter", text="Ruritania's ports")
    carried_out()

    assert state(first) == ("dismissed", "The words do not mean that.")
    assert state(second) == (
        "dismissed",
        "It is about another matter, or another country's: Ruritania's ports",
    )


def test_all_that_a_flag_says_is_corrected(desk: Client) -> None:
    row = flagged()
    minister = factories.tomas_vidal()
    factories.commitment(short_title="No foreign troops", slug="no-foreign-troops")
    other = factories.document("Exports of silver rose by a fifth.", title="Silver")
    sent = edited(
        desk,
        row,
        kind="commitment.qualified",
        side="counterpart",
        record="no-foreign-troops",
        occurred_date="2026-01",
        speaker_name="",
        speaker_official=minister.slug,
        speaker_role="Minister",
        participants=f"Vidal | {minister.slug}\nA clerk",
        quotes=[],
        added_document=other.slug,
        added_quote="Exports of silver rose",
        reason="Heard again",
    )

    desk.post(address(row), sent)
    carried_out()

    body = factories.shown(row)
    assert (body["kind"], body["side"]) == ("commitment.qualified", "counterpart")
    assert (body["record"]["slug"], body["occurred_date"]) == ("no-foreign-troops", "2026-01")
    assert body["speaker"]["official"]["slug"] == minister.slug
    assert (body["speaker"]["name"], body["speaker"]["role"]) == ("Tomás Vidal", "Minister")
    assert [each["name"] for each in body["participants"]] == ["Vidal", "A clerk"]
    assert [each["exact"] for each in body["citations"]] == ["Exports of silver rose"]
    assert body["title"] == (
        "Commitment qualified by Tomás Vidal: No foreign troops. "
        "Named as taking part: Vidal and A clerk"
    )
    assert state(row) == ("corrected", "Heard again")


def test_another_speaker_is_chosen_without_clearing_the_old_name(desk: Client) -> None:
    row = flagged()
    factories.tomas_vidal()
    sent = edited(desk, row, speaker_official="Tomás Vidal")

    desk.post(address(row), sent)
    carried_out()

    assert factories.shown(row)["speaker"]["name"] == "Tomás Vidal"


def test_quotes_that_are_unticked_are_split_off(desk: Client) -> None:
    row = flagged()
    other = factories.snapshot(url="https://gazette.example/9")
    with recording.change("prose", is_machine=True) as change:
        start = other.text.index(factories.QUOTE)
        editing.cite(row.identity, other, start, start + len(factories.QUOTE))
        change.touch(row)
    first, second = row.identity.citations.all()
    changed = {"kind": "commitment.broken", "quotes": [str(first.pk)], "decision": "split"}

    desk.post(address(row), edited(desk, row, **changed))
    carried_out()

    own = models.Development.objects.exclude(pk=row.pk).get()
    assert factories.shown(own)["kind"] == "commitment.broken"
    assert [quote.pk for quote in own.own_citations] == [second.pk]
    assert [quote.pk for quote in row.own_citations] == [first.pk]
    assert state(row)[0] == "flagged"


def test_what_contradicts_itself_is_refused_on_the_same_page(desk: Client) -> None:
    row = flagged()
    sent = edited(desk, row, record="unheard-of", occurred_date="soon")

    response = desk.post(address(row), sent)
    page = html.fromstring(response.content.decode())

    mistakes = page.xpath("//ul[contains(@class, 'errorlist')]/li/text()")
    assert mistakes == ["Use a real date: YYYY, YYYY-MM or YYYY-MM-DD."]
    response = desk.post(address(row), {**sent, "occurred_date": "2026"})
    assert notes(response) == ["Nothing was done. record: There is no commitment with this slug."]
    assert held() == []


def test_a_report_is_dismissed_with_what_it_was_taken_to_mean_or_alone(
    desk: Client, decide: Decide
) -> None:
    report = factories.development(snapshot=factories.snapshot())
    meaning = flagged(report=report)

    decide(report, "?list=reports", dismiss="misread")
    assert held() == [(report.title, "dismiss_alone", "The words do not mean that.")]
    desk.post(f"{QUEUE}undo/")
    decide(report, "?list=reports", dismiss="misread", with_meanings="1")
    carried_out()

    assert (state(report)[0], state(meaning)[0]) == ("dismissed", "dismissed")


def test_those_that_tell_of_the_same_are_decided_together(desk: Client, decide: Decide) -> None:
    promise = factories.commitment()
    rows = [
        flagged(subject=promise, snapshot=factories.snapshot(url=f"https://{name}.example/"))
        for name in "abc"
    ]

    page = opened(desk, address(rows[0]))
    assert page.xpath("//input[@name='alike']/@value") == [str(rows[1].pk), str(rows[2].pk)]
    decide(rows[0], decision="confirm", alike=[rows[1].pk])

    assert carried_out() == 2
    assert [state(row)[0] for row in rows] == ["confirmed", "confirmed", "flagged"]


def test_a_decision_is_taken_back_later(desk: Client, decide: Decide) -> None:
    row = flagged()
    decide(row, decision="confirm")
    carried_out()

    refused = decide(row, decision="reopen", reason=" ")
    decide(row, decision="reopen", reason="Misheard")
    carried_out()

    assert notes(refused) == ["Nothing was done. A decision is taken back for a reason."]
    assert state(row) == ("flagged", "Misheard")


# --- Others at the desk ---------------------------------------------------------------------------


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
