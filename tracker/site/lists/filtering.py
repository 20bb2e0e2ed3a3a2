"""The form above a list: the filters that people need most, each with what it can be."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker import filters, kinds, models, vocabularies
from tracker.site import languages

_MOST_OPTIONS: Final = 100

Options = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Field:
    """A field of the form: its parameter, label and value, and what can be chosen."""

    name: str
    label: str | Promise
    value: str
    options: list[tuple[str, str]]


_LABELS: Final = {
    "holder": _("Who promised"),
    "party": _("Party"),
    "topic": _("Topic"),
    "form": _("What is promised"),
    "verdict": _("Verdict"),
    "schedule": _("Schedule"),
    "consistency": _("Said since"),
    "status": _("Status"),
    "binding": _("Binding"),
    "kind": _("Kind"),
    "review_state": _("Checked"),
    "tier": _("Sort of source"),
    "stance": _("Stance"),
}
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "commitment": ("holder", "topic", "form", "verdict", "schedule", "consistency"),
    "agreement": ("party", "topic", "status", "binding"),
    "meeting": ("party", "topic", "status"),
    "event": ("party", "topic", "kind"),
    "statement": ("party", "topic", "stance"),
    "development": ("kind", "topic", "review_state"),
    "party": ("kind",),
    "official": ("party",),
    "source": ("tier",),
    "document": ("tier",),
    "topic": (),
}
"""The filters that stand above the list of each type of record."""


def fields(record_type: str, query: QueryDict) -> list[Field]:
    """Return the fields of the form above a list, filled as the address asks."""
    return [
        Field(name, _LABELS[name], query.get(name, ""), list(_options(record_type, name)))
        for name in NAMES[record_type]
    ]


def others(record_type: str, query: QueryDict) -> list[tuple[str, str]]:
    """Return what the address asks besides the fields of the form, which keeps it."""
    known = filters.PARAMETERS[record_type].keys() - set(NAMES[record_type])
    return [(name, value) for name in query for value in query.getlist(name) if name in known]


def _options(record_type: str, name: str) -> Options:
    vocabulary = filters.PARAMETERS[record_type][name].vocabulary
    if vocabulary is not None:
        return _codes(vocabulary)
    return _OPTIONS[name]()


def _codes(vocabulary: type[vocabularies.Vocabulary]) -> Options:
    language = languages.current()
    return ((code.value, code.label[language]) for code in vocabulary)


def _kinds() -> Options:
    language = languages.current()
    return ((kind.code, kind.label[language]) for kind in kinds.KINDS.values() if kind.is_public)


def _holders() -> Options:
    held = models.Commitment.holders.through.objects.order_by().values("party")
    return _named(models.Party.objects.filter(pk__in=held))


def _parties() -> Options:
    states = vocabularies.PartyKind.STATE
    return _named(models.Party.objects.filter(kind=states))


def _topics() -> Options:
    return _named(models.Topic.objects.all())


def _named(rows: Any) -> Options:
    found = rows.public().order_by("name").values_list("identity__slug", "name")
    return iter(found[:_MOST_OPTIONS])


_OPTIONS: Final[Mapping[str, Callable[[], Options]]] = {
    "holder": _holders,
    "party": _parties,
    "topic": _topics,
    "kind": _kinds,
}
