"""What somebody wishes to follow: a record, or what filters find, as an address of pages asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker import filters, kinds, serializers, vocabularies
from tracker.site import bodies, languages, pages
from tracker.timelines import lookups

RECORD: Final = "record"
KIND: Final = "kind"
EVENT_TYPES: Final = ("agreement.*", "commitment.*", "event.*", "meeting.*", "source.*")
"""Every kind of development; corrections of what was told follow by themselves."""
NAMES: Final = {
    "topic": gettext_lazy("Topic"),
    "party": gettext_lazy("Government or organisation"),
    "official": gettext_lazy("Person"),
    "speaker": gettext_lazy("Who speaks"),
    "commitment": gettext_lazy("Commitment"),
    "source": gettext_lazy("Source"),
    "country": gettext_lazy("Country"),
    "record_type": gettext_lazy("Type of record"),
    "review_state": gettext_lazy("Who has checked a development"),
    "tier": gettext_lazy("Kind of source"),
    "min_confidence": gettext_lazy("How sure a machine is at least"),
}
"""What developments may be narrowed by, and what that is called."""
_OF_RECORDS: Final = {
    "topic": "topic",
    "party": "party",
    "official": "official",
    "speaker": "official",
    "commitment": "commitment",
    "source": "source",
}
_IN_CALENDARS: Final = frozenset({"topic", "party", "official", "country"})
_BY_ITS_OWN: Final = {each: each for each in ("topic", "party", "official", "source")}
_LONGEST_TITLE: Final = 200


@dataclass(frozen=True)
class Wish:
    """What is to be followed: in words, as columns of a subscription, as an address of pages."""

    title: str
    conditions: list[tuple[str, str]]
    event_types: list[str]
    filters: dict[str, list[str]]
    query: dict[str, list[str]]
    calendar_query: dict[str, list[str]]

    @property
    def columns(self) -> dict[str, Any]:
        """What a saved search or an endpoint asks for."""
        return {"event_types": self.event_types, "filters": self.filters}

    @property
    def box(self) -> dict[str, str]:
        """The addresses by which it is followed, as ``follow_box.html`` shows them."""
        codes = _codes(self.query.get(KIND, []))
        feed = {**self.filters, **({KIND: codes} if codes else {})}
        tail = f"?{urlencode(feed, doseq=True)}" if feed else ""
        calendar = urlencode(self.calendar_query, doseq=True)
        return {
            "title": self.title,
            "address": f"/follow?{urlencode(self.query, doseq=True)}",
            "atom": f"/v1/developments.atom{tail}",
            "json_feed": f"/v1/developments.json{tail}",
            "calendar": f"/v1/calendar.ics?{calendar}" if calendar else "",
        }


def read(query: QueryDict) -> Wish:
    """Return what an address of ``/follow`` asks for.

    Raises pages.PageError, and of a record what ``lookups.find`` does.
    """
    given = {name: list(filter(None, query.getlist(name))) for name in query}
    given = {name: values for name, values in given.items() if values}
    if RECORD in given and "/" in given[RECORD][0]:
        return of_address(given[RECORD][0])
    return _of_filters(given)


def of_address(address: str) -> Wish:
    """Return the wish to follow the record at ``commitments/slug``; raises as ``read`` does."""
    plural, _slash, slug = address.strip("/").partition("/")
    record_type = next((t for t, each in serializers.PLURALS.items() if each == plural), "")
    if not record_type:
        raise pages.not_found()
    return of_record(orjson.loads(lookups.find(record_type, slug).body))


def of_record(body: Mapping[str, Any]) -> Wish:
    """Return the wish to follow a record; of a development, the record that it is about."""
    if body["type"] == "development":
        about = body["record"]
        return _of(about["type"], about["slug"], str(about["title"]))
    return _of(body["type"], body["slug"], bodies.heading(body))


def of_search(query: Mapping[str, list[str]]) -> Wish:
    """Return the wish to follow what these filters find of developments; raises PageError."""
    return _of_filters(dict(query))


def _of(record_type: str, slug: str, title: str) -> Wish:
    own = _BY_ITS_OWN.get(record_type)
    asked = {own: [slug]} if own else {"record": [slug], "record_type": [record_type]}
    calendar = asked if own in _IN_CALENDARS else {}
    if record_type in {"commitment", "agreement", "meeting"}:
        calendar = {"record": [slug]}
    return Wish(
        title=title[:_LONGEST_TITLE],
        conditions=[(vocabularies.RecordType(record_type).label[languages.current()], title)],
        event_types=list(EVENT_TYPES),
        filters=asked,
        query={RECORD: [f"{serializers.PLURALS[record_type]}/{slug}"]},
        calendar_query=calendar,
    )


def _of_filters(given: dict[str, list[str]]) -> Wish:
    wanted = {name: values for name, values in given.items() if name in NAMES}
    if unknown := given.keys() - wanted.keys() - {KIND}:
        raise pages.PageError(
            400,
            _("This cannot be followed"),
            _(
                "Words that are searched for, and %(names)s, cannot be followed. Follow a record, a"
                " topic or a government instead."
            )
            % {"names": ", ".join(sorted(unknown))},
        )
    event_types = given.get(KIND) or list(EVENT_TYPES)
    try:
        filters.check_event_types(event_types)
        filters.check_filters(wanted)
    except filters.InvalidSubscription as error:
        raise pages.PageError(400, _("This cannot be followed"), str(error)) from error
    shown = [
        (str(NAMES[name]), ", ".join(_named(name, value) for value in values))
        for name, values in wanted.items()
    ]
    if KIND in given:
        shown.append((_("Only"), ", ".join(_kinds_named(each) for each in event_types)))
    title = " · ".join(words for _name, words in shown) or _("Everything")
    return Wish(
        title=title[:_LONGEST_TITLE],
        conditions=shown,
        event_types=event_types,
        filters=wanted,
        query={**wanted, **({KIND: event_types} if KIND in given else {})},
        calendar_query={name: wanted[name] for name in wanted if name in _IN_CALENDARS},
    )


def _codes(patterns: list[str]) -> list[str]:
    return [code for code in kinds.KINDS if any(kinds.matches(p, code) for p in patterns)]


def _kinds_named(pattern: str) -> str:
    """Return what the event types that fit a pattern are called."""
    beginning = pattern.removesuffix(".*")
    if pattern in kinds.EVENT_TYPES:
        return kinds.EVENT_TYPES[pattern].label[languages.current()]
    if beginning in set(vocabularies.RecordType):
        return vocabularies.RecordType(beginning).label[languages.current()]
    return _("Everything")


def _named(name: str, value: str) -> str:
    """Return a value of a filter in words: what the record is called, or the code's label."""
    if name in _OF_RECORDS:
        return bodies.heading(orjson.loads(lookups.find(_OF_RECORDS[name], value).body))
    vocabulary = filters.PARAMETERS["development"][name].vocabulary
    return vocabulary(value).label[languages.current()] if vocabulary else value
