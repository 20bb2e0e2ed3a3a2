"""Labelled whole articles, and findings in them as files hold both."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tracker.analysis import base
from tracker.evaluating import cases


@dataclass(frozen=True)
class Labelled:
    """An article, the story that it belongs to, its kind, and what an editor would flag in it."""

    id: str
    story: str
    kind: str
    article: base.Article
    gold: Mapping[str, Any]


@dataclass(frozen=True)
class Library:
    """Labelled articles, and what is tracked for them."""

    articles: tuple[Labelled, ...]
    tracked: base.Tracked


def load(
    tracked: Sequence[Path],
    articles: Path,
    gold: Path | None = None,
    *,
    suggests_terms: bool = False,
) -> Library:
    """Return the articles of a file, read for the commitments of some files together.

    Raises ValueError where a line or an entry is not of the format.
    """
    try:
        entries = [entry for path in tracked for entry in json.loads(path.read_bytes())]
        labels = {line["article"]: line for line in _lines(gold)} if gold else {}
        read = tuple(_labelled(line, labels.get(line["id"], {})) for line in _lines(articles))
        return Library(read, cases.tracked(entries, suggests_terms=suggests_terms))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not in the format of labelled articles: {error!r}") from error


def _lines(path: Path) -> Iterable[Mapping[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _labelled(line: Mapping[str, Any], labels: Mapping[str, Any]) -> Labelled:
    publisher = line.get("outlet_party")
    article = base.Article(
        text=line["text"],
        language=line["lang"],
        published=date.fromisoformat(line["date"]),
        title=line["title"],
        publisher=cases.slug(publisher) if publisher else None,
    )
    return Labelled(line["id"], line.get("story") or "none", line.get("kind", ""), article, labels)
