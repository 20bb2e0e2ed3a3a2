"""Quotes of records: found in an article, marked or pasted, and taken out again."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.admin.conftest import Send, mistakes, notes, page_of
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

ARTICLE = "Ruiz said no. The port stays ours.\nRuiz said no. “No bases,” she said."


def quote(send: Send, row: models.Record, document: models.Document, **fields: Any) -> Any:
    entered = {"quotes-0-document": document.slug, "reason": "As reported", **fields}
    return send(page_of(row, "quotes"), action="save", **entered)


def cited(row: models.Record) -> list[str]:
    return [citation["exact"] for citation in factories.shown(row)["citations"]]


def test_words_are_quoted_at_their_place_and_are_a_person_s_from_then_on(send: Send) -> None:
    commitment, document = factories.commitment(), factories.document(ARTICLE)

    response = quote(send, commitment, document, **{"quotes-0-exact": "The port stays ours."})

    assert notes(response) == ["Quoted 1."]
    (citation,) = factories.stored(commitment).own_citations
    assert (citation.exact, citation.start) == ("The port stays ours.", 14)
    revision = models.Revision.objects.filter(record=commitment.pk).latest("sequence")
    assert (revision.actor, revision.reason) == (factories.ACTOR, "As reported")
    assert "own_citations" in factories.stored(commitment).locked_fields


def test_words_that_stand_twice_are_quoted_where_they_were_marked(send: Send) -> None:
    commitment, document = factories.commitment(), factories.document(ARTICLE)
    words = {"quotes-0-exact": "Ruiz said no."}

    unmarked = quote(send, commitment, document, **words)
    quote(send, commitment, document, **words, **{"quotes-0-start": "35"})

    assert mistakes(unmarked) == [
        f"These words stand more than once in {document.slug}: Ruiz said no."
    ]
    (citation,) = factories.stored(commitment).own_citations
    assert citation.start == 35


def test_pasted_words_may_have_another_layout_and_other_quotation_marks(send: Send) -> None:
    commitment, document = factories.commitment(), factories.document(ARTICLE)

    quote(send, commitment, document, **{"quotes-0-exact": '"No  bases," she\r\nsaid.'})

    assert cited(commitment) == ["“No bases,” she said."]


@pytest.mark.parametrize(
    ("entered", "mistake"),
    [
        ({"quotes-0-exact": "She said yes."}, "These words stand nowhere in {}: She said yes."),
        ({"quotes-0-exact": "a", "quotes-0-document": "none"}, "There is no such article."),
        ({}, "Mark or paste the words that are to be quoted."),
    ],
)
def test_what_is_no_quote_is_said_and_what_was_entered_stays(
    send: Send, entered: dict[str, str], mistake: str
) -> None:
    commitment, document = factories.commitment(), factories.document(ARTICLE)

    response = quote(send, commitment, document, **entered)

    assert mistakes(response) == [mistake.format(document.slug)]
    assert entered.get("quotes-0-exact", "") in response.content.decode()
    assert cited(commitment) == []


def test_an_article_is_found_and_shown_while_what_was_entered_stays(send: Send) -> None:
    commitment, document = factories.commitment(), factories.document(ARTICLE, title="Port news")
    words = {"quotes-0-document": document.slug, "quotes-0-exact": "The port stays ours."}

    found = send(page_of(commitment, "quotes"), action="find", q="port", **words).content.decode()
    shown = send(page_of(commitment, "quotes"), show=document.slug, **words).content.decode()

    assert f'name="show" value="{document.slug}"' in found
    assert 'id="stored-text"' not in found
    assert f'data-document="{document.slug}">Ruiz said no.' in shown
    assert "The port stays ours.</textarea>" in found
    assert "The port stays ours.</textarea>" in shown
    assert cited(commitment) == []


def test_a_part_of_a_record_has_quotes_of_its_own(send: Send) -> None:
    official, document = factories.ana_ruiz(), factories.document(ARTICLE)
    part = f"tenure-{official.tenures.get().pk}"

    quote(send, official, document, part=part, **{"quotes-0-exact": "The port stays ours."})

    assert cited(official) == []
    (tenure,) = factories.shown(official)["tenures"]
    assert [citation["exact"] for citation in tenure["citations"]] == ["The port stays ours."]


def test_a_quote_is_taken_out_unless_it_is_the_last_that_is_needed(desk: Client) -> None:
    document = factories.document(ARTICLE)
    drafts = [{"document": document.slug, "exact": w} for w in ("The port", "stays ours")]
    commitment = factories.commitment(wording="verbatim", citations=drafts)
    first, last = (citation.pk for citation in commitment.own_citations)
    page = page_of(commitment, "quotes")

    out = desk.post(page, {"remove": str(first), "reason": "Another matter"}, follow=True)
    kept = desk.post(page, {"remove": str(last)}, follow=True)

    assert notes(out) == ["Taken out."]
    assert notes(kept) == ["Citations: At least one quote has to stay: add another first."]
    assert cited(commitment) == ["stays ours"]


def test_a_quote_of_another_record_is_not_taken_out(desk: Client) -> None:
    commitment = factories.commitment()
    other = factories.development(subject=commitment, snapshot=factories.snapshot())
    (citation,) = other.own_citations

    response = desk.post(page_of(commitment, "quotes"), {"remove": str(citation.pk)})

    assert response.status_code == 404
    assert len(factories.stored(other).own_citations) == 1
