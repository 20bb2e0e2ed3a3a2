"""A deployment that reads with a language model, and articles for it."""

import secrets
from collections.abc import Sequence
from typing import Any

import orjson
from django.db.models.functions import Now
from pytest_django import Settings

from tests import factories
from tests.outbound import chatting
from tracker import models

SAID = "Costaguana will not host foreign bases, Foreign Minister Ana Ruiz said."
HEDGED = "Foreign Minister Ana Ruiz said Costaguana has no plans to host foreign bases."
OPENED = "In the fort at Punta Mala, Ruritanian troops have moved in for good."
TEXT = f"SULACO, Feb. 10. {SAID}\n\n{OPENED}"
EVER = 10**9


def choose(settings: Settings, url: str, patience: int = EVER) -> None:
    """Have articles read by the model at ``url``; answers are kept for this test alone."""
    settings.ANALYSER, settings.LLM_URL = "llm", url
    settings.LLM_MODEL = f"model-{secrets.token_hex(4)}"
    settings.LLM_TIMEOUT, settings.LLM_PATIENCE = 5.0, patience


def commitment() -> models.Commitment:
    """Return what is tracked: no foreign bases, by Ana Ruiz's government."""
    factories.ana_ruiz()
    return factories.commitment(watch={"terms": {"foreign bases": 3, "host": 1}})


def article(text: str = TEXT, number: int = 1, **fields: str) -> models.Snapshot:
    """Hand in an article."""
    url = f"https://courier.example/{number}"
    return factories.snapshot(text, url=url, published_at="2026-02-10", **fields)


def said(quote: str = SAID, **changes: Any) -> dict[str, Any]:
    """Return a development as a model tells it."""
    return {
        "commitment": "no-foreign-bases",
        "relation": "reaffirms",
        "quote": quote,
        "speaker": {"name": "Ana Ruiz", "role": None},
        "side": "holder",
        "date": None,
        "certainty": 0.9,
        **changes,
    }


def opened(**changes: Any) -> dict[str, Any]:
    """Return that the outlet tells of troops who moved in."""
    nobody = {"name": None, "role": None}
    return said(OPENED, relation="breaks", speaker=nobody, side="outlet", **changes)


def answer(developments: Sequence[dict[str, Any]] = (), **lists: Any) -> str:
    """Return an answer with these developments."""
    empty: dict[str, Any] = {name: [] for name in ("meetings", "agreements", "promises", "deeds")}
    return orjson.dumps({"developments": list(developments), **empty, **lists}).decode()


def telling(*developments: dict[str, Any]) -> chatting.Behaviour:
    """Return a behaviour that answers with these developments."""
    return chatting.saying(answer(developments))


def wait_no_longer() -> None:
    """Have what was put off be due."""
    models.Snapshot.objects.exclude(leased_until=None).update(leased_until=Now())


def kinds() -> list[str]:
    """Return the kinds of all developments."""
    return list(models.Development.objects.order_by("kind").values_list("kind", flat=True))
