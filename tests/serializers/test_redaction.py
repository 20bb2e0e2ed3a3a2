"""What is left in a body of a record that was redacted, and whether more is left than should be."""

from typing import Any

import pytest

from tracker.serializers import redaction

HOLROYD = "/v1/officials/holroyd"
ARTICLE = "/v1/documents/courier-1"
OTHER = "/v1/officials/ana-ruiz"


def official(address: str = HOLROYD, **fields: Any) -> dict[str, Any]:
    return {"type": "official", "slug": "x", "title": "Holroyd", "url": address, **fields}


def quote(document: str = ARTICLE, **fields: Any) -> dict[str, Any]:
    shown = {"record_url": document, "title": "Bases", "language": "en"}
    words = {"exact": "no bases", "prefix": "We want ", "suffix": "."}
    return {"document": shown, "archive_url": "https://archive.example/1", **words, **fields}


def unblanked(value: Any, *redacted: str) -> list[str]:
    return list(redaction.unblanked(value, redacted or (HOLROYD, ARTICLE)))


def test_of_a_record_that_is_shown_only_its_identity_and_its_codes_are_left() -> None:
    shown = official(role={"en": "Financier"}, since=1900, party=official(OTHER), kind="person")

    assert redaction.scrubbed({"by": [shown], "text": "Holroyd"}, HOLROYD) == {
        "by": [
            {
                "type": "official",
                "slug": "x",
                "title": None,
                "url": HOLROYD,
                "role": None,
                "since": None,
                "party": None,
                "kind": "person",
            }
        ],
        "text": "Holroyd",
    }


def test_what_is_listed_of_a_redacted_record_is_scrubbed_one_by_one() -> None:
    shown = official(offices=[official(), {"name": "kept"}])

    offices = redaction.scrubbed(shown, HOLROYD)["offices"]

    assert offices == [official() | {"title": None}, {"name": "kept"}]


def test_a_record_is_known_by_the_address_of_its_record_too() -> None:
    shown = {"record_url": ARTICLE, "url": "https://courier.example/1", "title": "Bases"}

    assert redaction.scrubbed(shown, ARTICLE) == {"record_url": ARTICLE, "url": None, "title": None}


def test_what_shows_another_record_stays_as_it_is() -> None:
    body = {"by": [official(OTHER), 3, None], "title": "Talks", "quote": quote()}

    assert redaction.scrubbed(body, HOLROYD) == body


def test_a_quote_of_a_redacted_document_is_masked_and_its_copy_elsewhere_is_not_named() -> None:
    assert redaction.scrubbed(quote(), ARTICLE) == {
        "document": {"record_url": ARTICLE, "title": None, "language": None},
        "archive_url": None,
        "exact": "█",
        "prefix": None,
        "suffix": None,
    }


def test_the_copy_that_we_keep_of_a_redacted_document_stays_named() -> None:
    kept = f"{ARTICLE}/versions/1"

    assert redaction.scrubbed(quote(archive_url=kept), ARTICLE)["archive_url"] == kept
    nowhere = redaction.scrubbed(quote(archive_url=None), ARTICLE)
    assert nowhere["archive_url"] is None


def test_a_document_that_is_shown_without_words_of_it_is_no_quote() -> None:
    shown = {"document": {"record_url": ARTICLE, "title": "Bases"}, "prefix": "of ours"}

    assert redaction.scrubbed(shown, ARTICLE) == {
        "document": {"record_url": ARTICLE, "title": None},
        "prefix": "of ours",
    }


def test_the_addresses_in_stored_json_are_those_of_records() -> None:
    stored = (
        b'{"url":"/v1/officials/holroyd","by":["/v1/parties/xc-2"],'
        b'"text":"see /v1/topics/bases","html":"/v1/topics/bases.html","list":"/v1/topics"}'
    )

    assert redaction.addresses(stored) == {HOLROYD, "/v1/parties/xc-2"}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (official(), [HOLROYD]),
        (official(title=None), []),
        (official(title=""), []),
        (official(title="█"), []),
        (official(title="", role={"en": "Financier"}), [HOLROYD]),
        (official(title="", role={"en": ""}), []),
        (official(title="", party=official(OTHER)), []),
        (official(title="", language="en", wording="editorial", tier="press"), []),
        (official(title="", since=None), []),
        ({"by": [{"who": official()}, official(OTHER)]}, [HOLROYD]),
        (quote() | {"document": {"record_url": ARTICLE}}, [ARTICLE]),
        (quote(exact="█") | {"document": {"record_url": ARTICLE}}, []),
        (quote(exact="") | {"document": {"record_url": ARTICLE}}, []),
        (quote(exact=None) | {"document": {"record_url": ARTICLE}}, []),
        (quote(exact="█"), [ARTICLE]),
        (quote("/v1/documents/other"), []),
        ([official(), "words", None], [HOLROYD]),
    ],
)
def test_what_is_still_shown_of_a_redacted_record_is_found(body: Any, found: list[str]) -> None:
    assert unblanked(body) == found


def test_what_was_blanked_is_found_blank() -> None:
    body = {"by": [official(party=official(OTHER))], "citations": [quote()]}
    assert unblanked(body) == [HOLROYD, ARTICLE, ARTICLE]

    for address in (HOLROYD, ARTICLE):
        body = redaction.scrubbed(body, address)

    assert unblanked(body) == []
