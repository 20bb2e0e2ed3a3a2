"""The kit of a quote: whose it is, where it stands, how it is cited, and what is not for print."""

import html
import re

import orjson
import pytest
from django.conf import settings
from django.test import Client

from tests import factories
from tests.site import browsing
from tracker import models
from tracker.site.quoting import kits

pytestmark = pytest.mark.django_db

DOCUMENT = {
    "slug": "gazette",
    "title": "No bases",
    "outlet": "The Gazette",
    "author": "",
    "url": "https://gazette.example/a",
    "published_at": "2026-01-25",
    "text_kind": "full",
    "record_url": "/v1/documents/gazette",
}


def citation(exact: str = "No base.", **changed: object) -> dict[str, object]:
    return {
        "document": DOCUMENT,
        "exact": exact,
        "prefix": "",
        "suffix": "",
        "start": 0,
        "end": len(exact),
        "supports": "text",
        "language": "en",
        "snapshot": 1,
        "fetched_at": "2026-02-01T00:00:00.000000Z",
        "archive_url": "/v1/documents/gazette/snapshots/1",
        **changed,
    }


def statement(*citations: dict[str, object], **changed: object) -> dict[str, object]:
    return {
        "type": "statement",
        "slug": "said",
        "url": "/v1/statements/said",
        "official": {"title": "Ana Ruiz", "role": {"en": "Foreign Minister"}},
        "party": None,
        "attributed_as": "",
        "text": "No base",
        "translations": {"es": {"text": "Ninguna base"}},
        "citations": list(citations),
        **changed,
    }


def kit(body: dict[str, object], quote: dict[str, object], language: str = "en") -> kits.Kit:
    found = kits.Quotes(body, "2026-02-01T00:00:00.000000Z", language).kit(quote)
    assert found is not None
    return found


def stated() -> models.Statement:
    document = factories.document(title="No bases & no ports", url="https://courier.example/a-b")
    words = {"document": document.slug, "exact": factories.QUOTE, "supports": "text"}
    return factories.statement(slug="said", is_direct_quote=True, citations=[words])


def test_a_quote_has_addresses_of_its_own_and_whose_it_is() -> None:
    quote = citation()
    found = kit(statement(quote), quote)

    at = "known_at=2026-02-01T00:00:00.000000Z"
    home = settings.PUBLIC_URL
    assert (found.number, found.anchor, found.speaker["official"]["title"]) == (
        1,
        "quote-1",
        "Ana Ruiz",
    )
    assert found.permalink == f"{home}/statements/said?{at}#quote-1"
    assert found.bibtex == f"/statements/said/cite.bib?{at}&quote=1"
    assert found.embed == f"{home}/embed/statements/said?{at}&quote=1"
    assert found.archive == f"{home}/v1/documents/gazette/snapshots/1"
    assert found.passage == "https://gazette.example/a#:~:text=No%20base."


def test_a_translation_is_given_of_exactly_these_words() -> None:
    quote, other = citation("«No base.»"), citation("No bases, and no port.")
    body = statement(quote, other)

    assert kit(body, quote, "es").translation == "Ninguna base"
    assert kit(body, quote).translation == ""
    assert kit(body, other, "es").translation == ""


def test_a_quote_that_stands_twice_on_a_page_has_one_anchor() -> None:
    quote = citation()
    quotes = kits.Quotes(statement(quote, relations=[{"citations": [dict(quote)]}]), "2026")

    found = [quotes.kit(quote), quotes.kit(dict(quote))]

    assert [each and (each.number, each.anchor) for each in found] == [(1, "quote-1"), (1, "")]
    assert len(quotes) == 1


def test_words_on_which_a_verdict_rests_are_nobody_s_who_made_the_commitment() -> None:
    own, other = citation(), citation("A base was built.", supports="")
    body = {
        **statement(own, type="commitment", made_by=[{"official": {"title": "Ana Ruiz"}}]),
        "assessments": [{"citations": [other]}],
    }

    assert kits.speaker(body, own)["official"] == {"title": "Ana Ruiz"}
    assert kits.speaker(body, other) == {}


def test_a_quote_of_another_record_and_a_blanked_one_have_no_kit() -> None:
    blank = citation("█")
    quotes = kits.Quotes(statement(blank), "2026")

    assert quotes.kit(citation("Elsewhere.")) is None
    assert quotes.kit(blank) is None


def test_what_is_our_summary_is_offered_with_no_citation() -> None:
    quote = citation(document={**DOCUMENT, "text_kind": "summary"})

    found = kit(statement(quote), quote)

    assert (found.is_quotable, found.apa) == (False, "")


def test_the_files_hold_the_citation_and_name_the_permanent_address(client: Client) -> None:
    stated()
    (instant,) = browsing.instants("said")
    address = f"{settings.PUBLIC_URL}/statements/said?known_at={instant}#quote-1"

    bibtex = client.get("/statements/said/cite.bib")
    csl = client.get("/es/statements/said/cite.json?quote=1")

    assert bibtex["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert bibtex["Content-Disposition"] == 'attachment; filename="said-1.bib"'
    assert "  title = {{No bases \\& no ports}},\n" in bibtex.content.decode()
    (item,) = orjson.loads(csl.content)
    assert item["container-title"] == "The Sulaco Courier"
    assert item["URL"] == "https://courier.example/a-b"
    assert item["note"].endswith(address.replace("/statements", "/es/statements"))


@pytest.mark.parametrize("quote", ["2", "0", "-1", "x", "9" * 30])
def test_there_is_no_file_of_a_quote_that_is_not_there(client: Client, quote: str) -> None:
    stated()

    assert client.get(f"/statements/said/cite.bib?quote={quote}").status_code == 404


def test_there_is_no_file_of_words_that_are_ours(client: Client) -> None:
    document = factories.document(text_kind="summary")
    words = {"document": document.slug, "exact": factories.QUOTE}
    factories.statement(slug="said", citations=[words])

    assert client.get("/statements/said/cite.json").status_code == 404


def test_a_commitment_s_page_shows_the_kit_of_its_quotes(client: Client) -> None:
    document = factories.document(author="Ana <b>Gould</b>")
    words = {"document": document.slug, "exact": factories.QUOTE, "supports": "text"}
    factories.commitment(slug="no-bases", citations=[words])

    page = browsing.page(client, "/commitments/no-bases")

    assert '<figure id="quote-1" class="quote">' in page
    assert "Ana &lt;b&gt;Gould&lt;/b&gt;. (2026, January 25)." in page
    assert "Put on record by a person" in page


def test_a_page_tells_others_its_words_its_address_and_its_json_ld(client: Client) -> None:
    document = factories.document()
    words = {"document": document.slug, "exact": factories.QUOTE, "supports": "text"}
    factories.commitment(slug="no-bases", short_title="No </script><b>", citations=[words])

    page = browsing.page(client, "/es/commitments/no-bases")

    home = settings.PUBLIC_URL
    assert f'<link rel="canonical" href="{home}/es/commitments/no-bases">' in page
    assert re.search(
        r'<meta property="og:description" content="“Costaguana will not host foreign bases” — .*'
        r'The Sulaco Courier">',
        page,
    )
    (found,) = re.findall(
        r'<script type="application/ld\+json" nonce="[\w-]{22}">(.*?)</script>', page
    )
    described = orjson.loads(found)
    assert (described["@type"], described["name"]) == ("Claim", "No </script><b>")
    (oembed,) = re.findall(r'type="application/json\+oembed" href="([^"]*)"', page)
    assert client.get(html.unescape(oembed)).status_code == 200
