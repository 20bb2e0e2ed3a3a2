"""Which rows are evidence on a commitment, how many they are, and how they are shown."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import orjson
from django.db.models import QuerySet
from django.db.models.functions import Substr

from tracker import models, serializers, vocabularies
from tracker.timelines import current, entries

_RELATIONS: Final = {"for": models.EVIDENCE_FOR, "against": models.EVIDENCE_AGAINST}
REPORTED: Final = "reported"
DIRECTIONS: Final = (*_RELATIONS, REPORTED)
"""What was confirmed for a commitment and against it, and what is only reported on it."""
_HEADINGS: Final = {"statement": "text", "event": "title", "development": "title"}
_CONFIRMED: Final = {vocabularies.ReviewState.CONFIRMED, vocabularies.ReviewState.CORRECTED}


def rows(commitment: int, direction: str = "") -> dict[str, QuerySet[Any, Any]]:
    """Return the rows of each type that are evidence: confirmed words and deeds, and reports.

    A report of which a person made a statement is not there by itself. Without ``direction`` all
    are there.
    """
    related = models.Relation.objects.evidence_on(commitment)
    reported = models.Development.objects.evidence_on(commitment)
    reported = reported.exclude(pk__in=_told(commitment))
    if direction == REPORTED:
        return {"development": reported}
    if direction:
        related = related.filter(relation__in=_RELATIONS[direction])
    of_statements, of_events = (related.exclude(**{n: None}) for n in ("statement", "event"))
    confirmed: dict[str, QuerySet[Any, Any]] = {
        "statement": models.Statement.objects.filter(pk__in=of_statements.values("statement")),
        "event": models.Event.objects.filter(pk__in=of_events.values("event")),
    }
    return confirmed if direction else {**confirmed, "development": reported}


def counts(commitment: int, most: int = models.MOST_COUNTED) -> dict[str, dict[str, Any]]:
    """Return how many rows there are in each direction, counted up to ``most``."""
    return {direction: _count(rows(commitment, direction), most) for direction in DIRECTIONS}


def shown(page: Iterable[entries.Entry], slug: str) -> dict[str, list[dict[str, Any]]]:
    """Return the entries of a page by direction, each with its quotes, from stored bodies."""
    places = [(current.TYPES[index], key) for (_, index, key), _, _ in page]
    items = {
        (code, row.pk): item
        for code in _HEADINGS
        for row, item in _items(code, [key for named, key in places if named == code], slug)
    }
    of_page = [items[place] for place in places if place in items]
    return {
        direction: [item for item in of_page if _direction(item) == direction]
        for direction in DIRECTIONS
    }


def sentence(counts: Mapping[str, Any], searched: Mapping[str, Any]) -> dict[str, str]:
    """Return in words what was found in what, by language."""
    if searched["until"] is None:
        return {
            "en": "No document has been read for this commitment yet.",
            "es": "Todavía no se ha leído ningún documento para este compromiso.",
        }
    documents, sources = searched["documents"], len(searched["sources"])
    day = datetime.fromisoformat(searched["until"]).strftime("%Y-%m-%d %H:%M UTC")
    en = f"{documents} document{'s' * (documents != 1)} of {sources} source{'s' * (sources != 1)}"
    es = f"{documents} documento{'s' * (documents != 1)} de {sources} fuente{'s' * (sources != 1)}"
    en = f"{en} read until {day}"
    es = f"{es}, leídos hasta {day}"
    if counts[REPORTED]["count"]:
        en += f"; {_counted(counts[REPORTED], 'more than')} reported and not confirmed"
        es += f"; {_counted(counts[REPORTED], 'más de')} sin confirmar"
    if not counts["for"]["count"] and not counts["against"]["count"]:
        return {"en": f"No evidence found in {en}.", "es": f"No se halló evidencia en {es}."}
    for_it, against = (_counted(counts[each], "more than") for each in ("for", "against"))
    por, contra = (_counted(counts[each], "más de") for each in ("for", "against"))
    return {
        "en": f"{for_it} for and {against} against; {en}.",
        "es": f"{por} a favor y {contra} en contra; {es}.",
    }


def _direction(item: Mapping[str, Any]) -> str:
    if item["type"] == vocabularies.RecordType.DEVELOPMENT:
        return REPORTED
    return "for" if item["relation"] in models.EVIDENCE_FOR else "against"


def _told(commitment: int) -> QuerySet[Any, Any]:
    """Return the keys of the developments of which statements on a commitment were made."""
    said = models.Relation.objects.confirmed().filter(
        commitment=commitment,
        statement__is_public=True,
        statement__record__slug__startswith=models.SAID_IN,
    )
    slugs = said.values(told=Substr("statement__record__slug", len(models.SAID_IN) + 1))
    development = vocabularies.RecordType.DEVELOPMENT
    return models.Record.objects.filter(type=development, slug__in=slugs).values("pk")


def _count(found: Mapping[str, QuerySet[Any, Any]], most: int) -> dict[str, Any]:
    count = sum(each.order_by().values("pk")[: most + 1].count() for each in found.values())
    return {"count": min(count, most), "is_exact": count <= most}


def _items(code: str, keys: list[int], slug: str) -> Iterator[tuple[models.Noun, dict[str, Any]]]:
    if not keys:
        return
    found = models.records_of(code).public().filter(pk__in=keys).select_related("record")
    for row in found.only("body", "record", _HEADINGS[code]):
        body = orjson.loads(bytes(row.body))
        if code == "development":
            yield row, _item(row, body, body, body["citations"])
            continue
        for relation in body["relations"]:
            if relation["commitment"]["slug"] == slug and relation["review_state"] in _CONFIRMED:
                yield row, _item(row, body, relation, relation["citations"] or body["citations"])


def _item(
    row: models.Noun, body: dict[str, Any], relation: dict[str, Any], quotes: list[Any]
) -> dict[str, Any]:
    date, precision = current.DATES[row.RECORD_TYPE.value]
    return {
        **serializers.reference(row),
        "relation": relation["relation"],
        "side": relation["side"],
        "review_state": relation["review_state"],
        "date": body[date],
        "precision": body[precision],
        "quotes": quotes,
    }


def _counted(count: Mapping[str, Any], beyond: str) -> str:
    return str(count["count"]) if count["is_exact"] else f"{beyond} {count['count']}"
