"""The list of a type of record: narrowed and sorted as the API's, as of an instant too, by page."""

from collections.abc import Collection
from typing import Any, ClassVar, Final

import orjson

from tracker import filters, serializers
from tracker.site import pages
from tracker.site.lists import filtering, questions, sorting

_SIZE: Final = 25


class ListPage(pages.Page):
    """The public records of one type that an address asks for."""

    template_name = "tracker/site/list.html"
    record_type: ClassVar[str]

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
        }


def page_of(record_type: str) -> type[ListPage]:
    """Return the view of the list of a type of record."""
    name = f"{record_type.capitalize()}List"
    return type(name, (ListPage,), {"record_type": record_type, "__doc__": ListPage.__doc__})


PAGES: Final = {record_type: page_of(record_type) for record_type in serializers.PLURALS}
"""The view of the list of each type of record."""
