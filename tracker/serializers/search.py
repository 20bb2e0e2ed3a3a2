"""What is searched of a record, and the names by which it is suggested: both from its body."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson
from django.db.models import OuterRef, Subquery

from tracker import models
from tracker.analysis import normalise

MOST_BYTES = 60_000
"""What is searched of a text: PostgreSQL holds 1 MB of stems, and eight may stand for a word."""

_EVERYWHERE = ("short_title", "title", "text", "citations.exact")
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "topic": ("description",),
    "party": ("other_names.name", "code"),
    "official": ("other_names.name", "tenures.role", "tenures.party.title", "summary"),
    "agreement": ("summary", "parties.party.title", "actions.citations.exact"),
    "meeting": (
        *("agenda", "place", "parties.title", "participants.official.title"),
        "participants.office",
    ),
    "event": ("result", "place", "parties.title", "relations.citations.exact"),
    "commitment": (
        *("holders.title", "made_by.official.title", "made_by.role_as_reported"),
        *("made_by.attributed_as", "criteria.text", "places"),
    ),
    "statement": (
        *("official.title", "party.title", "role_as_reported", "attributed_as"),
        "relations.citations.exact",
    ),
    "source": ("publisher",),
    "document": ("outlet", "author"),
    "development": (
        *("summary", "speaker.name", "speaker.attributed_as", "participants.name", "place"),
    ),
}
NAMED: Mapping[str, tuple[str, ...]] = {
    "topic": ("name",),
    "party": ("name", "other_names.name", "code"),
    "official": ("name", "other_names.name"),
    "agreement": ("title", "short_title"),
    "meeting": ("title",),
    "event": ("title",),
    "commitment": ("short_title",),
    "source": ("name",),
}
"""Where in a body the names of a type of record stand, by which it is suggested."""

_TRANSLATED = ("name", "title", "short_title")
_NOT_WORDS = re.compile(r"[\W_]+")
_UNMARKED = str.maketrans("", "", "".join(models.MARKS))


def drafts(records: Sequence[models.Record]) -> list[models.SearchDraft]:
    """Return what is searched of the public ones among rows of one type, from their bodies.

    Of a document that is the text of its latest snapshot, too.
    """
    shown = [record for record in records if record.is_public]
    texts = _latest_texts(shown)
    return [_draft(record, texts.get(record.pk, "")) for record in shown]


def names(records: Sequence[models.Record]) -> list[models.NameEntry]:
    """Return by which names the public ones among rows of one type are suggested."""
    return [name for record in records if record.is_public for name in _names(record)]


def folded(name: str) -> str:
    """Return a name's words in lower case without accents, a space before each."""
    words = _NOT_WORDS.sub(" ", normalise.fold(name)).split()
    return "".join(f" {word}" for word in words)


def _draft(record: models.Record, text: str) -> models.SearchDraft:
    body = orjson.loads(bytes(record.body))
    paths = (*_EVERYWHERE, *_TEXTS[record.RECORD_TYPE.value])
    found = [text, *(words for path in paths for words in _words_at(body, path))]
    found += _leaves(body["translations"])
    once = dict.fromkeys(words for words in found if words and words != record.heading)
    return models.SearchDraft(
        record_id=record.pk,
        type=record.RECORD_TYPE.value,
        heading=_plain(record.heading),
        text=_plain("\n".join(once)),
        changed_at=record.changed_at,
    )


def _names(record: models.Record) -> Iterator[models.NameEntry]:
    record_type = record.RECORD_TYPE.value
    paths = NAMED.get(record_type)
    if not paths:
        return
    body = orjson.loads(bytes(record.body))
    translated = [f"{code}.{field}" for code in body["translations"] for field in _TRANSLATED]
    given = [name for path in paths for name in _words_at(body, path)]
    given += [name for path in translated for name in _words_at(body["translations"], path)]
    for name in dict.fromkeys(given):
        if plain := folded(name):
            yield models.NameEntry(record_id=record.pk, type=record_type, name=name, folded=plain)


def _latest_texts(records: Iterable[models.Record]) -> dict[int, str]:
    """Return of each document among the rows the text of its latest snapshot."""
    keys = [record.pk for record in records if isinstance(record, models.Document)]
    if not keys:
        return {}
    of_document = models.Snapshot.objects.filter(document=OuterRef("document"))
    latest = Subquery(of_document.order_by("-number").values("number")[:1])
    found = models.Snapshot.objects.filter(document__in=keys, number=latest)
    return dict(found.values_list("document", "text"))


def _words_at(body: Any, path: str) -> list[str]:
    """Return the texts at a dotted path in a body; lists on the way are walked through."""
    found = [body]
    for step in path.split("."):
        found = [
            part[step]
            for value in found
            for part in (value if isinstance(value, list) else [value])
            if isinstance(part, dict) and step in part
        ]
    return list(_leaves(found))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)


def _plain(text: str) -> str:
    """Return a text without our marks, cut to what can be searched."""
    return text.translate(_UNMARKED).encode()[:MOST_BYTES].decode(errors="ignore")
