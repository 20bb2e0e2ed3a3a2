"""What speaks for a commitment and against it, and how far was searched for that."""

from collections.abc import Container, Iterable, Iterator
from datetime import datetime
from typing import Any

import orjson
from django.db.models import Count, Max, Min, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, serializers, vocabularies
from tracker.api import conditional, doors, evidence_shapes, happenings, records
from tracker.detectors import base, index

_CONFIRMED = {vocabularies.ReviewState.CONFIRMED, vocabularies.ReviewState.CORRECTED}
_DATED = {"statement": "stated", "event": "start", "development": "occurred"}


class Evidence(doors.Door):
    """The evidence on one commitment."""

    lookup_field = "slug"

    @extend_schema(
        operation_id="commitments_evidence_retrieve", responses=evidence_shapes.EvidenceSerializer
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return evidence for and against with its quotes, and always what was searched for it."""
        found = records.find("commitment", slug, "/evidence")
        body = orjson.loads(found.body)
        bearing = _by_date(_bearing(found.key, slug))
        sides = {
            "for": [each for each in bearing if each["relation"] in models.EVIDENCE_FOR],
            "against": [each for each in bearing if each["relation"] in models.EVIDENCE_AGAINST],
        }
        reported = _by_date(_reported(found.key, {each["slug"] for each in bearing}))
        searched = {**_searched(found.key), "terms": _terms(body)}
        content = {
            "commitment": {
                "type": "commitment",
                "slug": slug,
                "title": body["short_title"],
                "url": body["url"],
            },
            **sides,
            "reported": reported,
            "found_nothing": not any(sides.values()),
            "searched": searched,
            "sentence": _sentence(
                len(sides["for"]), len(sides["against"]), len(reported), searched
            ),
        }
        # What was read since is in no record, so that the ledger's head does not tell.
        etag = conditional.digest_etag(orjson.dumps(content))
        return conditional.answer(request, etag, lambda: Response(content))


def _bearing(key: int, slug: str) -> Iterator[dict[str, Any]]:
    """Yield the words and deeds whose confirmed relations make the commitment's axes."""
    related = models.Relation.objects.confirmed().filter(commitment=key)
    for noun, column in ((models.Statement, "statement"), (models.Event, "event")):
        keys = related.filter(**{f"{column}__isnull": False}).values(column)
        rows = noun._default_manager.filter(pk__in=keys, is_public=True)
        for row in rows.select_related("record").order_by("pk"):
            body = orjson.loads(bytes(row.body))
            for relation in body["relations"]:
                is_confirmed = relation["review_state"] in _CONFIRMED
                if relation["commitment"]["slug"] == slug and is_confirmed:
                    yield _item(row, body, relation, relation["citations"] or body["citations"])


def _reported(key: int, said: Container[str]) -> Iterator[dict[str, Any]]:
    """Yield what developments alone say for and against, which no person has confirmed."""
    relations = models.EVIDENCE_FOR | models.EVIDENCE_AGAINST
    rows = models.Development.objects.public().filter(subject=key, relation__in=relations)
    for development in rows.select_related("record").order_by("pk"):
        if happenings.said_in(development.slug) not in said:
            body = orjson.loads(bytes(development.body))
            yield _item(development, body, body, body["citations"])


def _by_date(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(items, key=lambda each: each["date"] or "")


def _item(
    row: models.Noun, body: dict[str, Any], relation: dict[str, Any], quotes: list[Any]
) -> dict[str, Any]:
    column = _DATED[row.RECORD_TYPE.value]
    return {
        **serializers.reference(row),
        "relation": relation["relation"],
        "side": relation["side"],
        "review_state": relation["review_state"],
        "date": body[f"{column}_date"],
        "precision": body[f"{column}_precision"],
        "quotes": quotes,
    }


def _searched(key: int) -> dict[str, Any]:
    """Return which documents were read for a commitment: those read since it was on record."""
    revisions = models.Revision.objects.filter(record=key).order_by("sequence")
    since = revisions.values_list("published_at", flat=True).first()
    read = models.Snapshot.objects.filter(flagged_at__gte=since, document__is_public=True)
    by_source = read.values("document__source").annotate(
        documents=Count("document", distinct=True),
        since=Min("flagged_at"),
        until=Max("flagged_at"),
    )
    counted = {row["document__source"]: row for row in by_source}
    sources: QuerySet[models.Source] = models.Source.objects.public().filter(pk__in=counted)
    shown = [
        {
            "source": serializers.reference(source),
            "documents": counted[source.pk]["documents"],
            "from": serializers.show_moment(counted[source.pk]["since"]),
            "until": serializers.show_moment(counted[source.pk]["until"]),
        }
        for source in sources.select_related("record").order_by("name", "pk")
    ]
    until = max((row["until"] for row in counted.values()), default=None)
    languages = read.order_by("document__language").values_list("document__language", flat=True)
    return {
        "sources": shown,
        "documents": sum(row["documents"] for row in counted.values()),
        "until": serializers.show_moment(until),
        "languages": list(languages.distinct()),
    }


def _terms(body: dict[str, Any]) -> list[str]:
    """Return the key terms that texts were searched for on behalf of a commitment."""
    watch = body["watch"] or {}
    officials = [speaker["official"] for speaker in body["made_by"] if speaker["official"]]
    translated = {
        code: words["text"] for code, words in body["translations"].items() if words.get("text")
    }
    commitment = base.Commitment(
        slug=body["slug"],
        texts={body["language"]: body["text"], **translated},
        form=body["form"],
        holders=tuple(party["slug"] for party in body["holders"]),
        counterparts=tuple(party["slug"] for party in body["towards"]),
        officials=tuple(official["slug"] for official in officials),
        terms=watch.get("terms", {}),
        language_terms=watch.get("language_terms", {}),
    )
    people = {each["slug"]: base.Official(each["slug"], each["title"]) for each in officials}
    parties = {each["slug"]: _party(each) for each in (*body["holders"], *body["towards"])}
    return sorted({entry.term for entry in index.key_terms(commitment, people, parties)})


def _party(shown: dict[str, Any]) -> base.Party:
    return base.Party(shown["slug"], (shown["title"],), shown["code"])


def _sentence(for_it: int, against: int, reported: int, searched: dict[str, Any]) -> dict[str, str]:
    if searched["until"] is None:
        return {
            "en": "No document has been read for this commitment yet.",
            "es": "Todavía no se ha leído ningún documento para este compromiso.",
        }
    documents, sources = searched["documents"], len(searched["sources"])
    day = datetime.fromisoformat(searched["until"]).strftime("%Y-%m-%d %H:%M UTC")
    en = f"{documents} document{'s' * (documents != 1)} of {sources} source{'s' * (sources != 1)}"
    es = f"{documents} documento{'s' * (documents != 1)} de {sources} fuente{'s' * (sources != 1)}"
    waiting = {
        "en": f"; {reported} not confirmed" if reported else "",
        "es": f"; {reported} sin confirmar" if reported else "",
    }
    if not for_it and not against:
        return {
            "en": f"No evidence found in {en} read until {day}{waiting['en']}.",
            "es": f"No se halló evidencia en {es}, leídos hasta {day}{waiting['es']}.",
        }
    return {
        "en": f"{for_it} for and {against} against; {en} read until {day}{waiting['en']}.",
        "es": f"{for_it} a favor y {against} en contra; {es}, leídos hasta {day}{waiting['es']}.",
    }
