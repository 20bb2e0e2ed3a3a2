"""The rows of a timeline, from its entries as the API shows them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from tracker.site import bodies, tags
from tracker.site.timeline_chart import Lane
from tracker.site.timelines import sorting
from tracker.site.timelines.rows import CALENDAR, ENTERED, Row

Body = dict[str, Any]

_CLOCK: Final = "clock"


def rows_of(found: Iterable[Body], own: Body) -> list[Row]:
    """Return the rows of entries on the timeline of the record whose body is ``own``.

    A verdict stands there once: as what was judged, not as the development that told of it.
    """
    entries = list(found)
    judged = {_slug(each["body"].get("development")) for each in entries if _is(each, "assessment")}
    kept = (each for each in entries if not _is_told(each, judged))
    return [_READ[each["type"]](each, own) for each in kept]


def _is(entry: Body, code: str) -> bool:
    return bool(entry["type"] == code)


def _is_told(entry: Body, judged: set[str]) -> bool:
    is_change = _is(entry, "development") and entry["body"]["kind"] == sorting.VERDICT_CHANGED
    return is_change and entry["body"]["slug"] in judged


def _statement(entry: Body, own: Body) -> Row:
    body = entry["body"]
    relation = sorting.relation_to(body, own["slug"])
    is_origin = _slug(own.get("origin_statement")) == body["slug"]
    who = _who(body["official"], body["attributed_as"], body["party"])
    kind = relation["relation"] if relation else ""
    what = _("First said") if is_origin else _relation(kind) or _("Statement")
    lane = Lane.FOR if is_origin else sorting.of_relation(kind)
    return Row(
        lane,
        entry["date"] or "",
        what,
        f"{who} {what.lower()}" if kind and not is_origin else who or what,
        url=body["url"],
        side=relation["side"] if relation else "",
        text="" if body["citations"] else body["text"],
        quote=_quote(relation, body),
        speaker=_speaker(body["official"], body["attributed_as"], body["party"]),
        record=_other(relation["commitment"] if relation else None, own),
        state=relation["review_state"] if relation else ENTERED,
        later=body.get("later", ""),
    )


def _event(entry: Body, own: Body) -> Row:
    body = entry["body"]
    relation = sorting.relation_to(body, own["slug"])
    said = (tags.label(body["kind"], "event_kind"), _relation(relation and relation["relation"]))
    return Row(
        Lane.DEED,
        entry["date"] or "",
        " · ".join(filter(None, said)) or _("Deed"),
        bodies.heading(body),
        url=body["url"],
        until=body["end_date"] or "",
        text=body["title"],
        quote=_quote(relation, body),
        record=_other(relation["commitment"] if relation else None, own),
        state=relation["review_state"] if relation else ENTERED,
        later=body.get("later", ""),
    )


def _development(entry: Body, own: Body) -> Row:
    body, said = entry["body"], entry.get("statement")
    relation = sorting.relation_to(said, own["slug"]) if said else None
    kind = relation["relation"] if relation else body["relation"]
    what = tags.kind_label(body["kind"])
    quote = next(iter(body["citations"]), None)
    speaker = (quote or {}).get("speaker") or body["speaker"]
    record = _other(body["record"], own)
    is_counted = body["detector"]["name"] == _CLOCK
    return Row(
        sorting.of_development(body["kind"], kind),
        entry["date"] or "",
        what,
        _development_label(body, kind, speaker, record),
        url=body["url"],
        side=(relation["side"] if relation else body["side"]) or "",
        text="" if quote else tags.localized(body["summary"]),
        quote=quote,
        speaker=speaker,
        record=record,
        state=CALENDAR if is_counted else body["review_state"],
        later=body.get("later", ""),
        silent_since=(body.get("explanation") or {}).get("silent_since", ""),
    )


def _development_label(body: Body, relation: str, speaker: Body | None, record: Body | None) -> str:
    """Return who says so, which outlet reports it, or what took place."""
    what = tags.kind_label(body["kind"])
    is_words = body["kind"].startswith("commitment.") and body["detector"]["name"] != _CLOCK
    if is_words:
        who = _who(speaker["official"], speaker["name"], speaker["party"]) if speaker else ""
        if relation and who:
            return f"{who} {_relation(relation).lower()}"
        outlets = (citation["document"]["outlet"] for citation in body["citations"])
        return next(filter(None, outlets), what) if not relation else what
    return f"{what}: {bodies.heading(record)}" if record else what


def _assessment(entry: Body, own: Body) -> Row:
    body, record = entry["body"], _other(entry["record"], own)
    verdict = tags.label(body["verdict"], "verdict")
    return Row(
        Lane.VERDICT,
        entry["date"] or "",
        _("Verdict: %(verdict)s") % {"verdict": verdict},
        f"{verdict}: {bodies.heading(record)}" if record else verdict,
        url=(body["development"] or entry["record"])["url"],
        text=body["reason"],
        quote=next(iter(body["citations"]), None),
        record=record,
        later=entry["record"].get("later", ""),
        tone=sorting.tone(body["verdict"]),
    )


def _action(entry: Body, own: Body) -> Row:
    body, record = entry["body"], _other(entry["record"], own)
    what = tags.label(body["action"], "action_kind")
    party = body["party"]["title"] if body["party"] else ""
    return Row(
        Lane.ACTION,
        entry["date"] or "",
        what,
        f"{party}: {what}" if party else what,
        url=entry["record"]["url"],
        text=party,
        quote=next(iter(body["citations"]), None),
        record=record,
        later=entry["record"].get("later", ""),
    )


_READ: Final[Mapping[str, Callable[[Body, Body], Row]]] = {
    "statement": _statement,
    "event": _event,
    "development": _development,
    "assessment": _assessment,
    "action": _action,
}


def _slug(reference: Body | None) -> str:
    return reference["slug"] if reference else ""


def _relation(code: Any) -> str:
    return tags.label(code, "relation_kind")


def _who(official: Body | None, name: str | None, party: Body | None) -> str:
    return str((official or {}).get("title") or name or (party or {}).get("title") or "")


def _speaker(official: Body | None, name: str | None, party: Body | None) -> Body:
    return {"official": official, "name": name, "party": party}


def _quote(relation: Body | None, body: Body) -> Body | None:
    """Return the words that show the relation, else those of the record."""
    return next(iter((relation or {}).get("citations") or body["citations"]), None)


def _other(record: Body | None, own: Body) -> Body | None:
    """Return the record that something is about, where it is not that of the page."""
    return None if record is None or record["slug"] == own["slug"] else record
