"""The list of a type of record: narrowed by the filters of the API, newest change first."""

import contextlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker import filters, models, serializers
from tracker.site import pages, records

_SIZE: Final = 25


class ListPage(pages.Page):
    """The public records of one type that an address asks for, now or at an instant."""

    template_name = "tracker/site/list.html"
    record_type: ClassVar[str]

    def context(self, **_named: Any) -> dict[str, Any]:
        return {
            "record_type": self.record_type,
            "row": f"tracker/site/rows/{self.record_type}.html",
            "records": records.bodies(self._found()),
        }

    def _found(self) -> QuerySet[Any, Any]:
        query = self.request.GET
        if self.known_at is None:
            rows = models.records_of(self.record_type).public()
            now = rows.filter(asked(self.record_type, query))
            return now.order_by("-changed_at", "-pk")[:_SIZE]
        of_type = models.Revision.objects.filter(type=self.record_type).known_at(self.known_at)
        then = of_type.filter(_asked_then(self.record_type, query, self.known_at))
        return then.order_by("-changed_at", "-record")[:_SIZE]


def asked(record_type: str, query: QueryDict) -> Any:
    """Return the condition of what an address asks of a list; fields left empty ask nothing."""
    with _refusals():
        return filters.condition(record_type, _given(record_type, query))


def _asked_then(record_type: str, query: QueryDict, known_at: datetime) -> Any:
    context = filters.LedgerContext(filters.family_at(known_at))
    with _refusals():
        return filters.ledger_condition(record_type, _given(record_type, query), context)


def _given(record_type: str, query: QueryDict) -> dict[str, list[str]]:
    known = filters.PARAMETERS[record_type]
    given = {name: list(filter(None, query.getlist(name))) for name in query if name in known}
    return {name: values for name, values in given.items() if values}


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    """Say in words what cannot be asked of a list."""
    try:
        yield
    except filters.UnknownValue as error:
        raise pages.PageError(400, _("This cannot be asked"), str(error)) from error


def page_of(record_type: str) -> type[ListPage]:
    """Return the view of the list of a type of record."""
    name = f"{record_type.capitalize()}List"
    return type(name, (ListPage,), {"record_type": record_type, "__doc__": ListPage.__doc__})


PAGES: Final = {record_type: page_of(record_type) for record_type in serializers.PLURALS}
"""The view of the list of each type of record."""
