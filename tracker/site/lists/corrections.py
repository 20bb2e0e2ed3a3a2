"""What was corrected, dismissed or withdrawn after it was published, and why."""

from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tracker import models, serializers
from tracker.site import pages
from tracker.site.past import fields

_SIZE: Final = 30
_COLUMNS: Final = (
    *("event_type", "published_at", "reason", "changed", "body", "is_withdrawal", "record__type"),
)


@dataclass(frozen=True)
class Correction:
    """One correction: of which record, what kind of, which fields in words, why."""

    sequence: int
    event_type: str
    published_at: str
    reason: str
    fields: list[str]
    url: str
    title: str
    record_type: str


class Corrections(pages.Page):
    """The latest corrections, of a ``type`` or of all; after the one that ``before`` names."""

    template_name = "tracker/site/corrections.html"
    json_parameters = ("type",)

    def context(self, **_named: Any) -> dict[str, Any]:
        rows = models.Revision.objects.corrections().select_related("record")
        rows = rows.only(*_COLUMNS, "record__slug").order_by("-sequence")
        types = self._types()
        if types:
            rows = rows.filter(type__in=types)
        before = self.request.GET.get("before", "")
        if before:
            if not before.isascii() or not before.isdigit() or len(before) > 18:  # noqa: PLR2004
                raise pages.PageError(400, _("There is no such page"))
            rows = rows.filter(sequence__lt=int(before))
        if self.known_at is not None:
            rows = rows.filter(published_at__lte=self.known_at)
        found = [_correction(row) for row in rows[: _SIZE + 1]]
        more = found[_SIZE - 1].sequence if len(found) > _SIZE else None
        asked = urlencode([("type", code) for code in types])
        return {"corrections": found[:_SIZE], "types": types, "asked": asked, "more": more}

    def _types(self) -> list[str]:
        """Return of which types of record corrections are asked for; none of all."""
        types = list(filter(None, self.request.GET.getlist("type")))
        if not set(types) <= models.RECORDS.keys():
            raise pages.PageError(400, _("This cannot be asked"), ", ".join(models.RECORDS))
        return types


def _correction(row: models.Revision) -> Correction:
    body = orjson.loads(bytes(row.body))
    return Correction(
        row.sequence,
        row.event_type,
        str(serializers.show_moment(row.published_at)),
        row.reason or body.get("review_reason") or "",
        [] if row.is_withdrawal else [fields.label(n) for n in row.changed if fields.is_shown(n)],
        serializers.address(row.record.type, row.record.slug),
        _title(body),
        row.record.type,
    )


def _title(body: dict[str, Any]) -> str:
    """Return what a record is called; of a withdrawn one, what is left of it."""
    named = (body.get(name) for name in ("short_title", "title", "name", "text"))
    about = body.get("record") or {}
    return str(next(filter(None, named), about.get("title") or body["slug"]))
