"""The list of a type of record: narrowed by the filters of the API, newest change first."""

from typing import Any, ClassVar, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker import filters, models, serializers
from tracker.site import pages, records

_SIZE: Final = 25


class ListPage(pages.Page):
    """The public records of one type that an address asks for."""

    template_name = "tracker/site/list.html"
    record_type: ClassVar[str]

    def context(self, **_named: Any) -> dict[str, Any]:
        rows = models.records_of(self.record_type).public()
        found = rows.filter(asked(self.record_type, self.request.GET))
        return {
            "record_type": self.record_type,
            "row": f"tracker/site/rows/{self.record_type}.html",
            "records": records.bodies(found.order_by("-changed_at", "-pk")[:_SIZE]),
        }


def asked(record_type: str, query: QueryDict) -> Any:
    """Return the condition of what an address asks of a list; fields left empty ask nothing."""
    known = filters.PARAMETERS[record_type]
    given = {name: list(filter(None, query.getlist(name))) for name in query if name in known}
    try:
        return filters.condition(record_type, {name: v for name, v in given.items() if v})
    except filters.UnknownValue as error:
        raise pages.PageError(400, _("This cannot be asked"), str(error)) from error


def page_of(record_type: str) -> type[ListPage]:
    """Return the view of the list of a type of record."""
    name = f"{record_type.capitalize()}List"
    return type(name, (ListPage,), {"record_type": record_type, "__doc__": ListPage.__doc__})


PAGES: Final = {record_type: page_of(record_type) for record_type in serializers.PLURALS}
"""The view of the list of each type of record."""
