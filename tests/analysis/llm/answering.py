"""An article of Costaguana, and answers about it, as a model might give them."""

from typing import Any

import orjson

from tests.analysis import costaguana
from tracker.analysis import base, llm, passages, reading
from tracker.analysis.mentions.index import Index

DENIED = "“Costaguana will host no foreign bases,” Foreign Minister Ana Ruiz said on Monday."
OPENED = "Two days later the Defence Ministry let Azueran troops move into the fort at Punta Mala."
CLAIMED = "“They have sold us the sea,” the senator Rosa Montero told reporters in Sulaco."
MET = "Ana Ruiz and Tom Hale met in Sulaco on 8 March to talk about the coast."
TEXT = "\n\n".join((DENIED, OPENED, CLAIMED, MET))

INDEX = Index(costaguana.TRACKED)


def article(text: str = TEXT, language: str = "en", **fields: Any) -> base.Article:
    """Return an article of Tuesday, 10 March 2026."""
    return base.Article(text, language, costaguana.TUESDAY, **fields)


def question(text: str = TEXT, language: str = "en", **fields: Any) -> llm.Question:
    """Return what is asked about an article: whether it is about the bases, or the truce."""
    asked = (costaguana.NO_BASES, costaguana.TRUCE)
    return llm.Question(article(text, language, **fields), INDEX, asked)


def said(quote: str = DENIED, **changes: Any) -> dict[str, Any]:
    """Return a development: Ana Ruiz reaffirms that there will be no bases."""
    return {
        "commitment": "no-bases",
        "relation": "reaffirms",
        "quote": quote,
        "speaker": {"name": "Ana Ruiz", "role": "Foreign Minister"},
        "side": "holder",
        "date": "2026-03-09",
        "certainty": 0.9,
        **changes,
    }


def told(quote: str, **changes: Any) -> dict[str, Any]:
    """Return a development that the outlet tells in its own words."""
    return said(quote, speaker={"name": None, "role": None}, side="outlet", **changes)


def answer(*developments: Any, **lists: Any) -> str:
    """Return the text of an answer."""
    empty: dict[str, Any] = {name: [] for name in ("meetings", "agreements", "promises", "deeds")}
    return orjson.dumps({"developments": developments, **empty, **lists}).decode()


def checked(text: str, asked: llm.Question | None = None, **fields: Any) -> llm.Checked:
    """Return what is believed of an answer about the article, with the offline reading beside."""
    asked = asked or question()
    (part, *_) = llm.requests(asked)
    offline = reading.find(passages.Reading(asked.article, INDEX))
    return llm.findings(asked, [(part, llm.Answer(text, **fields))], offline)


def kinds(found: llm.Checked) -> list[tuple[str, str]]:
    """Return kind and record of each finding."""
    return [(finding.kind, finding.record) for finding in found.findings]
