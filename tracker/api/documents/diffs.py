"""What changed from one version of a document's text to another."""

from collections.abc import Collection
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, serializers, vocabularies
from tracker.api.documents import diff_serializers
from tracker.api.http import base, conditional, parameters
from tracker.api.records import lookup
from tracker.serializers import quotes
from tracker.text import differences, excerpts

AGAINST = parameters.integer(
    "against",
    "The version to compare with; without it the one before",
    least=1,
    most=999_999_999,
)


class SnapshotDifference(base.View):
    """The difference between two versions of a document's text."""

    lookup_field = "number"

    query_parameters = (AGAINST,)

    @extend_schema(
        operation_id="documents_snapshots_diff_retrieve",
        responses=diff_serializers.DifferenceSerializer,
    )
    def get(self, request: Request, slug: str, number: int) -> Response:
        """Return the changes by sentence and word, and the quotes.

        The whole text where the source's text is public. Else the changed sentences, up to ten
        with up to 1,500 characters and a tenth of the text in all versions together; the rest is
        counted and `is_cut`.
        """
        against = AGAINST.of(request.query_params) or max(1, number - 1)
        found = lookup.find("document", slug, f"/snapshots/{number}/diff")
        _refuse_unknown(found.key, against, number)
        # Versions that were stored before these were compared are compared later.
        compared = models.Comparison.objects.of(found.key).count()
        etag = conditional.list_etag(request, (conditional.ledger_head(), compared))
        return conditional.answer(
            request, etag, lambda: Response(_compared(slug, found.key, against, number))
        )


def _refuse_unknown(document: int, former: int, latter: int) -> None:
    rows = models.Snapshot.objects.filter(document=document, number__in=[former, latter])
    numbers = set(rows.values_list("number", flat=True))
    if latter not in numbers:
        raise lookup.not_found()
    if former not in numbers:
        detail = f"There is no version {former}."
        raise parameters.invalid([("against", detail)], "does_not_exist")


def _compared(slug: str, document: int, against: int, number: int) -> dict[str, Any]:
    rows = models.Snapshot.objects.filter(document=document, number__in=[against, number])
    by_number = {row.number: row for row in rows.select_related("document__source")}
    former, latter = by_number[against], by_number[number]
    found = models.compared(former, latter)
    is_whole = latter.document.is_text_public
    shown = None if is_whole else models.Comparison.objects.of(document).shown().digests
    changes = [
        _change(difference, former.text, latter.text, shown)
        for difference in (found.differences if is_whole else found.changes)
    ]
    return {
        "from": _version(slug, former),
        "to": _version(slug, latter),
        "is_whole": is_whole,
        "is_cut": found.is_cut or any(change["is_cut"] for change in changes),
        "changes": changes,
        "quotes": [
            {**quote, "snapshot": quoted.number, "is_kept": quote["exact"] in latter.text}
            for quoted in dict.fromkeys((former, latter))
            for quote in quotes.quotes(quoted)
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
    difference: differences.Difference, before: str, after: str, shown: Collection[str] | None
) -> dict[str, Any]:
    """Return a change: all of it where ``shown`` is None, or else no other sentences."""
    whole = (difference.before, difference.after)
    seen = whole if shown is None else excerpts.visible(difference, before, after, shown)
    is_cut = seen != whole
    start, end = difference.after
    return {
        "change": difference.change,
        "before": before[slice(*seen[0])],
        "after": after[slice(*seen[1])],
        "words": []
        if is_cut
        else [{"change": words.change, "text": words.text} for words in difference.words],
        "is_cut": is_cut,
        "start": start,
        "end": end,
    }
