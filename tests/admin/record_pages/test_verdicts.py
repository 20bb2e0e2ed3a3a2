"""Verdicts at the desk: with quotes, corrected, and reached by two who do not see each other."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories
from tests.admin.conftest import Send, filled, mistakes, notes, page_of
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

BROKEN = {"verdict": "broken", "effective_date": "2026-02-01", "reason": "Two bases were built"}


@pytest.fixture
def two_readers(settings: Settings) -> None:
    """Have every verdict be given by two."""
    settings.SECOND_READER_TOPICS = ["*"]


def at_the_desk(name: str) -> Client:
    """Return the client of another person at the desk."""
    client = Client()
    person = factories.UserFactory.create(username=name, is_superuser=True)
    client.force_login(person)
    return client


def give(client: Client, commitment: models.Commitment, **entered: Any) -> Any:
    page = page_of(commitment, "verdict")
    sent = {**filled(client, page), **BROKEN, "action": "save", **entered}
    return client.post(page, sent, follow=True)


def lines(commitment: models.Commitment) -> list[tuple[str, str, str]]:
    rows = models.Assessment.objects.filter(commitment=commitment)
    return [(row.verdict, row.reason, row.assessor) for row in rows]


def test_a_verdict_is_given_with_words_marked_in_an_article(desk: Client) -> None:
    commitment, document = factories.commitment(), factories.document()
    quote = {"quotes-0-document": document.slug, "quotes-0-exact": factories.QUOTE}

    response = give(desk, commitment, **quote, reason_code="changed_position")

    assert notes(response) == [
        f"The verdict is public: Broken, from 2026-02-01, by {factories.ACTOR}."
    ]
    shown = factories.shown(commitment)
    (line,) = shown["assessments"]
    assert (shown["verdict"], line["reason_code"]) == ("broken", "changed_position")
    assert [citation["exact"] for citation in line["citations"]] == [factories.QUOTE]
    told = models.Development.objects.get(kind="commitment.verdict_changed")
    assert [citation.exact for citation in told.own_citations] == [factories.QUOTE]
    assert b"Two bases were built" in desk.get(page_of(commitment)).content


@pytest.mark.parametrize(
    ("entered", "mistake"),
    [
        ({"effective_date": "2026-02"}, "Use a day such as 2026-01-25."),
        (
            {"effective_date": "2999-01-01"},
            "effective_date: A verdict holds from today or earlier.",
        ),
        ({"reason": ""}, "This field is required."),
        ({"verdict": ""}, "This field is required."),
        ({"quotes-0-exact": "None of it"}, "There is no such article."),
    ],
)
def test_what_is_no_verdict_is_refused(desk: Client, entered: Any, mistake: str) -> None:
    commitment = factories.commitment()

    assert mistakes(give(desk, commitment, **entered)) == [mistake]
    assert lines(commitment) == []


def test_a_verdict_on_what_was_changed_meanwhile_is_not_given(desk: Client) -> None:
    commitment = factories.commitment()
    page = filled(desk, page_of(commitment, "verdict"))
    factories.changed(commitment, text="Costaguana will host two bases.")

    response = desk.post(page_of(commitment, "verdict"), {**page, **BROKEN, "action": "save"})

    assert mistakes(response) == [
        "Someone has changed this record meanwhile. Look at it anew, and give it again."
    ]
    assert lines(commitment) == []


def test_looking_for_an_article_keeps_the_verdict_and_gives_none(send: Send) -> None:
    commitment, document = factories.commitment(), factories.document()

    response = send(page_of(commitment, "verdict"), **BROKEN, show=document.slug)

    assert b"Two bases were built</textarea>" in response.content
    assert b'id="stored-text"' in response.content
    assert lines(commitment) == []


def test_a_line_is_corrected_by_another_and_stays(desk: Client) -> None:
    commitment = factories.commitment()
    give(desk, commitment, effective_date="2026-02-10")
    wrong = models.Assessment.objects.get()
    correct = f"{page_of(commitment, 'verdict')}?corrects={wrong.recorded_at.isoformat()}"
    assert wrong.recorded_at.isoformat().replace("+", "%2B") in desk.get(
        page_of(commitment)
    ).content.decode().replace("%3A", ":")

    sent = {**filled(desk, correct.replace("+", "%2B")), **BROKEN, "action": "save"}
    desk.post(page_of(commitment, "verdict"), {**sent, "verdict": "upheld_so_far"})

    assert [line[0] for line in lines(commitment)] == ["upheld_so_far", "broken"]
    assert factories.shown(commitment)["verdict"] == "upheld_so_far"
    assert b"corrected since: counts no more" in desk.get(page_of(commitment)).content


@pytest.mark.usefixtures("two_readers")
def test_the_second_of_two_does_not_see_what_the_first_said(desk: Client) -> None:
    commitment = factories.commitment()
    jorge = at_the_desk("Jorge Avellanos")

    held = give(desk, commitment)
    blind = jorge.get(page_of(commitment, "verdict")).content.decode()
    listed = jorge.get("/admin/tracker/proposedverdict/").content.decode()
    key = models.ProposedVerdict.objects.get().pk
    row = jorge.get(f"/admin/tracker/proposedverdict/{key}/change/").content.decode()
    agreed = give(jorge, commitment, reason="I looked too")

    assert notes(held) == ["Kept, not public: it waits for another person's verdict."]
    assert "which is not shown" in blind
    for page in (blind, listed, row):
        assert "Two bases were built" not in page
        assert factories.ACTOR not in page
    assert notes(agreed) == [
        f"The verdict is public: Broken, from 2026-02-01, by {factories.ACTOR}."
    ]
    assert lines(commitment) == [("broken", "Two bases were built", factories.ACTOR)]


@pytest.mark.usefixtures("two_readers")
def test_a_third_person_sees_both_starts_from_one_and_decides(desk: Client) -> None:
    commitment, document = factories.commitment(), factories.document()
    jorge, marta = at_the_desk("Jorge Avellanos"), at_the_desk("Marta Quist")
    give(desk, commitment)
    quote = {"quotes-0-document": document.slug, "quotes-0-exact": factories.QUOTE}

    differing = give(jorge, commitment, verdict="stalled", reason="Only planned", **quote)
    page = page_of(commitment, "verdict")
    both = marta.get(page).content.decode()
    second = models.ProposedVerdict.objects.get(first__isnull=False)
    marta.post(page, {**filled(marta, f"{page}?take={second.pk}"), "action": "save"})

    assert notes(differing) == ["Two verdicts differ: a third person decides between them."]
    assert "Two bases were built" in both
    assert "Only planned" in both
    assert lines(commitment) == [("stalled", "Only planned", "Marta Quist")]
    (citation,) = models.Assessment.objects.get().citations.all()
    assert citation.exact == factories.QUOTE
    assert models.ProposedVerdict.objects.open().count() == 0


@pytest.mark.usefixtures("two_readers")
def test_a_verdict_that_nobody_has_answered_is_taken_back_by_who_gave_it(desk: Client) -> None:
    commitment = factories.commitment()
    jorge = at_the_desk("Jorge Avellanos")
    give(desk, commitment)
    page = page_of(commitment, "verdict")
    assert b"verdict_form" not in desk.get(page).content

    refused = jorge.post(page, {"take_back": "1"}, follow=True)
    taken = desk.post(page, {"take_back": "1"}, follow=True)

    assert notes(refused) == ["Only a verdict of yours that nobody has answered is taken back."]
    assert notes(taken) == ["Your verdict is taken back."]
    assert models.ProposedVerdict.objects.count() == 0


def test_who_may_not_give_verdicts_gives_none(client: Client) -> None:
    commitment = factories.commitment()
    editor = factories.UserFactory.create(role="editor")
    client.force_login(editor)

    response = client.post(page_of(commitment, "verdict"), {**BROKEN, "action": "save"})

    assert response.status_code == 403
    assert lines(commitment) == []
