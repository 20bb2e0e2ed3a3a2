"""What is said in a channel: news as news, a report as a report, a correction in words."""

from pathlib import Path

import orjson
import pytest

from tests.representations.chat.events import quoting, told
from tracker.representations import chat
from tracker.representations.chat import events
from tracker.representations.chat.messages import Message
from tracker.webhooks import examples


def said(envelope: bytes, language: str = "en") -> Message:
    return events.message(orjson.loads(envelope), language)


def test_news_is_its_quote_with_who_said_it_where_and_when_and_who_judged_it() -> None:
    assert said(told("commitment.contradicted")) == Message(
        heading="Commitment contradicted: No foreign bases",
        link="https://record.example/developments/example-commitment-contradicted",
        link_label="Open at On Record",
        quote="Costaguana will not host foreign bases",
        byline="Ana Ruiz, Foreign Minister, The Sulaco Courier, 2026-01-25",
        source_url="https://courier.example/bases",
        source_label="The Sulaco Courier",
        judgement="confirmed by a person",
    )


def test_in_spanish_the_office_the_judgement_and_the_page_are_spanish() -> None:
    message = said(told("commitment.contradicted"), "es")

    assert message.heading == "Compromiso contradicho: No foreign bases"
    assert message.byline == "Ana Ruiz, Canciller, The Sulaco Courier, 2026-01-25"
    assert message.judgement == "confirmado por una persona"
    assert message.link == (
        "https://record.example/es/developments/example-commitment-contradicted"
    )


@pytest.mark.parametrize(
    ("language", "heading", "judgement"),
    [
        ("en", "The Sulaco Courier reports on No foreign bases", "flagged by a machine"),
        ("es", "The Sulaco Courier informa sobre No foreign bases", "señalado por una máquina"),
    ],
)
def test_a_report_is_told_as_the_outlets(language: str, heading: str, judgement: str) -> None:
    message = said(told("commitment.reported"), language)

    assert (message.heading, message.judgement) == (heading, judgement)


@pytest.mark.parametrize("service", ["slack", "teams", "discord", "mattermost"])
def test_an_article_without_outlet_or_address_is_told_without_them(service: str) -> None:
    envelope = quoting("No bases.", "commitment.reported", outlet=None, url=None)

    message = said(envelope)

    assert message.heading == "New report on No foreign bases"
    assert (message.source_url, message.source_label) == ("", "")
    assert b"None" not in chat.event(envelope, service, "en")


@pytest.mark.parametrize("service", ["slack", "teams", "discord", "mattermost"])
def test_an_outlet_whose_article_has_no_address_is_named_and_not_linked(service: str) -> None:
    envelope = quoting("No bases.", "commitment.reported", url=None)

    posted = chat.event(envelope, service, "en")

    assert b"The Sulaco Courier reports on" in posted
    assert b"None" not in posted


def test_a_dismissal_says_what_is_withdrawn_and_why_and_repeats_no_quote() -> None:
    assert said(told("development.dismissed")) == Message(
        heading="We withdrew: New report on No foreign bases",
        statement="Because: Checked against the recording.",
        link="https://record.example/developments/example-dismissed",
        link_label="Open at On Record",
    )


def test_a_correction_of_the_kind_says_what_it_was_told_as() -> None:
    body = orjson.loads(
        told("commitment.contradicted", review_state="corrected", review_reason="Misheard.")
    )
    body["data"]["previous"] = {"kind": "commitment.reaffirmed"}

    message = said(orjson.dumps(body))

    assert message.heading == "We corrected: No foreign bases"
    assert message.statement == (
        "We had told it as “Commitment reaffirmed”; it is “Commitment contradicted”."
        " Because: Misheard."
    )
    assert message.judgement == "corrected by a person"


def test_what_is_deleted_is_named_by_what_it_was_called() -> None:
    message = said(told("record.deleted"))

    assert (message.heading, message.quote) == ("We deleted: No foreign bases", "")


def test_what_has_no_quote_is_told_by_its_summary() -> None:
    summary = {"en": "Commitment silent: No foreign bases. No report since 2025-07-01.", "es": ""}
    message = said(told("commitment.silent", citations=[], summary=summary))

    assert message.statement == summary["en"]
    assert (message.quote, message.byline) == ("", "2026-01-25")


def test_words_that_are_not_the_articles_are_marked() -> None:
    body = orjson.loads(told("commitment.reported"))
    body["data"]["object"]["citations"][0]["document"]["text_kind"] = "summary"

    assert said(orjson.dumps(body)).byline.endswith(", 2026-01-25, summary, not for print")
    assert said(orjson.dumps(body), "es").byline.endswith(", resumen, no apto para publicar")


def test_an_event_without_its_body_says_where_it_is() -> None:
    body = orjson.loads(told("commitment.contradicted"))
    identity = {key: body["data"]["object"][key] for key in ("type", "slug", "url")}
    body["data"] = {"object": identity, "truncated": True}

    message = said(orjson.dumps(body))

    assert message.heading == "Commitment contradicted: a record"
    assert message.statement == "What changed is too long for a message."


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", sorted(examples.FOLDER.iterdir()), ids=lambda path: path.stem)
def test_every_type_of_event_has_words(path: Path, language: str) -> None:
    message = said(told(path.stem), language)

    assert message.heading
    assert "{" not in message.heading + message.statement
