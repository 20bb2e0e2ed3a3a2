"""Searching all records in the words of a search box."""

import html
import re
from collections.abc import Collection
from typing import Final

from tracker import models, searching, serializers
from tracker.model_context import addresses, answers, asking, cursors, instants

_MARK: Final = re.compile("</?mark>")


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
        results=[_result(each, instant) for each in searching.found(asked, page)],
        counts={code: count for code, count in counts.items() if count},
        next_cursor=cursors.written(page[-1], *question) if len(ranked) > limit else None,
    )


def _result(found: searching.Found, instant: instants.Instant) -> answers.Found:
    entry = found.entry
    address = serializers.address(entry.type, entry.record.slug)
    return answers.Found(
        type=entry.type,
        slug=entry.record.slug,
        title=entry.heading,
        excerpt=html.unescape(_MARK.sub("", found.excerpt)),
        page=addresses.page(address, instant),
        json_url=addresses.json_url(address, instant),
    )
