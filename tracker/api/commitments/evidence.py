"""What speaks for a commitment and against it, and how far was searched for that."""

from typing import Any

import orjson
from django.db.models import Count, Max, Min, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import evidence, models, serializers
from tracker.api.commitments import evidence_serializers
from tracker.api.http import base, conditional, pagination, parameters
from tracker.api.records import lookup, timelines
from tracker.detectors import base as detected
from tracker.detectors import index

DIRECTION = parameters.one_of(
    "direction",
    "Only what was confirmed for the commitment or against it, or is only reported",
    evidence.DIRECTIONS,
)


class EvidencePagination(timelines.TimelinePagination):
    """Pages of evidence by day, the oldest first; what has no date begins."""

    orderings = ("date", "-date")
    is_countable = False


class Evidence(base.View):
    """The evidence on one commitment."""

    lookup_field = "slug"
    pagination_class = EvidencePagination
    query_parameters = (DIRECTION,)

    @extend_schema(
        operation_id="commitments_evidence_retrieve",
        responses=evidence_serializers.EvidenceSerializer,
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return evidence for and against with its quotes, and always what was searched for it."""
        asked = DIRECTION.of(request.query_params)
        pages = EvidencePagination()
        pages.read(request)
        found = lookup.find("commitment", slug, "/evidence")
        body = orjson.loads(found.body)
        counts = evidence.counts(found.key)
        page = pages.taken(evidence.rows(found.key, asked), {})
        searched = {**_searched(found.key), "terms": _terms(body)}
        content = {
            "commitment": {
                "type": "commitment",
                "slug": slug,
                "title": body["short_title"],
                "url": body["url"],
            },
            **evidence.shown(page, slug),
            **pages.addresses(),
            "counts": counts,
            "found_nothing": not counts["for"]["count"] and not counts["against"]["count"],
            "searched": searched,
            "sentence": evidence.sentence(counts, searched),
        }
        # What was read since is in no record, so that the ledger's head does not tell.
        etag = conditional.digest_etag(orjson.dumps(content))
        return conditional.answer(request, etag, lambda: _linked(pages, Response(content)))


def _linked(pages: pagination.KeysetPagination, response: Response) -> Response:
    pages.link(response)
    return response


def _searched(key: int) -> dict[str, Any]:
    """Return which documents were read for a commitment: those read since it was on record."""
    revisions = models.Revision.objects.filter(record=key).order_by("sequence")
    since = revisions.values_list("published_at", flat=True).first()
    read = models.Snapshot.objects.filter(flagged_at__gte=since, document__is_public=True)
    of_source: dict[int, list[Any]] = {}
    # A document has one source and one language.
    for row in read.values("document__source", "document__language").annotate(
        documents=Count("document", distinct=True),
        since=Min("flagged_at"),
        until=Max("flagged_at"),
    ):
        of_source.setdefault(row["document__source"], []).append(row)
    every = [row for rows in of_source.values() for row in rows]
    sources: QuerySet[models.Source] = models.Source.objects.public().filter(pk__in=of_source)
    shown = [
        {
            "source": serializers.reference(source),
            "documents": sum(row["documents"] for row in of_source[source.pk]),
            "from": serializers.show_moment(min(row["since"] for row in of_source[source.pk])),
            "until": serializers.show_moment(max(row["until"] for row in of_source[source.pk])),
        }
        for source in sources.select_related("record").order_by("name", "pk")
    ]
    return {
        "sources": shown,
        "documents": sum(row["documents"] for row in every),
        "until": serializers.show_moment(max((row["until"] for row in every), default=None)),
        "languages": sorted({row["document__language"] for row in every}),
    }


def _terms(body: dict[str, Any]) -> list[str]:
    """Return the key terms that texts were searched for on behalf of a commitment."""
    watch = body["watch"] or {}
    officials = [speaker["official"] for speaker in body["made_by"] if speaker["official"]]
    translated = {
        code: words["text"] for code, words in body["translations"].items() if words.get("text")
    }
    commitment = detected.Commitment(
        slug=body["slug"],
        texts={body["language"]: body["text"], **translated},
        form=body["form"],
        holders=tuple(party["slug"] for party in body["holders"]),
        counterparts=tuple(party["slug"] for party in body["towards"]),
        officials=tuple(official["slug"] for official in officials),
        terms=watch.get("terms", {}),
        language_terms=watch.get("language_terms", {}),
    )
    people = {each["slug"]: detected.Official(each["slug"], each["title"]) for each in officials}
    parties = {each["slug"]: _party(each) for each in (*body["holders"], *body["towards"])}
    return sorted({entry.term for entry in index.key_terms(commitment, people, parties)})


def _party(shown: dict[str, Any]) -> detected.Party:
    return detected.Party(shown["slug"], (shown["title"],), shown["code"])
