"""What a model says the text tells besides: meetings, agreements, promises, deeds.

What is on record is told of it, the rest is proposed. Each function returns the fields of a
finding, and raises DroppedError for what is not believed.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tracker.analysis import base, findings, normalise
from tracker.analysis.agreements import agreements
from tracker.analysis.llm.quoting import DroppedError, Source
from tracker.analysis.meetings import meetings, records
from tracker.analysis.mentions.participants import Participant
from tracker.analysis.promises import promises
from tracker.vocabularies import InstrumentType, MeetingKind, MeetingStatus, Strength

_LONGEST_TITLE: Final = 160


def meeting(source: Source, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return a meeting that was held, planned or put off."""
    people = _named(source, item["participants"])
    if len(people) < 2:  # noqa: PLR2004 - nobody meets alone
        raise DroppedError("participants")
    kind, status = meetings.STATUSES[item["status"]]
    place = source.words(item["place"])
    read = source.past if status is MeetingStatus.PASSED else source.day
    day, precision = read(item["date"])
    known = (m.slug for m in source.index.tracked.meetings if records.is_like(m, people, day))
    starts_at = findings.shown(day, precision)
    return {
        "kind": kind,
        "record": next(known, ""),
        "participants": tuple((one.name, one.official) for one in people),
        "place": place or None,
        "occurred": day,
        "occurred_precision": precision,
        "proposed": records.proposed(MeetingKind(item["kind"]), status, people, place, starts_at),
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
    is_old = event == "signed" and published and signed and signed < published - findings.STALE
    if is_old or (known and event == "announced"):
        raise DroppedError("history")
    kind, status = agreements.EVENTS[event]
    return {
        "kind": kind,
        "record": known.slug if known else "",
        "occurred": day,
        "occurred_precision": precision,
        "proposed": {
            "name": name,
            "event": event,
            "title": findings.shortened(name, _LONGEST_TITLE),
            "instrument_type": InstrumentType.OTHER.value,
            "status": status.value,
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
            **promises.proposed(words, article.language, [holder] if holder else []),
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


def _named(source: Source, names: Iterable[str]) -> list[Participant]:
    """Return those of ``names`` that the text bears out, each once."""
    found = [who for name in names if (who := source.who(name))]
    return [*{who.official or who.name: who for who in found}.values()]


def _parties(people: Iterable[Participant]) -> list[str]:
    return [*dict.fromkeys(who.party for who in people if who.party)]
