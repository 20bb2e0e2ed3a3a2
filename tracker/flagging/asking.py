"""A language model is asked about an article, within time and budget; what it said is kept."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any, Final

import orjson
import structlog
from django.conf import settings

from tracker import models
from tracker.analysis import llm
from tracker.flagging import confined
from tracker.outbound import chat
from tracker.redis_store import answers, limits, store

log = structlog.get_logger(__name__)

_DAY = 24 * 3600
# So long one that gave no answer is left alone by this process.
PAUSE_SECONDS: Final = 60.0
SPENT: Final = "the requests of the day are used up"
UNCOUNTED: Final = "the requests of the day cannot be counted"
_MOST_TOLD = 3
# Of this process: servers that know no response_format, and since when one is away, by address.
_without_format: set[chat.Server] = set()
_away_until: dict[chat.Server, float] = {}


class AwayError(Exception):
    """The model cannot be asked now; says why."""


def is_chosen() -> bool:
    """Tell whether the deployment reads with a language model."""
    return bool(settings.ANALYSER == llm.NAME)


def is_away() -> bool:
    """Tell whether the model gave no answer a moment ago."""
    return time.monotonic() < _away_until.get(_server(), 0.0)


def raise_if_away() -> None:
    """Raise AwayError where the model gave no answer a moment ago."""
    if is_away():
        raise AwayError("it gave no answer a moment ago")


def requests_of_the_day() -> int:
    """Return how many requests count against the budget of the day."""
    return limits.used(store.at(settings.REDIS_URL), _budget(), settings.LLM_MODEL)


def _budget() -> limits.Policy:
    """Return how many requests may be made in a day, by all processes together."""
    return limits.Policy("llm-requests", settings.LLM_REQUESTS_PER_DAY, _DAY)


def ask(read: confined.Read) -> llm.Checked:
    """Return what the model says of an article that was read offline.

    Raises AwayError where it cannot be asked, llm.UnusableError where its answer is none.
    """
    raise_if_away()
    commitments = tuple(read.index.commitments[slug] for slug in read.candidates)
    question = llm.Question(read.article, read.index, commitments, _recent(read))
    parts = llm.requests(question, settings.LLM_TOKENS_PER_ARTICLE)
    asker = _Asker(_server(), sum(part.tokens for part in parts))
    told = [(part, asker.answer(part)) for part in parts]
    analyser = {"model": settings.LLM_MODEL, "prompt": llm.VERSION}
    checked = llm.findings(question, told, read.findings, analyser)
    if checked.dropped or checked.doubt:
        document = read.article.document
        log.info("flagging.checked", document=document, **checked.dropped, doubt=checked.doubt)
    return checked


class _Asker:
    """Asks about one article: one request after the other, all within one time."""

    def __init__(self, server: chat.Server, tokens: int) -> None:
        self._server = server
        self._tokens = tokens
        self._end = time.monotonic() + settings.LLM_TIMEOUT
        # What is lost with Redis is asked again; in PostgreSQL it would only grow.
        self._kept = answers.Answers(store.at(settings.REDIS_URL), llm.NAME)

    def answer(self, part: llm.Part) -> llm.Answer:
        """Return the answer to a part: one kept, or a new one, repaired at most once."""
        asked = orjson.dumps([asdict(self._server) | {"key": ""}, part.messages, part.schema])
        key = sha256(asked).hexdigest()
        (kept,) = self._kept.recall([key])
        if kept is not None:
            return llm.Answer(**orjson.loads(kept))
        answer = self._asked(part)
        self._kept.keep(key, orjson.dumps(asdict(answer)).decode())
        return answer

    def _asked(self, part: llm.Part) -> llm.Answer:
        said = self._completion(part.messages, part.schema)
        answer = llm.Answer(said.text, is_cut=said.is_cut)
        try:
            llm.loads(answer)
        except llm.UnusableError as error:
            again = llm.repair(part, said.text, str(error))
            if said.is_cut or self._tokens + 2 * part.tokens > settings.LLM_TOKENS_PER_ARTICLE:
                raise
            repaired = self._completion(again, part.schema)
            answer = llm.Answer(repaired.text, is_cut=repaired.is_cut, is_repaired=True)
            llm.loads(answer)
        return answer

    def _completion(
        self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]
    ) -> chat.Completion:
        """Return what the model says, asked without a form where the server knows none."""
        try:
            if self._server in _without_format:
                return self._counted(messages, None)
            try:
                return self._counted(messages, schema)
            except chat.RefusedError:
                plain = self._counted(messages, None)
                _without_format.add(self._server)
                return plain
        except chat.RefusedError as error:
            raise llm.UnusableError(f"the server does not take it: {error}") from error
        except chat.UnavailableError as error:
            _away_until[self._server] = time.monotonic() + PAUSE_SECONDS
            raise AwayError(str(error)) from error

    def _counted(
        self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any] | None
    ) -> chat.Completion:
        used = limits.count(store.at(settings.REDIS_URL), _budget(), settings.LLM_MODEL)
        if used is None or used.is_exceeded:
            # What cannot be counted is not spent.
            _away_until[self._server] = time.monotonic() + PAUSE_SECONDS
            raise AwayError(UNCOUNTED if used is None else SPENT)
        left = self._end - time.monotonic()
        return chat.ask(self._server, messages, schema, most_tokens=llm.ANSWER_TOKENS, seconds=left)


def _server() -> chat.Server:
    return chat.Server(settings.LLM_URL, settings.LLM_MODEL, settings.LLM_API_KEY)


def _recent(read: confined.Read) -> dict[str, tuple[str, ...]]:
    """Return what was told last of each candidate in public, up to the article, by its slug."""
    told = models.Development.objects.public().exclude(relation="").order_by("-occurred_date")
    if read.article.published is not None:
        told = told.filter(occurred_date__lt=read.article.published)
    language = read.article.language if read.article.language in {"en", "es"} else "en"
    found = {}
    for slug in read.candidates:
        rows = told.filter(subject__type="commitment", subject__slug=slug)
        lines = rows.values_list("occurred_date", "summary")[:_MOST_TOLD]
        found[slug] = tuple(f"{day or ''} {summary[language]}".strip() for day, summary in lines)
    return found
