"""Entries of timelines and evidence as answers have them: from stored bodies, in one form."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tracker import vocabularies
from tracker.model_context import addresses, answers, instants, quoting

_Body = Mapping[str, Any]
_VERDICT: Final = "A person gave this verdict."


def of_entry(entry: _Body, commitment: str, instant: instants.Instant) -> answers.Happening:
    """Return an entry of a timeline; ``commitment`` is the slug of the one asked about, or ''."""
    code, body = entry["type"], entry["body"]
    return answers.Happening(
        type=code,
        slug=body.get("slug"),
        date=entry["date"],
        later=body.get("later") or (entry.get("record") or {}).get("later"),
        page=addresses.page(body["url"], instant) if "url" in body else None,
        **_PARTICULARS[code](entry, body, commitment, instant),
    )


def of_relation(
    code: str, body: _Body, relation: _Body, instant: instants.Instant
) -> dict[str, Any]:
    """Return what words or a deed, with what they mean for one commitment, are told by."""
    speaker = body if code == "statement" else None
    citations = relation.get("citations") or body["citations"]
    return {
        "title": body["text"] if code == "statement" else body["title"],
        "kind": body.get("kind"),
        "relation": relation.get("relation") or None,
        "side": relation.get("side") or None,
        "speaker": quoting.speaker_name(speaker),
        "office": quoting.speaker_office(speaker),
        "judged": quoting.related(relation) if relation else quoting.entered(),
        "about": addresses.reference(relation["commitment"], instant) if relation else None,
        "quotes": quoting.quotes(citations, speaker),
        "quotes_left_out": quoting.left_out(citations),
    }


def of_development(body: _Body, instant: instants.Instant) -> dict[str, Any]:
    """Return what a development is told by."""
    speaker = body.get("speaker")
    return {
        "title": body["title"],
        "kind": body["kind"],
        "relation": body["relation"] or None,
        "side": body["side"] or None,
        "speaker": quoting.speaker_name(speaker),
        "office": quoting.speaker_office(speaker),
        "judged": quoting.flagged(body),
        "about": addresses.reference(body["record"], instant),
        "quotes": quoting.quotes(body["citations"], speaker),
        "quotes_left_out": quoting.left_out(body["citations"]),
    }


def _development(
    entry: _Body, body: _Body, commitment: str, instant: instants.Instant
) -> dict[str, Any]:
    told = of_development(body, instant)
    statement = entry.get("statement")
    if not statement:
        return told
    # What a person made of it says more than the flag.
    meant = relation(statement, commitment)
    said = of_relation("statement", statement, meant, instant)
    return {**said, "kind": told["kind"], "about": said["about"] or told["about"]}


def _record(
    entry: _Body, body: _Body, commitment: str, instant: instants.Instant
) -> dict[str, Any]:
    return of_relation(entry["type"], body, relation(body, commitment), instant)


def _assessment(
    entry: _Body, body: _Body, commitment: str, instant: instants.Instant
) -> dict[str, Any]:
    del commitment
    label = vocabularies.Verdict(body["verdict"]).label["en"]
    reason = f" {body['reason']}" if body["reason"] else ""
    return {
        **_part(entry, body, instant),
        "title": f"{label}.{reason}",
        "kind": body["verdict"],
        "judged": quoting.entered(_VERDICT),
    }


def _action(
    entry: _Body, body: _Body, commitment: str, instant: instants.Instant
) -> dict[str, Any]:
    del commitment
    label = vocabularies.ActionKind(body["action"]).label["en"]
    by = f": {body['party']['title']}" if body["party"] else ""
    return {
        **_part(entry, body, instant),
        "title": label + by,
        "kind": body["action"],
        "judged": quoting.entered(),
    }


def _part(entry: _Body, body: _Body, instant: instants.Instant) -> dict[str, Any]:
    return {
        "relation": None,
        "side": None,
        "speaker": None,
        "office": None,
        "about": addresses.reference(entry["record"], instant),
        "quotes": quoting.quotes(body["citations"]),
        "quotes_left_out": quoting.left_out(body["citations"]),
    }


def relation(body: _Body, commitment: str) -> _Body:
    """Return what a body says of the commitment asked about; nothing where none is."""
    related = body.get("relations") or ()
    return next((each for each in related if each["commitment"]["slug"] == commitment), {})


_Particulars = Callable[[_Body, _Body, str, instants.Instant], dict[str, Any]]
_PARTICULARS: Final[Mapping[str, _Particulars]] = {
    "statement": _record,
    "event": _record,
    "development": _development,
    "assessment": _assessment,
    "action": _action,
}
