"""What stands in a field of a body, in words: labels, dates, names, quotes, line by line."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from tracker import kinds, vocabularies
from tracker.site import dates, languages
from tracker.site.past import fields

_OTHER_NAMES: Final = {
    "tier": ("source_tier",),
    "weight": ("citation_weight",),
    "evidence_for": ("evidence",),
    "evidence_against": ("evidence",),
    "relation": ("relation_kind",),
    "action": ("action_kind",),
    "kind": ("criterion_kind",),
    "role": ("party_role",),
}
_INSTANTS: Final = ("_at", "_until")


def text(name: str, value: Any, record_type: str = "") -> str:
    """Return the value of a field in words; '' of what is not known."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return "\n".join(filter(None, (text(name, each, record_type) for each in value)))
    if isinstance(value, dict):
        return _of_parts(value, record_type)
    return _of_scalar(name, value, record_type)


def _of_scalar(name: str, value: Any, record_type: str) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    written = str(value)
    if name.endswith(_INSTANTS) and "T" in written:
        return dates.instant(written)
    if name == "date" or name.endswith(("_date", "_at")):
        return dates.day(written)
    if name == "kind" and written in kinds.EVENT_TYPES:
        return kinds.EVENT_TYPES[written].label[languages.current()]
    return _label(name, written, record_type)


def _label(name: str, code: str, record_type: str) -> str:
    """Return what a code is called; the text itself where it is none."""
    candidates = (f"{record_type}_{name}", *_OTHER_NAMES.get(name, ()), name)
    for vocabulary in candidates:
        known = vocabularies.ALL.get(vocabulary)
        if known is not None and code in {each.value for each in known}:
            return known(code).label[languages.current()]
    return code


def _of_parts(value: Mapping[str, Any], record_type: str) -> str:
    if "exact" in value and "document" in value:
        document = value["document"]
        told = filter(None, (document["outlet"], dates.day(document["published_at"])))
        return f"“{value['exact']}” — {', '.join(told)}"
    if "url" in value and "title" in value:
        return str(value["title"])
    if value.keys() <= languages.NAMES.keys():
        return str(value.get(languages.current()) or next(iter(value.values())))
    parts = (_part(key, inner, record_type) for key, inner in value.items())
    return " · ".join(filter(None, parts))


def _part(key: str, value: Any, record_type: str) -> str:
    if not fields.is_shown(key):
        return ""
    said = text(key, value, record_type).replace("\n", ", ")
    # What is keyed by words, as weights of terms are, has its meaning by them alone.
    is_number = isinstance(value, int | float)
    return (
        f"{fields.label(key)}: {said}" if said and (is_number or key in languages.NAMES) else said
    )
