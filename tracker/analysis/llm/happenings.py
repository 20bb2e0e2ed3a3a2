"""What a model says the text tells besides: meetings, agreements, promises, deeds.

What is on record is told of it, the rest is proposed. Each function returns the fields of a
finding, and raises DroppedError for what is not believed.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from tracker.analysis import base, findings, normalise
from tracker.analysis.llm import quoting
from tracker.analysis.llm.quoting import DroppedError, Source, Who
from tracker.vocabularies import Attendance, InstrumentType, MeetingKind, Strength, Wording

# Where the words of the schema are not those of our kinds and vocabularies.
_KINDS: Final = {"planned": "announced", "announced": "proposed", "terminated": "ended"}
_STATUSES: Final = {
    "held": "passed",
    "planned": "tentative",
    "announced": "proposed",
    "entered_into_force": "in_force",
    "extended": "renewed",
}
_NEAR = timedelta(days=10)
_LONGEST_TITLE, _LONGEST_SHORT_TITLE, _LONGEST_TEXT = 160, 80, 1000


def meeting(source: Source, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return a meeting that was held, planned or put off."""
    people = _named(source, item["participants"])
    if len(people) < 2:  # noqa: PLR2004 - nobody meets alone
        raise DroppedError("participants")
    status, place = item["status"], source.words(item["place"])
    is_held = status == "held"
    read = source.past if is_held else source.day
    day, precision = read(item["date"])
    attendance = Attendance.ATTENDED if is_held else Attendance.EXPECTED
    return {
        "kind": f"meeting.{_KINDS.get(status, status)}",
        "record": _known_meeting(source, people, day),
        "participants": tuple((who.name, who.official) for who in people),
        "place": place or None,
        "occurred": day,
        "occurred_precision": precision,
        "proposed": {
            **findings.titles(MeetingKind(item["kind"]).label, [who.name for who in people]),
            "kind": item["kind"],
            "status": _STATUSES.get(status, status),
            "place": place,
            "participants": [
                {
                    "official": who.official,
                    "office": "" if who.official else who.name,
                    "party": who.party,
                    "attendance": attendance.value,
                }
                for who in people
            ],
            "parties": _parties(people),
            "starts_at": findings.shown(day, precision),
        },
    }


def agreement(source: Source, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was done to an agreement; what was on record long before is history."""
    event, name = item["event"], " ".join(item["name"].split())
    if not source.holds(name):
        raise DroppedError("name")
    day, precision = source.past(item["date"])
    titles = source.index.titles(source.article.language).find(normalise.fold(name))
    known = max(titles, key=lambda pair: pair[1].share, default=(None, None))[0]
    published, signed = source.article.published, known.signed_on if known else None
    is_old = event == "signed" and published and signed and signed < published - quoting.STALE
    if is_old or (known and event == "announced"):
        raise DroppedError("history")
    return {
        "kind": f"agreement.{_KINDS.get(event, event)}",
        "record": known.slug if known else "",
        "occurred": day,
        "occurred_precision": precision,
        "proposed": {
            "name": name,
            "event": event,
            "title": findings.shortened(name, _LONGEST_TITLE),
            "instrument_type": InstrumentType.OTHER.value,
            "status": _STATUSES.get(event, event),
            "parties": [
                {"party": party, "role": "party"}
                for party in _parties(_named(source, item["parties"]))
            ],
            "signed_date": findings.shown(day, precision) if event == "signed" else None,
        },
    }


def promise(source: Source, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return a promise that is not on record yet."""
    article, (start, end) = source.article, source.place(item["quote"])
    words, published = article.text[start:end], article.published
    precision = article.published_precision if published else None
    speaker = source.who(item["speaker"]["name"] or "")
    holder = source.party(item["holder"]) or (speaker.party if speaker else None)
    due, how_exact = source.day(item["due"])
    is_ahead = due and published and due > published
    return {
        "kind": "commitment.stated",
        "side": "holder" if holder else None,
        "speaker": base.Speaker(speaker.name, speaker.official, speaker.party) if speaker else None,
        "occurred": published,
        "occurred_precision": precision,
        "proposed": {
            "span": words,
            "text": findings.shortened(words, _LONGEST_TEXT),
            "short_title": findings.shortened(words, _LONGEST_SHORT_TITLE),
            "language": article.language,
            "wording": Wording.VERBATIM.value,
            "holders": [holder] if holder else [],
            "form": item["form"],
            "strength": Strength.UNDERTAKING.value,
            "stated_date": findings.shown(published, precision),
            "due_date": findings.shown(due, how_exact) if is_ahead else None,
        },
    }


def deed(source: Source, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return a deed of someone tracked."""
    start, end = source.place(item["quote"])
    actors = _named(source, item["actors"])
    if not _parties(actors):
        raise DroppedError("actors")
    day, precision = source.past(item["date"])
    return {
        "kind": "event.reported",
        "participants": tuple((who.name, who.official) for who in actors if who.official),
        "occurred": day,
        "occurred_precision": precision,
        "proposed": {
            "kind": item["kind"],
            "title": findings.shortened(source.article.text[start:end], _LONGEST_TITLE),
            "start_date": findings.shown(day, precision),
            "parties": _parties(actors),
        },
    }


def _named(source: Source, names: Iterable[str]) -> list[Who]:
    """Return those of ``names`` that the text bears out, each once."""
    found = [who for name in names if (who := source.who(name))]
    return [*{who.official or who.name: who for who in found}.values()]


def _parties(people: Iterable[Who]) -> list[str]:
    return [*dict.fromkeys(who.party for who in people if who.party)]


def _known_meeting(source: Source, people: Sequence[Who], day: date | None) -> str:
    """Return the meeting on record of these people, or one of them and both parties, about then."""
    officials, parties = {who.official for who in people}, set(_parties(people))
    for known in source.index.tracked.meetings:
        here = len(officials & set(known.participants))
        is_theirs = here > 1 or (here == 1 and len(parties & set(known.parties)) > 1)
        first, last = known.starts_on, known.ends_on or known.starts_on
        if is_theirs and day and first and last and first - _NEAR <= day <= last + _NEAR:
            return known.slug
    return ""
