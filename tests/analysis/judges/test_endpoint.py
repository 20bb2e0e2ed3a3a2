"""A server that is slow, wrong or hostile: the rules decide, in time, and say why."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.analysis.judges import modelling
from tests.analysis.judges.modelling import DENIED
from tests.outbound import loopback


def _without_end(asked: dict[str, Any]) -> modelling.Reply:
    def pieces() -> Iterator[bytes]:
        while True:
            yield b"x" * 65536

    return 200, {}, pieces()


WRONG = {
    "not JSON": (modelling.body(b"<html>"), "the answer is not a chat completion"),
    "another JSON": (modelling.body(b'{"choices": []}'), "the answer is not a chat completion"),
    "a list": (modelling.body(b"[1]"), "the answer is not a chat completion"),
    "null content": (
        modelling.body(b'{"choices": [{"message": {"content": null}}]}'),
        "the answer has no text",
    ),
    "prose": (modelling.saying("It reaffirms it."), "the answer is not JSON"),
    "fenced": (modelling.saying('```json\n{"judgements": []}\n```'), "the answer is not JSON"),
    "cut short": (modelling.saying('{"judgements": [{"commitment": "1", "re'), "not JSON"),
    "deep": (modelling.saying("[" * 5000 + "]" * 5000), "the answer is not JSON"),
    "no object": (modelling.saying('"reaffirms"'), "the answer is not of the schema"),
    "no list": (modelling.saying('{"judgements": {}}'), "the answer is not of the schema"),
    "no texts": (
        modelling.saying('{"judgements": [{"commitment": 1, "relation": null}]}'),
        "the answer is not of the schema",
    ),
    "500": (modelling.body(b"oops", 500), "status 500"),
    "429": (modelling.body(b"{}", 429), "status 429"),
    "401": (modelling.body(b"{}", 401), "status 401"),
    "elsewhere": (modelling.body(b"", 302), "redirect"),
    "huge": (modelling.saying("x" * 100_000), "the answer is too long"),
    "endless": (_without_end, "the answer is too long"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_leaves_it_to_the_rules(name: str) -> None:
    behaviour, why = WRONG[name]
    with modelling.serving(behaviour) as server:
        (finding,) = modelling.read(DENIED, modelling.judge(server.url))

    kind, backend, note = modelling.told(finding)
    assert (kind, backend) == ("commitment.reaffirmed", "rules")
    assert str(note).startswith("llm: ")
    assert str(note).endswith(why)


def test_a_slow_server_costs_no_more_than_the_time_for_the_whole_article() -> None:
    ended = threading.Event()

    def hang(asked: dict[str, Any]) -> modelling.Reply:
        ended.wait(10)
        return modelling.judging()(asked)

    with modelling.serving(hang) as server:
        started = time.monotonic()
        findings = modelling.read(f"{DENIED}\n" * 9, modelling.judge(server.url, seconds=0.3))
        taken = time.monotonic() - started
        ended.set()

    (finding,) = findings
    assert modelling.told(finding) == ("commitment.reaffirmed", "rules", "llm: timeout_read")
    assert taken < 2


def test_where_nobody_listens_the_rules_decide() -> None:
    url = f"http://127.0.0.1:{loopback.closed_port()}/v1"

    (finding,) = modelling.read(DENIED, modelling.judge(url))

    assert modelling.told(finding) == ("commitment.reaffirmed", "rules", "llm: refused")


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/v1", "not an address", "http://"])
def test_an_address_that_is_none_leaves_it_to_the_rules(url: str) -> None:
    (finding,) = modelling.read(DENIED, modelling.judge(url))

    assert modelling.told(finding)[:2] == ("commitment.reaffirmed", "rules")


def test_the_request_goes_to_chat_completions_with_the_key() -> None:
    with modelling.serving(modelling.judging()) as server:
        modelling.read(DENIED, modelling.judge(server.url, key="sesame"))
        modelling.read(DENIED, modelling.judge(f"{server.url}/"))

        assert server.paths == ["/v1/chat/completions"] * 2
        assert server.headers[0]["Authorization"] == "Bearer sesame"
        assert "Authorization" not in server.headers[1]


def test_some_questions_are_asked_at_once() -> None:
    together = threading.Barrier(4, timeout=10)

    def wait(asked: dict[str, Any]) -> modelling.Reply:
        together.wait()
        return modelling.judging(("1", "reaffirms", "no foreign bases"))(asked)

    text = "\n".join(DENIED.replace("said", verb) for verb in ("said", "added", "wrote", "noted"))
    with modelling.serving(wait) as server:
        findings = modelling.read(text, modelling.judge(server.url))

        assert len(server.asked) == 4
    assert {modelling.told(finding)[1] for finding in findings} == {"llm"}
