"""Loading an example: its records and articles, in one change, without touching what is there."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker import editing, ingest, models, recording, reviewing
from tracker.readers import canonical
from tracker.serializers import decisions

_HERE = Path(__file__).parent
_ARTICLES = "articles.jsonl"
_VERDICTS = "assessments.json"
# What is referred to comes before what refers to it.
_BEFORE_ARTICLES = {"sources.json": "source", "topics.json": "topic", "parties.json": "party"}
_AFTER_ARTICLES = {
    "officials.json": "official",
    "agreements.json": "agreement",
    "meetings.json": "meeting",
    "events.json": "event",
    "commitments.json": "commitment",
    "statements.json": "statement",
}


class UnknownExampleError(ValueError):
    """There is no example of this name."""


@dataclass(frozen=True)
class Loaded:
    """How many records were created, and how many of these are articles; both 0 the second time."""

    created: int
    articles: int


def names() -> list[str]:
    """Return the names of the examples, in order."""
    return sorted(path.parent.name for path in _HERE.glob(f"*/{_ARTICLES}"))


def articles(name: str) -> list[dict[str, str]]:
    """Return the example's articles as ``POST /v1/documents`` takes them, with their slugs.

    Raises UnknownExampleError.
    """
    with (_home(name) / _ARTICLES).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def size(name: str) -> int:
    """Return how many records and articles the example holds: the calls of ``load``'s progress.

    Raises UnknownExampleError.
    """
    home = _home(name)
    tables = (*_BEFORE_ARTICLES, *_AFTER_ARTICLES)
    return sum(len(_rows(home / table)) for table in tables) + len(articles(name))


def load(
    name: str, actor: str, now: datetime, progress: Callable[[str], None] | None = None
) -> Loaded:
    """Create what the example holds and the database lacks, all in one change, and count it.

    A record whose slug is taken, and an article whose address is known, stay as they are.
    ``progress`` is told each record, as "type/slug". Raises UnknownExampleError, and
    editing.QuoteNotFound where a known article no longer holds the words that are cited.
    """
    home = _home(name)
    with recording.change(actor, f"the example {name}") as change:
        loading = _Loading(change, now, progress or _say_nothing)
        loading.add_tables(home, _BEFORE_ARTICLES)
        for article in articles(name):
            loading.add_article(article)
        loading.add_tables(home, _AFTER_ARTICLES)
        loading.add_verdicts(home)
        return Loaded(loading.records + loading.articles, loading.articles)


@dataclass
class _Loading:
    """One loading under way: what it added, and as what the articles are known here."""

    change: recording.Change
    now: datetime
    progress: Callable[[str], None]
    records: int = 0
    articles: int = 0
    documents: dict[str, str] = field(default_factory=dict)

    def add_tables(self, home: Path, tables: Mapping[str, str]) -> None:
        """Create what is missing of each table of records."""
        for table, record_type in tables.items():
            for row in _rows(home / table):
                self.progress(f"{record_type}/{row['slug']}")
                if not _is_taken(record_type, row["slug"]):
                    editing.create(self.change, record_type, self._cited(row))
                    self.records += 1

    def add_verdicts(self, home: Path) -> None:
        """Give each commitment its verdict, unless somebody has judged it before."""
        for row in _rows(home / _VERDICTS):
            commitment = models.Commitment.objects.select_related("identity").get(
                identity__slug=row["commitment"]
            )
            if not commitment.assessments.exists():
                entered = {name: value for name, value in row.items() if name != "commitment"}
                verdict = decisions.VerdictSerializer(data=self._cited(entered))
                verdict.is_valid(raise_exception=True)
                reviewing.assess(self.change, commitment, verdict.validated_data)

    def add_article(self, article: Mapping[str, str]) -> None:
        """Store an article, unless its address is known."""
        slug, address = article["slug"], article["url"]
        self.progress(f"document/{slug}")
        known_as = canonical.canonical_url(address)
        known = models.Document.objects.filter(canonical_url=known_as).first()
        if known is None and not _is_taken("document", slug):
            details = {
                key: value for key, value in article.items() if key not in {"source", "url", "text"}
            }
            entry = ingest.Entry(article["source"], article["text"], address, details)
            known = ingest.store(self.change, entry, self.now).document
            self.articles += 1
        self.documents[slug] = known.slug if known else slug

    def _cited(self, value: Any) -> Any:
        """Return ``value`` with each document that is cited named as it is known here."""
        if isinstance(value, dict):
            return {
                key: self.documents.get(inner, inner) if key == "document" else self._cited(inner)
                for key, inner in value.items()
            }
        if isinstance(value, list):
            return [self._cited(inner) for inner in value]
        return value


def _home(name: str) -> Path:
    if name not in names():
        raise UnknownExampleError(f"There is no example {name!r}; there are: {', '.join(names())}.")
    return _HERE / name


def _rows(path: Path) -> list[dict[str, Any]]:
    """Return the records of one table; an example need not have all tables."""
    if not path.exists():
        return []
    rows: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return rows


def _is_taken(record_type: str, slug: str) -> bool:
    return models.Identity.objects.filter(type=record_type, slug=slug).exists()


def _say_nothing(message: str) -> None:
    del message
