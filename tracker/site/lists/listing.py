"""The list of a type of record: narrowed and sorted as the API's, as of an instant too, by page."""

import contextlib
from collections.abc import Collection, Mapping
from typing import Any, Final

import orjson

from tracker import filters
from tracker.site import pages
from tracker.site.follow import wishes
from tracker.site.lists import filtering, questions, sorting
from tracker.timelines import lookups

_SIZE: Final = 25
_DEVELOPMENT: Final = "development"
_FOLLOWED: Final[Mapping[str, Mapping[str, str]]] = {
    _DEVELOPMENT: {name: name for name in (*wishes.NAMES, wishes.KIND)},
    "commitment": {"topic": "topic", "holder": "party", "official": "official"},
    "agreement": {"topic": "topic", "party": "party"},
    "meeting": {"topic": "topic", "party": "party", "official": "official"},
    "event": {"topic": "topic", "party": "party"},
}
"""By what the filters of a list are called where developments are followed."""


class ListPage(pages.Page):
    """The public records of one type that an address asks for."""

    template_name = "tracker/site/list.html"
    record_type = ""

    @property
    def json_parameters(self) -> Collection[str]:  # type: ignore[override]
        """What the API's list takes; words cannot be asked of the past."""
        words = () if self.known_at else ("q",)
        return {*filters.PARAMETERS[self.record_type], "ordering", "known_at", *words}

    def context(self, **_named: Any) -> dict[str, Any]:
        query = self.request.GET
        question = questions.read(self.record_type, query, self.known_at)
        found = question.page(_SIZE)
        return {
            "record_type": self.record_type,
            "row": f"tracker/site/rows/{self.record_type}.html",
            "records": [orjson.loads(bytes(row[-1])) for row in found.rows],
            "fields": filtering.fields(self.record_type, query),
            "others": filtering.others(self.record_type, query),
            "q": question.words,
            "can_search": self.known_at is None,
            "orderings": sorting.labelled(question.orderings),
            "ordering": question.ordering,
            "is_narrowed": bool(question.asked or question.words),
            "next": question.query(query, found.next),
            "previous": question.query(query, found.previous),
            "follow": _followed(question),
        }


def _followed(question: questions.Question) -> dict[str, str] | None:
    """Return how what a list asks is followed; None where subscriptions cannot ask it."""
    names = _FOLLOWED.get(question.record_type)
    if names is None or question.known_at or question.words or question.asked.keys() - names:
        return None
    asked = {names[name]: values for name, values in question.asked.items()}
    if question.record_type != _DEVELOPMENT:
        asked[wishes.KIND] = [f"{question.record_type}.*"]
    with contextlib.suppress(pages.PageError, lookups.AbsentError):
        return wishes.of_search(asked).box
    return None
