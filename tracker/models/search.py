"""What is searched of the public records, newest first and ranked, whatever a word's frequency."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models, transaction

from tracker import vocabularies
from tracker.models import base

MOST_RANKED = 1000
MOST_COUNTED = 10_000
MARKS = ("\ue000", "\ue001")
"""What stands around a matching word in a headline; no text that is searched contains them."""

_MOST_LISTED = 500
_PLAIN_ION = re.compile(r"(?<=[cgstx])ion\b", re.IGNORECASE)
_SAMPLE, _FREQUENT_IN_SAMPLE = 1000, 25
_HEADLINE_CHARACTERS = 20_000
# Folding first keeps the Spanish stemmer from knowing -ción, so Spanish is stemmed unfolded too.
_QUERY = """(websearch_to_tsquery('on_record_en', %s) || websearch_to_tsquery('on_record_es', %s)
    || websearch_to_tsquery('spanish', %s))"""
_STORE = """
    INSERT INTO tracker_searchentry (record_id, type, heading, text, changed_at, words)
    SELECT record_id, type, heading, text, changed_at,
        setweight(to_tsvector('on_record_en', heading) || to_tsvector('on_record_es', heading)
            || to_tsvector('spanish', heading), 'A')
        || to_tsvector('on_record_en', text) || to_tsvector('on_record_es', text)
        || to_tsvector('spanish', text)
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::timestamptz[])
        AS draft (record_id, type, heading, text, changed_at)
    ON CONFLICT (record_id) DO UPDATE SET
        heading = excluded.heading, text = excluded.text, changed_at = excluded.changed_at,
        words = excluded.words
"""
# Each type by itself, so that the many statements do not hide the few agreements; and each a plain
# value, so that the planner knows how many there are of it.
_COUNT = f"""
    (SELECT %s, count(*) FROM (
        SELECT FROM tracker_searchentry WHERE type = %s AND words @@ {_QUERY}
        LIMIT {MOST_COUNTED + 1}
    ) AS found)
"""  # noqa: S608 - no text from outside
# The planner does not know how frequent words are together, and would walk by date for few.
_RANK_RARE = f"""
    WITH found AS MATERIALIZED (
        SELECT record_id, changed_at FROM tracker_searchentry
        WHERE type = ANY(%s) AND words @@ {_QUERY}
    ), newest AS (
        SELECT record_id FROM found ORDER BY changed_at DESC, record_id DESC LIMIT {MOST_RANKED}
    )
    SELECT changed_at, record_id, ts_rank(words, {_QUERY}, 1)
    FROM newest JOIN tracker_searchentry USING (record_id)
"""  # noqa: S608
_RANK_FREQUENT = f"""
    SELECT changed_at, record_id, ts_rank(words, {_QUERY}, 1)
    FROM unnest(%s::text[]) AS asked (type), LATERAL (
        SELECT changed_at, record_id, words FROM tracker_searchentry AS entry
        WHERE entry.type = asked.type AND entry.words @@ {_QUERY}
        ORDER BY changed_at DESC, record_id DESC LIMIT {MOST_RANKED}
    ) AS newest
"""  # noqa: S608
_MARKING = f"StartSel={MARKS[0]}, StopSel={MARKS[1]}, MaxFragments=2, MaxWords=24, MinWords=8"
_MARK = f"""
    SELECT record_id,
        ts_headline('on_record_en', left(shown, %s), query, %s),
        ts_headline('spanish', left(shown, %s), query, %s),
        ts_headline('on_record_en', heading, query, %s),
        ts_headline('spanish', heading, query, %s)
    FROM (
        SELECT record_id, heading, coalesce(instead.text, entry.text) AS shown
        FROM tracker_searchentry AS entry
        LEFT JOIN unnest(%s::bigint[], %s::text[]) AS instead (key, text) ON key = record_id
        WHERE record_id = ANY(%s)
    ) AS entry, (SELECT {_QUERY} AS query) AS asked
"""  # noqa: S608


@dataclass(frozen=True)
class SearchDraft:
    """What is to be searched of one public record."""

    record_id: int
    type: str
    heading: str
    text: str
    changed_at: datetime | None


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """What is asked of the entries, in the words of a search box and in both languages."""

    def replace(self, keys: Collection[int], drafts: Sequence[SearchDraft]) -> None:
        """Have of the records with these ``keys`` the ``drafts`` as entries, and no others."""
        kept = {draft.record_id for draft in drafts}
        if gone := set(keys) - kept:
            self.filter(pk__in=gone).delete()
        columns = ("record_id", "type", "heading", "text", "changed_at")
        if drafts:
            _execute(_STORE, [[getattr(d, name) for d in drafts] for name in columns])

    def keys(self, record_type: str, words: str) -> Any:
        """Return the keys of the records of one type that match: a list of few, a query for many.

        So that a list newest first is not walked to its end for a rare word.
        """
        of_type = self.filter(type=record_type)
        matching = of_type.extra(  # noqa: S610 - words are a parameter
            where=[f"words @@ {_QUERY}"], params=_values(words)
        )
        newest = of_type.order_by("-changed_at", "-record").values("pk")[:_SAMPLE]
        if matching.filter(pk__in=newest).count() >= _FREQUENT_IN_SAMPLE:
            return matching.values("pk")
        with _by_words():
            few = list(matching.values_list("pk", flat=True)[: _MOST_LISTED + 1])
        return few if len(few) <= _MOST_LISTED else matching.values("pk")

    def counts(self, words: str) -> dict[str, int]:
        """Return how many records of each type match, each at most one above MOST_COUNTED."""
        types = [code.value for code in vocabularies.RecordType]
        counting = " UNION ALL ".join([_COUNT] * len(types))
        values = [value for code in types for value in (code, code, *_values(words))]
        with _by_words():
            return dict(_execute(counting, values))

    def ranked(self, words: str, counts: dict[str, int]) -> list[tuple[float, int]]:
        """Return (score, key) of what matches, the best first: at most the newest MOST_RANKED.

        ``counts`` are those of the types that are asked for.
        """
        rare = [code for code, count in counts.items() if 0 < count <= MOST_COUNTED]
        frequent = [code for code, count in counts.items() if count > MOST_COUNTED]
        found: list[tuple[datetime, int, float]] = []
        if rare:
            found += _execute(_RANK_RARE, [rare, *_values(words), *_values(words)])
        if frequent:
            found += _execute(_RANK_FREQUENT, [*_values(words), frequent, *_values(words)])
        newest = sorted(found, reverse=True)[:MOST_RANKED]
        return sorted(((score, key) for _, key, score in newest), reverse=True)

    def marked(self, words: str, keys: Sequence[int], instead: Mapping[int, str]) -> dict[int, str]:
        """Return {key: excerpt} with MARKS around what matches, in whichever language it does.

        ``instead`` are the texts of which excerpts may be shown of records whose own may not; there
        the excerpt is empty where neither that nor the heading matches.
        """
        texts = [_HEADLINE_CHARACTERS, _MARKING] * 2
        given = [list(instead), list(instead.values()), list(keys)]
        rows = _execute(_MARK, [*texts, _MARKING, _MARKING, *given, *_values(words)])
        excerpts = {key: _most_marked(headlines) for key, *headlines in rows}
        return {
            key: excerpt if key not in instead or _marks(excerpt) else ""
            for key, excerpt in excerpts.items()
        }


class SearchEntry(models.Model):
    """What is searched of one public record; what is not public has none."""

    record = models.OneToOneField(
        base.Identity, on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    type = base.code_field(vocabularies.RecordType)
    heading = models.TextField()
    text = models.TextField()
    words = SearchVectorField(help_text="Stems of both languages, accents folded")
    changed_at = models.DateTimeField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "search entries"
        indexes = [
            GinIndex(fields=["words"], name="search_entry_words"),
            models.Index(fields=["type", "-changed_at", "-record"], name="search_entry_newest"),
        ]
        constraints = [base.codes_check("search_entry_type_is_known", type=vocabularies.RecordType)]

    def __str__(self) -> str:
        return self.heading


def _values(words: str) -> list[str]:
    """Return the values of _QUERY: for plain -cion the unfolded Spanish needs its accent back."""
    return [words, words, _PLAIN_ION.sub("ión", words)]


@contextmanager
def _by_words() -> Iterator[None]:
    """Have matches looked up by their words, however many the planner expects to come by."""
    with transaction.atomic():
        others = ("enable_seqscan", "enable_indexscan", "enable_indexonlyscan")
        setting = ", ".join(f"set_config('{name}', 'off', true)" for name in others)
        _execute(f"SELECT {setting}", [])
        yield


def _execute(statement: str, values: Iterable[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return list(cursor.fetchall()) if cursor.description else []


def _most_marked(headlines: Sequence[str]) -> str:
    """Return the headline with most marks, one of the text unless only the heading has any."""
    in_text, in_heading = (max(pair, key=_marks) for pair in (headlines[:2], headlines[2:]))
    return in_text if in_text and (_marks(in_text) or not _marks(in_heading)) else in_heading


def _marks(headline: str) -> int:
    return headline.count(MARKS[0])
