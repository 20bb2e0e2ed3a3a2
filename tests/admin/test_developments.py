"""The review queue: the evidence is beside the flag, and decisions go through reviewing."""

import pytest
from django.test import Client

from tests import factories
from tests.admin.conftest import Send, mistakes, notes, page_of
from tracker import editing, models, recording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

QUEUE = "/admin/tracker/development/"


def flagged(
    title: str = "Costaguana rules out foreign bases", **fields: object
) -> models.Development:
    return factories.development(
        kind="commitment.reaffirmed",
        relation="reaffirms",
        snapshot=factories.snapshot(f"{title}. {factories.ARTICLE}"),
        **fields,
    )


def test_the_quote_stands_in_its_context_beside_the_flag(desk: Client) -> None:
    development = flagged()

    page = desk.get(page_of(development)).content.decode()

    assert f"<mark>{factories.QUOTE}</mark>" in page
    assert "SULACO, Jan. 25. <mark>" in page


def test_what_waits_for_a_person_comes_first(desk: Client) -> None:
    factories.development(title="Seen", review_state="confirmed", detected_at=factories.NOW)
    factories.development(title="Waiting", subject=factories.topic(), kind="event.reported")

    shown = desk.get(QUEUE).context["cl"].result_list

    assert [development.title for development in shown] == ["Waiting", "Seen"]


def test_a_flag_is_confirmed(send: Send) -> None:
    development = flagged(has_cleared_bar=True)

    send(page_of(development), decision="confirm", reason="Seen on video")

    body = factories.shown(development)
    assert (body["review_state"], body["review_reason"]) == ("confirmed", "Seen on video")
    revision = models.Revision.objects.filter(record=development.pk).last()
    assert revision is not None
    assert (revision.event_type, revision.actor) == ("development.confirmed", factories.ACTOR)


def test_a_flag_is_corrected_and_confirmed_by_that(send: Send) -> None:
    development = flagged()

    send(
        page_of(development),
        decision="correct",
        occurred_date="2026-01-24",
        occurred_precision="month",
        relation="qualifies",
    )

    body = factories.shown(development)
    assert (body["review_state"], body["relation"]) == ("corrected", "qualifies")
    assert (body["kind"], body["occurred_date"]) == ("commitment.qualified", "2026-01")
    assert body["title"] == "Commitment qualified by Ana Ruiz: No foreign bases"
    assert len(body["citations"]) == 1


def test_all_that_a_flag_says_is_corrected_by_its_form(send: Send) -> None:
    development = flagged()
    minister = factories.tomas_vidal()
    factories.commitment(short_title="No foreign troops", slug="no-foreign-troops")
    other = factories.document("Exports of silver rose by a fifth.", title="Silver")

    send(
        page_of(development),
        decision="correct",
        kind="commitment.contradicted",
        side="counterpart",
        record="no-foreign-troops",
        speaker_name="",
        speaker_official=minister.pk,
        speaker_role="Minister",
        participants=f'[{{"name": "Vidal", "official": "{minister.slug}"}}]',
        quotes=[],
        added_document=other.slug,
        added_quote="Exports of silver rose",
    )

    body = factories.shown(development)
    assert (body["kind"], body["side"]) == ("commitment.contradicted", "counterpart")
    assert body["record"]["slug"] == "no-foreign-troops"
    assert body["speaker"]["official"]["slug"] == minister.slug
    assert (body["speaker"]["name"], body["speaker"]["role"]) == ("Tomás Vidal", "Minister")
    assert [each["name"] for each in body["participants"]] == ["Vidal"]
    assert [each["exact"] for each in body["citations"]] == ["Exports of silver rose"]


def test_quotes_that_are_unticked_are_split_off(send: Send) -> None:
    development = flagged()
    other = factories.snapshot(url="https://gazette.example/9")
    with recording.change("prose", is_machine=True) as change:
        start = other.text.index(factories.QUOTE)
        editing.cite(development.identity, other, start, start + len(factories.QUOTE))
        change.touch(development)
    first, second = development.identity.citations.all()

    send(
        page_of(development),
        decision="split",
        kind="commitment.contradicted",
        quotes=[str(first.pk)],
        reason="Another happening",
    )

    own = models.Development.objects.exclude(pk=development.pk).get()
    assert factories.shown(own)["kind"] == "commitment.contradicted"
    assert [quote.pk for quote in own.own_citations] == [second.pk]
    assert factories.shown(development)["kind"] == "commitment.reaffirmed"
    assert [quote.pk for quote in development.own_citations] == [first.pk]


def test_what_contradicts_itself_is_refused_in_words(send: Send) -> None:
    development = flagged()

    response = send(
        page_of(development), decision="correct", kind="commitment.broken", relation="qualifies"
    )

    assert notes(response) == [
        f"{development.title}: relation: commitment.broken has the relation breaks."
    ]
    assert factories.shown(development)["review_state"] == "flagged"


def test_a_decision_is_taken_back(send: Send) -> None:
    development = flagged()
    send(page_of(development), decision="confirm")

    without = send(page_of(development), decision="reopen")
    assert mistakes(without) == ["A decision is taken back for a reason."]
    send(page_of(development), decision="reopen", reason="Misheard")

    body = factories.shown(development)
    assert (body["review_state"], body["review_reason"]) == ("flagged", "Misheard")


def test_a_change_is_not_confirmed_unawares(send: Send) -> None:
    development = flagged()

    response = send(page_of(development), decision="confirm", relation="contradicts")

    assert mistakes(response) == ["You have changed it: correct it, or leave it as it was."]
    assert factories.shown(development)["relation"] == "reaffirms"


def test_a_dismissal_needs_a_reason(send: Send) -> None:
    development = flagged()

    response = send(page_of(development), decision="dismiss")

    assert mistakes(response) == ["A dismissal needs a reason."]
    assert factories.shown(development)["review_state"] == "flagged"


def test_what_is_dismissed_stays_so_until_it_is_reopened(send: Send, desk: Client) -> None:
    development = flagged()

    send(page_of(development), decision="dismiss", reason="A namesake")

    assert factories.shown(development)["review_state"] == "dismissed"
    assert desk.post(page_of(development), {"decision": "confirm"}).status_code == 403
    page = desk.get(page_of(development)).content.decode()
    assert "no-foreign-bases" in page
    assert factories.QUOTE in page
    chosen = {"action": "reopen", "_selected_action": [development.pk], "reason": "No namesake"}
    assert notes(desk.post(QUEUE, chosen, follow=True))[-1] == "Decided on 1."
    assert factories.shown(development)["review_state"] == "flagged"


def test_several_are_decided_on_at_once(desk: Client) -> None:
    first, second = flagged(), flagged("No bases")
    chosen = {"action": "dismiss", "_selected_action": [first.pk, second.pk]}

    without = desk.post(QUEUE, {**chosen, "reason": ""}, follow=True)
    assert notes(without) == ["A dismissal needs a reason."]

    done = desk.post(QUEUE, {**chosen, "reason": "Satire"}, follow=True)
    assert notes(done) == ["Decided on 2."]
    states = models.Development.objects.values_list("review_state", "review_reason")
    assert list(states) == [("dismissed", "Satire")] * 2


def test_of_several_those_that_cannot_be_are_named(desk: Client) -> None:
    gone, waiting = flagged(), flagged("No bases")
    desk.post(QUEUE, {"action": "dismiss", "_selected_action": [gone.pk], "reason": "Satire"})

    done = desk.post(
        QUEUE,
        {"action": "confirm", "_selected_action": [gone.pk, waiting.pk], "reason": ""},
        follow=True,
    )

    assert notes(done)[-2:] == [f"{gone.title}: {gone.slug} was dismissed", "Decided on 1."]
