"""Decisions on a flag: one key for an act, everything corrected, and the way back."""

import pytest
from django.test import Client
from lxml import html

from tests import factories
from tests.admin.conftest import notes
from tests.admin.review.conftest import (
    QUEUE,
    Decide,
    address,
    carried_out,
    edited,
    flagged,
    held,
    opened,
    state,
)
from tracker import editing, models, recording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


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
