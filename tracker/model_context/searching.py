"""Searching all records in the words of a search box."""

from collections.abc import Collection
from typing import Final

from tracker import models, serializers
from tracker.model_context import addresses, answers, asking, cursors, instants
from tracker.serializers import quotes

_WITH_TEXT: Final = models.Document.RECORD_TYPE.value


def search(
    asked: str,
    types: Collection[str],
    instant: instants.Instant,
    cursor: str | None,
    limit: int,
) -> answers.SearchAnswer:
    """Return what matches, the best first, of at most the newest 1,000 matches.

    Raises Refusal for words that cannot be searched for, and for a foreign cursor.
    """
    asked = asking.checked_words(asked)
    question = ("search", asked, sorted(types))
    position = cursors.read(cursor, *question)
    entries = models.SearchEntry.objects
    counts = entries.counts(asked)
    wanted = {code: count for code, count in counts.items() if not types or code in types}
    ranked = entries.ranked(asked, wanted)
    if position is not None:
        place = (position[0], position[1])
        ranked = [each for each in ranked if each < place]
    page = ranked[:limit]
    return answers.SearchAnswer(
        known_at=instant.shown,
        results=_found(asked, [key for _, key in page], instant),
        counts={code: count for code, count in counts.items() if count},
        next_cursor=cursors.written(page[-1], *question) if len(ranked) > limit else None,
    )


def _found(asked: str, keys: list[int], instant: instants.Instant) -> list[answers.Found]:
    if not keys:
        return []
    rows = models.SearchEntry.objects.filter(pk__in=keys).select_related("record")
    entries = rows.only("type", "heading", "record__slug").in_bulk()
    texts = [key for key, entry in entries.items() if entry.type == _WITH_TEXT]
    # Of an article only what may be shown of it: a text is the outlet's.
    public = quotes.public_words(texts) if texts else {}
    excerpts = models.SearchEntry.objects.marked(asked, keys, public)
    return [_result(entries[key], excerpts[key], instant) for key in keys if key in entries]


def _result(entry: models.SearchEntry, excerpt: str, instant: instants.Instant) -> answers.Found:
    for mark in models.MARKS:
        excerpt = excerpt.replace(mark, "")
    address = serializers.address(entry.type, entry.record.slug)
    return answers.Found(
        type=entry.type,
        slug=entry.record.slug,
        title=entry.heading,
        excerpt=" ".join(excerpt.split()),
        page=addresses.page(address, instant),
        json_url=addresses.json_url(address, instant),
    )
