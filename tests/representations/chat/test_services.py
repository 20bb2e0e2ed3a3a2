"""Each service is sent what it takes, and takes nothing that others wrote for its own markup."""

import json
from typing import Any

import orjson
import pytest

from tests.representations.chat.events import HOSTILE, quoting, told
from tracker.representations import chat
from tracker.representations.chat import mattermost

PAGE = "https://record.example/developments/example-commitment-contradicted"
BYLINE = "Ana Ruiz, Foreign Minister, The Sulaco Courier, 2026-01-25"
LONG = 'He said "no" _again_ ' * 1000


def sent(envelope: bytes, service: str, language: str = "en") -> Any:
    return orjson.loads(chat.event(envelope, service, language))


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def test_slack_gets_blocks_of_plain_text() -> None:
    assert sent(told("commitment.contradicted"), "slack") == {
        "text": "Commitment contradicted: No foreign bases",
        "blocks": [
            {"type": "header", "text": plain("Commitment contradicted: No foreign bases")},
            {"type": "section", "text": plain("“Costaguana will not host foreign bases”")},
            {"type": "context", "elements": [plain(BYLINE)]},
            {"type": "context", "elements": [plain("confirmed by a person")]},
            {
                "type": "section",
                "text": {
                    "type": "mrkdwn",
                    "text": f"<{PAGE}|Open at On Record> · "
                    "<https://courier.example/bases|The Sulaco Courier>",
                    "verbatim": True,
                },
            },
        ],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def test_teams_gets_a_card_of_text_runs() -> None:
    (attachment,) = sent(told("commitment.contradicted"), "teams")["attachments"]

    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    card = attachment["content"]
    runs = [run for block in card["body"] for run in block["inlines"]]
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    assert [run["text"] for run in runs] == [
        "Commitment contradicted: No foreign bases",
        "“Costaguana will not host foreign bases”",
        BYLINE,
        "confirmed by a person",
    ]
    assert card["actions"] == [
        {"type": "Action.OpenUrl", "title": "Open at On Record", "url": PAGE},
        {
            "type": "Action.OpenUrl",
            "title": "The Sulaco Courier",
            "url": "https://courier.example/bases",
        },
    ]


def test_discord_gets_an_embed_that_may_mention_nobody() -> None:
    assert sent(told("commitment.contradicted"), "discord") == {
        "embeds": [
            {
                "title": r"Commitment contradicted\: No foreign bases",
                "url": PAGE,
                "description": "> “Costaguana will not host foreign bases”\n\n"
                r"— Ana Ruiz\, Foreign Minister\, The Sulaco Courier\, 2026\-01\-25"
                "\n\n[The Sulaco Courier](https://courier.example/bases)"
                f"\n\n[Open at On Record]({PAGE})",
                "footer": {"text": "confirmed by a person"},
            }
        ],
        "allowed_mentions": {"parse": []},
    }


def test_mattermost_gets_markdown() -> None:
    assert sent(told("commitment.contradicted"), "mattermost") == {
        "text": "#### Commitment contradicted: No foreign bases\n\n"
        "> “Costaguana will not host foreign bases”\n\n"
        r"— Ana Ruiz, Foreign Minister, The Sulaco Courier, 2026\-01\-25"
        "\n\n*confirmed by a person* · "
        f"[Open at On Record]({PAGE}) · [The Sulaco Courier](https://courier.example/bases)"
    }


def test_hostile_words_are_shown_as_they_are() -> None:
    envelope = quoting(HOSTILE, outlet="A|B <x>", url="https://a.example/(b)?c=1&d")

    slack = sent(envelope, "slack")
    assert slack["blocks"][1]["text"] == plain(f"“{HOSTILE}”")
    assert slack["blocks"][-1]["text"]["text"] == (
        f"<{PAGE}|Open at On Record> · <https://a.example/(b)?c=1&amp;d|A¦B &lt;x&gt;>"
    )
    card = sent(envelope, "teams")["attachments"][0]["content"]
    assert card["body"][1]["inlines"][0]["text"] == (
        "“<!channel> @everyone *now* [x](https://evil.example) {\u200b{DATE(2026)}}"
        " <\u200bat>Ana</at> & `:bomb:`”"
    )
    discord = sent(envelope, "discord")["embeds"][0]["description"]
    assert discord.split("\n\n")[0] == (
        r"> “\<\!channel\> \@everyone \*now\* \[x\]\(https\:\/\/evil\.example\)"
        r" \{\{DATE\(2026\)\}\} \<at\>Ana\<\/at\> \& \`\:bomb\:\`”"
    )
    assert r"[A\|B \<x\>](https://a.example/%28b%29?c=1&d)" in discord
    mattermost = sent(envelope, "mattermost")["text"].split("\n\n")[1]
    assert mattermost == (
        "> “&lt;\\!channel\\> @\u200beveryone \\*now\\* \\[x\\]\\(https://\u200bevil\\.example\\)"
        " \\{\\{DATE\\(2026\\)\\}\\} &lt;at\\>Ana&lt;/at\\> & \\`:\u200bbomb:\\`”"
    )


def test_mattermost_shows_what_looks_like_an_entity_as_it_is() -> None:
    assert mattermost.escaped("&lt;b&gt; & c") == "&amp;lt;b&amp;gt; & c"


def test_an_address_that_is_none_of_the_web_is_not_linked() -> None:
    envelope = quoting("No.", url="javascript:alert(1)")

    for service in ("slack", "teams", "discord", "mattermost"):
        assert "javascript" not in json.dumps(sent(envelope, service))


def test_what_is_too_long_is_cut_between_words_within_the_limits_of_each_service() -> None:
    envelope = orjson.loads(quoting(LONG, outlet=LONG, url="https://a.example/" + "p" * 480))
    envelope["data"]["object"] |= {"record": {"title": LONG}, "review_reason": LONG}
    envelope["data"]["previous"] = {"kind": "commitment.reaffirmed"}
    long = orjson.dumps(envelope)

    slack = sent(long, "slack")
    assert len(slack["blocks"][0]["text"]["text"]) <= 150
    texts = [block["text"]["text"] for block in slack["blocks"] if "text" in block]
    assert max(len(text) for text in texts) <= 3000
    assert slack["blocks"][2]["text"]["text"].endswith(' said "no"…”')
    assert len(chat.event(long, "teams", "en").decode().encode("utf-16")) < 28_000
    (embed,) = sent(long, "discord")["embeds"]
    assert len(embed["title"]) <= 256
    assert len(embed["description"]) <= 4096
    assert len(sent(long, "mattermost")["text"]) <= 4000


@pytest.mark.parametrize("service", ["slack", "teams", "discord", "mattermost"])
def test_a_code_is_posted_with_what_it_is_for(service: str) -> None:
    body = chat.challenge("QWRT-7788", "https://record.example", service, "es").decode()

    assert "On Record puede publicar en este canal" in body
    assert "QWRT" in body
    assert "7788" in body
    assert "https://record.example/es/" in body


@pytest.mark.parametrize("service", ["slack", "teams", "discord", "mattermost"])
def test_an_event_is_rendered_to_the_same_bytes_each_time(service: str) -> None:
    envelope = quoting(HOSTILE)

    assert chat.event(envelope, service, "en") == chat.event(envelope, service, "en")
