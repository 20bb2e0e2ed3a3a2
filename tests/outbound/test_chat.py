"""One question to a server: what is sent, and every way in which no answer comes."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.outbound import chatting, loopback
from tracker.outbound import chat

SCHEMA = {"type": "object"}
MESSAGES = ({"role": "user", "content": "Is it dark?"},)


def ask(url: str, key: str = "", seconds: float = 5.0, *, form: bool = True) -> chat.Completion:
    server = chat.Server(url, "test-model", key)
    return chat.ask(server, MESSAGES, SCHEMA if form else None, most_tokens=100, seconds=seconds)


def _without_end(asked: dict[str, Any]) -> chatting.Reply:
    def pieces() -> Iterator[bytes]:
        while True:
            yield b"x" * 65536

    return 200, {}, pieces()


def test_the_question_goes_to_chat_completions_with_schema_and_key() -> None:
    with chatting.serving(chatting.saying('{"dark": true}')) as server:
        found = ask(server.url, "sesame")
        ask(f"{server.url}/")

    assert found == chat.Completion('{"dark": true}', is_cut=False, tokens=7)
    assert server.paths == ["/v1/chat/completions"] * 2
    assert server.headers[0]["Authorization"] == "Bearer sesame"
    assert "Authorization" not in server.headers[1]
    assert server.asked[0] == {
        "model": "test-model",
        "temperature": 0,
        "stream": False,
        "max_tokens": 100,
        "messages": [{"role": "user", "content": "Is it dark?"}],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "answer", "strict": True, "schema": {"type": "object"}},
        },
    }


def test_without_a_schema_none_is_asked_for() -> None:
    with chatting.serving(chatting.saying("yes")) as server:
        ask(server.url, form=False)

    assert "response_format" not in server.asked[0]


def test_an_answer_that_was_cut_says_so() -> None:
    with chatting.serving(chatting.saying('{"da', finish_reason="length")) as server:
        assert ask(server.url).is_cut


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (chatting.body(b"<html>"), "the answer is not a chat completion"),
        (chatting.body(b'{"choices": []}'), "the answer is not a chat completion"),
        (chatting.body(b"[1]"), "the answer is not a chat completion"),
        (chatting.body(b'{"choices": [{"message": {"content": null}}]}'), "the answer has no text"),
        (chatting.body(b"oops", 500), "status 500"),
        (chatting.body(b"{}", 429), "status 429"),
        (chatting.body(b"{}", 401), "status 401"),
        (chatting.body(b"", 302), "redirect"),
        (chatting.saying("x" * 1_100_000), "the answer is too long"),
        (_without_end, "the answer is too long"),
    ],
)
def test_a_server_that_gives_no_answer_is_unavailable(
    behaviour: chatting.Behaviour, why: str
) -> None:
    with (
        chatting.serving(behaviour) as server,
        pytest.raises(chat.UnavailableError, match=f"^{why}$"),
    ):
        ask(server.url)


@pytest.mark.parametrize("status", [400, 413, 422])
def test_a_request_that_is_not_taken_is_refused(status: int) -> None:
    with (
        chatting.serving(chatting.body(b"{}", status)) as server,
        pytest.raises(chat.RefusedError, match=f"^status {status}$"),
    ):
        ask(server.url)


def test_a_server_that_hangs_costs_no_more_than_its_time() -> None:
    ended = threading.Event()

    def hang(asked: dict[str, Any]) -> chatting.Reply:
        ended.wait(10)
        return chatting.saying("late")(asked)

    with chatting.serving(hang) as server:
        started = time.monotonic()
        with pytest.raises(chat.UnavailableError, match=r"^timeout_read$"):
            ask(server.url, seconds=0.3)
        taken = time.monotonic() - started
        ended.set()

    assert taken < 2


def test_where_nobody_listens_it_is_unavailable() -> None:
    with pytest.raises(chat.UnavailableError, match=r"^refused$"):
        ask(f"http://127.0.0.1:{loopback.closed_port()}/v1")


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/v1", "not an address", "http://"])
def test_an_address_that_is_none_is_unavailable(url: str) -> None:
    with pytest.raises(chat.UnavailableError):
        ask(url)


def test_where_no_time_is_left_nobody_is_asked() -> None:
    with (
        chatting.serving(chatting.saying("yes")) as server,
        pytest.raises(chat.UnavailableError, match=r"^no time was left$"),
    ):
        ask(server.url, seconds=0)

    assert server.asked == []
