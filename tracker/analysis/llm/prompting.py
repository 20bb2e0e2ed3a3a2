"""What a language model is asked: a page of rules, the candidates, and the article as data."""

import copy
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import orjson

from tracker import partial_dates
from tracker.analysis import base
from tracker.analysis.links import pairs
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Reading

#: Raised whenever the rules, the schema, or what is said of candidates and article change.
VERSION: Final = "1"
MOST_CANDIDATES: Final = 12
#: Of one answer; what is longer is cut.
ANSWER_TOKENS: Final = 3000
# Less than either language has: a text costs no more than is reckoned with.
_CHARACTERS_A_TOKEN: Final = 3
_PART, _OVERLAP = 12_000, 700
_LONGEST_TEXT, _LONGEST_CRITERION, _MOST_CRITERIA, _MOST_OFFICIALS = 600, 240, 4, 6
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Question:
    """An article, and what a model is asked about; ``recent`` is what was told last, by slug."""

    article: base.Article
    index: Index
    candidates: tuple[base.Commitment, ...]
    recent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """One request: a stretch of the text, from ``start`` to ``end``, with all that is asked."""

    number: int
    start: int
    end: int
    messages: tuple[Mapping[str, str], ...]
    schema: Mapping[str, Any]

    @property
    def tokens(self) -> int:
        """How many tokens question and answer take at most, reckoned from the characters."""
        asked = sum(len(message["content"]) for message in self.messages)
        return math.ceil(asked / _CHARACTERS_A_TOKEN) + ANSWER_TOKENS

    def line(self, article: str) -> dict[str, Any]:
        """Return the request as a line of a file, under the key that its answer bears too."""
        key = {"article": article, "part": self.number, "prompt": VERSION}
        return {**key, "messages": list(self.messages), "schema": self.schema}


def candidates(reading: Reading) -> tuple[str, ...]:
    """Return the slugs of what a model is asked about: the likeliest, then others of who is named.

    What was first stated after the article cannot be its matter, and where nothing is likely
    nothing is asked about.
    """
    last = reading.anchor.last if reading.anchor else None
    likely = [pair.commitment for pair in pairs.pairs(reading)]
    every = reading.index.tracked.commitments if likely else ()
    rivals = (c for c in every if reading.all_actors & {*c.holders})
    since = (c.slug for c in (*likely, *rivals) if not (last and (c.stated_on or last) > last))
    return tuple(dict.fromkeys(since))[:MOST_CANDIDATES]


def requests(question: Question, most_tokens: int = 1_000_000) -> list[Part]:
    """Return what is asked about an article, in overlapping parts.

    What would take more than ``most_tokens`` together is left out from the end.
    """
    found: list[Part] = []
    for number, (start, end) in enumerate(_stretches(question.article.text), start=1):
        part = Part(number, start, end, _messages(question, start, end), _schema(question))
        if sum(each.tokens for each in (*found, part)) > most_tokens:
            break
        found.append(part)
    return found


def repair(part: Part, answer: str, why: str) -> tuple[Mapping[str, str], ...]:
    """Return the messages by which an answer that cannot be used is asked for once more."""
    complaint = f"This cannot be used: {why}. Answer again, with the JSON object alone."
    again = {"role": "assistant", "content": answer}, {"role": "user", "content": complaint}
    return (*part.messages, *again)


@cache
def rules() -> str:
    """Return the page of rules."""
    return _FOLDER.joinpath("prompt.md").read_text(encoding="utf-8").strip()


@cache
def items() -> dict[str, dict[str, Any]]:
    """Return the JSON schema of what an answer lists, by the name of the list."""
    listed: dict[str, Any] = orjson.loads(_FOLDER.joinpath("schema.json").read_bytes())
    return {name: _object(properties) for name, properties in listed.items()}


def _schema(question: Question) -> dict[str, Any]:
    """Return the schema of an answer about these candidates."""
    listed = copy.deepcopy(items())
    slugs = [commitment.slug for commitment in question.candidates]
    if slugs:
        listed["developments"]["properties"]["commitment"]["enum"] = slugs
    return _object({name: {"type": "array", "items": item} for name, item in listed.items()})


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the text is cut: at paragraphs, else at spaces, each part with what precedes."""
    start = 0
    while len(text) - start > _PART:
        limit, middle = start + _PART, start + _PART // 2
        ends = (text.rfind(gap, middle, limit) for gap in ("\n", " "))
        end = next((found for found in ends if found > 0), limit)
        yield start, end
        again = text.find("\n", end - _OVERLAP, end)
        start = again + 1 if again >= 0 else end - _OVERLAP
    yield start, len(text)


def _messages(question: Question, start: int, end: int) -> tuple[Mapping[str, str], ...]:
    article, text = question.article, question.article.text[start:end]
    facts = {
        "title": article.title,
        "language": article.language,
        "day": partial_dates.show_date(article.published, article.published_precision),
        "publisher": _name(question.index, article.publisher) if article.publisher else None,
    }
    # No text can hold the hash of itself.
    marker = f"=== ARTICLE {sha256(text.encode()).hexdigest()[:16]} ==="
    said = {
        "Commitments": [_candidate(question, each) for each in question.candidates],
        "Facts about the article": facts,
    }
    parts = [f"{name}:\n{orjson.dumps(value).decode()}" for name, value in said.items()]
    content = "\n\n".join((*parts, f"Text of the article:\n{marker}\n{text}\n{marker}"))
    return ({"role": "system", "content": rules()}, {"role": "user", "content": content})


def _candidate(question: Question, commitment: base.Commitment) -> dict[str, Any]:
    """Return what is said of a commitment, without what is empty."""
    index, texts = question.index, commitment.texts
    text = texts.get(question.article.language) or next(iter(texts.values()), "")
    officials = [index.officials[slug] for slug in commitment.officials if slug in index.officials]
    named = [", ".join((one.name, *[*one.role.values()][:1])) for one in officials]
    said = {
        "id": commitment.slug,
        "text": text[:_LONGEST_TEXT],
        "form": commitment.form,
        "strength": commitment.strength,
        "stated": commitment.stated_on.isoformat() if commitment.stated_on else "",
        "holders": [_name(index, slug) for slug in commitment.holders],
        "towards": [_name(index, slug) for slug in commitment.counterparts],
        "officials": named[:_MOST_OFFICIALS],
    }
    for kind in ("success", "failure"):
        criteria = [one.text for one in commitment.criteria if one.kind == kind]
        said[kind] = [text[:_LONGEST_CRITERION] for text in criteria[:_MOST_CRITERIA]]
    said["told before"] = list(question.recent.get(commitment.slug, ()))
    return {name: value for name, value in said.items() if value}


def _name(index: Index, slug: str) -> str:
    party = index.parties.get(slug)
    return party.names[0] if party and party.names else slug
