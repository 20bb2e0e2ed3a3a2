"""The history of a record: its versions, and two of them side by side."""

from typing import Any, Final

import orjson

from tracker import serializers
from tracker.site import bodies, instants, pages
from tracker.site.past import comparing, versions
from tracker.timelines import lookups

_SIZE: Final = 25
_NEVER: Final = 2_000_000_000
"""A number that no version has."""


class HistoryPage(pages.Page):
    """The instants at which a record changed, and what changed between two of them."""

    template_name = "tracker/site/history.html"
    record_type = ""
    json_parameters = ()

    def frame(self) -> dict[str, Any]:
        frame = super().frame()
        return {**frame, "json": frame["json"].replace("/history?", "/revisions?")}

    def context(self, **named: Any) -> dict[str, Any]:
        slug = named["slug"]
        rows = versions.of_record(self.record_type, slug)
        if self.known_at:
            rows = rows.filter(published_at__lte=self.known_at)
        newest = rows.order_by("-version").first()
        if newest is None:
            raise lookups.NeverPublicError
        page = versions.listed(
            rows.filter(version__lt=self._before()).order_by("-version")[: _SIZE + 1]
        )
        return {
            "record_type": self.record_type,
            "name": slug if newest.is_withdrawal else bodies.heading(orjson.loads(newest.body)),
            "url": serializers.address(self.record_type, slug),
            "versions": page[:_SIZE],
            "total": newest.version,
            "next": page[_SIZE - 1].number if len(page) > _SIZE else None,
            **self._compared(slug),
        }

    def _before(self) -> int:
        given = self.request.GET.get("before", "")
        return int(given) if given.isdecimal() and len(given) < len(str(_NEVER)) else _NEVER

    def _compared(self, slug: str) -> dict[str, Any]:
        given = {name: self.request.GET.get(name, "") for name in ("from", "to")}
        if not all(given.values()):
            return {}
        former, latter = sorted(instants.instant(text) for text in given.values())
        before, after = (versions.body_at(self.record_type, slug, at) for at in (former, latter))
        shown = [str(serializers.show_moment(at)) for at in (former, latter)]
        return {
            "former": {"moment": shown[0], "body": before},
            "latter": {"moment": shown[1], "body": after},
            "rows": comparing.rows(before, after),
        }
