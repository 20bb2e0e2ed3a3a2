"""The search of people: across all records, the best first, with what matched in its context."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tracker import filters, models, searching, serializers
from tracker.filters import words
from tracker.site import pages

_SIZE: Final = 25
_MOST_PAGES: Final = models.MOST_RANKED // _SIZE
_FIRST: Final = 5
_COMMITMENT: Final = "commitment"
_ORDER: Final = list(serializers.PLURALS)


@dataclass(frozen=True)
class Result:
    """A record that matches: what it is called, where its page is, and what matched."""

    record_type: str
    url: str
    title: str
    excerpt: SafeString


@dataclass(frozen=True)
class Facet:
    """How many records of a type match."""

    record_type: str
    count: int
    is_exact: bool


class Search(pages.Page):
    """What matches ``q``, of a ``type`` or of all."""

    template_name = "tracker/site/search.html"
    has_past = False
    json_parameters = ("q", "type")

    def frame(self) -> dict[str, Any]:
        found = super().frame()
        return found if self.request.GET.get("q") else {**found, "json": ""}

    def state(self) -> object:
        # A document's text may be read anew without a change in the ledger.
        return models.SearchEntry.objects.order_by("-changed_at").values_list("changed_at").first()

    def context(self, **_named: Any) -> dict[str, Any]:
        asked = self.request.GET.get("q", "").strip()
        wanted = self.request.GET.get("type", "")
        if not asked:
            return {"q": ""}
        try:
            asked = words.checked(asked)
        except filters.UnknownValue as error:
            raise pages.PageError(400, _("This cannot be searched for"), str(error)) from error
        entries = models.SearchEntry.objects
        counts = entries.counts(asked)
        ranked = entries.ranked(asked, {c: n for c, n in counts.items() if wanted in {"", c}})
        number = self._number()
        shown = ranked[(number - 1) * _SIZE : number * _SIZE]
        first = _first(asked, counts) if not wanted and number == 1 else []
        return {
            "first": [_result(each) for each in searching.found(asked, first)],
            "q": asked,
            "type": wanted,
            "facets": _facets(counts),
            "results": [_result(each) for each in searching.found(asked, shown)],
            "number": number,
            "following": number + 1 if len(ranked) > number * _SIZE else 0,
        }

    def _number(self) -> int:
        """Return which page of what was ranked is asked for, from 1."""
        given = self.request.GET.get("page", "1")
        is_number = given.isascii() and given.isdigit() and len(given) <= len(str(_MOST_PAGES))
        if not is_number or not 1 <= int(given) <= _MOST_PAGES:
            raise pages.PageError(404, _("There is no such page"))
        return int(given)


def _first(asked: str, counts: dict[str, int]) -> list[tuple[float, int]]:
    """Return the commitments that match best: most people come for these."""
    count = counts.get(_COMMITMENT, 0)
    return models.SearchEntry.objects.ranked(asked, {_COMMITMENT: count})[:_FIRST] if count else []


def _facets(counts: dict[str, int]) -> list[Facet]:
    matching = [code for code in _ORDER if counts.get(code)]
    return [
        Facet(code, min(counts[code], models.MOST_COUNTED), counts[code] <= models.MOST_COUNTED)
        for code in sorted(matching, key=lambda code: -counts[code])
    ]


def _result(found: searching.Found) -> Result:
    entry = found.entry
    return Result(
        entry.type,
        serializers.address(entry.type, entry.record.slug),
        entry.heading,
        mark_safe(found.excerpt),  # noqa: S308 - escaped where it was made
    )
