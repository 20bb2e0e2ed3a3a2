"""The worked example, loaded and read, and the answers that a reader's shell prints about it."""

import json
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.test import Client

from tracker import flagging, ingest, models, vocabularies
from tracker.examples import loading

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
"""When the example is read, so that the calendar says the same on any day."""
ADDRESS = "http://localhost:8000"
_OUR_FAULT = 500
_BATCH = 50


@contextmanager
def told(role: vocabularies.Role = vocabularies.Role.EDITOR) -> Iterator[str]:
    """Load and read the worked example, yield the secret of a token of ``role``, undo it all."""
    with transaction.atomic():
        # A transactional test before may have flushed what a migration made.
        models.LedgerHead.objects.get_or_create(pk=1)
        loading.load("ecuador_us", "example", NOW)
        while flagging.flag_waiting(_BATCH):
            pass
        flagging.flag_calendar(NOW)
        user = models.User.objects.create(username="newsroom", role=role)
        _, secret = models.issue_token(user, "newsroom", role, NOW)
        yield secret
        transaction.set_rollback(True)


def is_answerable(command: str) -> bool:
    """Return whether ``command``, as a page has it, asks the service."""
    return command.startswith("$ curl ")


def shell(token: str) -> Callable[[str], str]:
    """Return what prints the answer to a command: curl, perhaps piped into what shortens it.

    ``$TOKEN`` in a command is ``token``.
    """

    def run(command: str) -> str:
        curl, *stages = _pipeline(command.replace("$TOKEN", token))
        printed = _curl(curl[1:])
        for program, *arguments in stages:
            printed = _STAGES[program](printed, arguments)
        return printed if printed.endswith("\n") or not printed else printed + "\n"

    return run


def _pipeline(command: str) -> list[list[str]]:
    words = shlex.shlex(command, posix=True, punctuation_chars="|")
    words.whitespace_split = True
    stages: list[list[str]] = [[]]
    for word in words:
        if word == "|":
            stages.append([])
        else:
            stages[-1].append(word)
    return stages


def _curl(arguments: list[str]) -> str:
    """Return what curl prints of the service's answer."""
    method, headers, content, address = "GET", {}, None, ""
    flags: set[str] = set()
    words = iter(arguments)
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(":")
            headers[name] = value.strip()
        elif word in {"-d", "--data"}:
            content, method = next(words), "POST" if method == "GET" else method
        elif word == "-X":
            method = next(words)
        elif word.startswith("-"):
            flags |= set(word[1:])
        else:
            address = word
    if unknown := flags - set("siI"):
        raise ValueError(f"Unknown options of curl: {unknown}")
    response = _answer("HEAD" if "I" in flags else method, address, headers, content)
    if method == "POST":
        _work()
    shown = b"" if "I" in flags else b"".join(response)
    head = _head(response) if flags & {"i", "I"} else ""
    return head + shown.decode().removeprefix("\ufeff").replace("\r\n", "\n")


def _work() -> None:
    """Read what was handed in, as workers would before a reader has typed the next command."""
    ingest.read_submissions(_BATCH)
    while flagging.flag_waiting(_BATCH):
        pass


def _answer(method: str, address: str, headers: Mapping[str, str], content: str | None) -> Any:
    parts = urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}" != ADDRESS:
        raise ValueError(f"{address} does not start with {ADDRESS}/")
    client = Client(raise_request_exception=False)
    sent = {name.lower(): value for name, value in headers.items()} | {"host": parts.netloc}
    response = client.generic(
        method,
        parts._replace(scheme="", netloc="").geturl(),
        (content or "").encode(),
        content_type=sent.pop("content-type", "application/octet-stream"),
        headers=sent,
    )
    if response.status_code >= _OUR_FAULT:
        raise ValueError(f"{address} answers {response.status_code}, which is nothing to show")
    return response


def _head(response: Any) -> str:
    """Return the head of an answer, its names in the letters in which our server sends them."""
    lines = [f"HTTP/1.1 {response.status_code} {response.reason_phrase}"]
    lines += [f"{name.lower()}: {value}" for name, value in response.items()]
    return "\n".join([*lines, "", ""])


def _python(printed: str, arguments: list[str]) -> str:
    module, name, *options = arguments
    if (module, name) != ("-m", "json.tool"):
        raise ValueError(f"Only python3 -m json.tool is known here, not {arguments}")
    is_plain = "--no-ensure-ascii" in options
    return json.dumps(json.loads(printed), indent=4, ensure_ascii=not is_plain) + "\n"


def _first(printed: str, arguments: list[str]) -> str:
    unit, count = arguments
    if unit == "-n":
        return "".join(printed.splitlines(keepends=True)[: int(count)])
    return printed.encode()[: int(count)].decode(errors="ignore")


def _matching(printed: str, arguments: list[str]) -> str:
    """Return what grep prints: lines that match, and with ``-A`` as many after each."""
    *options, pattern = arguments
    is_folded = any("i" in option for option in options)
    after = int(options[options.index("-A") + 1]) if "-A" in options else 0
    lines = printed.splitlines(keepends=True)
    found = [
        number
        for number, line in enumerate(lines)
        if re.search(pattern, line, re.IGNORECASE if is_folded else 0)
    ]
    shown = sorted({number + more for number in found for more in range(after + 1)})
    return "".join(
        ("--\n" if after and before is not None and number > before + 1 else "") + lines[number]
        for before, number in zip([None, *shown], shown, strict=False)
        if number < len(lines)
    )


_STAGES: Mapping[str, Callable[[str, list[str]], str]] = {
    "python3": _python,
    "head": _first,
    "grep": _matching,
}
