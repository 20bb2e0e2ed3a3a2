"""What changed from one version of a document's text to another."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, serializers, vocabularies
from tracker.api import conditional, documents, doors, parameters, records, version_shapes
from tracker.text import differences

CONTEXT = 200
_LARGEST = 999_999_999


class SnapshotDifference(doors.Door):
    """The difference between two versions of a document's text."""

    lookup_field = "number"

    def known_parameters(self) -> frozenset[str]:
        """Return the parameters of a difference."""
        return frozenset({"against"})

    @extend_schema(
        operation_id="documents_snapshots_diff_retrieve",
        responses=version_shapes.DifferenceSerializer,
        parameters=[
            OpenApiParameter(
                "against",
                {"type": "integer", "minimum": 1, "maximum": _LARGEST},
                description="The version to compare with; without it the one before",
            )
        ],
    )
    def get(self, request: Request, slug: str, number: int) -> Response:
        """Return the changes by sentence and word.

        The whole text where the source's text is public, else what changed with 200 characters
        around it, and the quotes.
        """
        before = max(1, number - 1)
        against = parameters.number(request.query_params, "against", before, 1, _LARGEST)
        found = records.find("document", slug, f"/snapshots/{number}/diff")
        former, latter = _versions(found.key, against, number)
        content = _compared(slug, former, latter)
        etag = conditional.list_etag(request, conditional.ledger_head())
        return conditional.answer(request, etag, lambda: Response(content))


def _versions(document: int, former: int, latter: int) -> tuple[models.Snapshot, models.Snapshot]:
    rows = models.Snapshot.objects.filter(document=document, number__in=[former, latter])
    by_number = {row.number: row for row in rows.select_related("document__source")}
    if latter not in by_number:
        raise records.not_found()
    if former not in by_number:
        detail = f"There is no version {former}."
        raise parameters.invalid([("against", detail)], "does_not_exist")
    return by_number[former], by_number[latter]


def _compared(slug: str, former: models.Snapshot, latter: models.Snapshot) -> dict[str, Any]:
    document = latter.document
    is_whole = documents.is_text_public(document)
    language = document.language[:2]
    found = differences.compare(former.text, latter.text, language)
    changes = [
        _change(difference, former.text, latter.text, is_whole=is_whole)
        for difference in found
        if is_whole or difference.change != "equal"
    ]
    return {
        "from": _version(slug, former),
        "to": _version(slug, latter),
        "is_whole": is_whole,
        "changes": changes,
        "quotes": [
            {**quote, "snapshot": quoted.number, "is_kept": quote["exact"] in latter.text}
            for quoted in dict.fromkeys((former, latter))
            for quote in documents.quotes(quoted)
        ],
    }


def _version(slug: str, snapshot: models.Snapshot) -> dict[str, Any]:
    home = serializers.address("document", slug)
    return {
        "number": snapshot.number,
        "url": f"{home}/snapshots/{snapshot.number}",
        "fetched_at": serializers.show_moment(snapshot.fetched_at),
        "drift": str(vocabularies.Drift(snapshot.drift)),
    }


def _change(
    difference: differences.Difference, before: str, after: str, *, is_whole: bool
) -> dict[str, Any]:
    (first, last), (start, end) = difference.before, difference.after
    around = 0 if is_whole else CONTEXT
    return {
        "change": difference.change,
        "before": before[first:last],
        "after": after[start:end],
        "words": [{"change": words.change, "text": words.text} for words in difference.words],
        "prefix": after[max(0, start - around) : start],
        "suffix": after[end : end + around],
        "start": start,
        "end": end,
    }
