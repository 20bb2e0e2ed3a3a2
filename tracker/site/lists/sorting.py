"""What the orders of lists are called."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_NAMES: Final = {
    "changed_at": gettext_lazy("changed here"),
    "stated_date": gettext_lazy("said"),
    "due_date": gettext_lazy("due"),
    "occurred_date": gettext_lazy("happened"),
    "detected_at": gettext_lazy("noticed"),
    "published_at": gettext_lazy("published"),
    "signed_date": gettext_lazy("signed"),
    "in_force_date": gettext_lazy("in force"),
    "expiry_date": gettext_lazy("expires"),
    "publication_due_date": gettext_lazy("text due"),
    "starts_at": gettext_lazy("begins"),
    "ends_at": gettext_lazy("ends"),
    "start_date": gettext_lazy("begins"),
    "end_date": gettext_lazy("ends"),
    "confidence": gettext_lazy("confidence"),
    "reviewed_at": gettext_lazy("checked"),
    "modified_at": gettext_lazy("changed by its outlet"),
    "first_seen_at": gettext_lazy("first seen"),
}


def labelled(orderings: Iterable[str]) -> list[tuple[str, str]]:
    """Return each order with what it is called."""
    return [(each, _name(each)) for each in orderings]


def _name(ordering: str) -> str:
    name = str(_NAMES[ordering.removeprefix("-")])
    is_descending = ordering.startswith("-")
    if ordering.endswith("confidence"):
        pattern = _("%(name)s, highest first") if is_descending else _("%(name)s, lowest first")
    else:
        pattern = _("%(name)s, latest first") if is_descending else _("%(name)s, earliest first")
    return pattern % {"name": name}
