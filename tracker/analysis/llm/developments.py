"""What a model says of the candidates: a report for each, and what it means."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from tracker import kinds
from tracker.analysis import base, normalise
from tracker.analysis.llm import quoting
from tracker.analysis.llm.prompting import Question
from tracker.analysis.llm.quoting import DroppedError, Source

FOR: Final = frozenset({"reaffirms", "progresses", "fulfils"})
AGAINST: Final = frozenset({"qualifies", "contradicts", "breaks"})
_KINDS: Final = {
    "reaffirms": "commitment.reaffirmed",
    "qualifies": "commitment.qualified",
    "contradicts": "commitment.contradicted",
    "progresses": "commitment.progressed",
    "fulfils": "commitment.fulfilled",
    "breaks": "commitment.broken",
    "challenges": "commitment.challenged",
}
#: The rule by which a person is asked about what only the offline reading reports.
SILENT: Final = "the model says nothing of it"
_FURTHER = 2


def development(question: Question, source: Source, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an item says of a commitment, as fields of a finding; raises DroppedError."""
    commitment = next((c for c in question.candidates if c.slug == item["commitment"]), None)
    if commitment is None:
        raise DroppedError("commitment")
    if _is_own_origin(question.article, commitment, *source.place(item["quote"])):
        raise DroppedError("origin")
    among = source.index.lineage(question.article.publisher).union(commitment.holders)
    speaker = _speaker(source, item["speaker"], among)
    side = _side(source, commitment, speaker, item["side"])
    if speaker is None and side != "outlet":
        speaker = _publisher(source)
    relation = item["relation"]
    if side == "third_party" and speaker is not None and relation in AGAINST:
        relation = "challenges"
    if speaker is not None and speaker.party is None and side == "holder":
        # A minister without a record speaks for whoever is bound, where that is one.
        party = commitment.holders[0] if len(commitment.holders) == 1 else None
        speaker = replace(speaker, party=party)
    day, precision = source.past(item["date"], quoting.HISTORY)
    return {
        "kind": _KINDS[relation],
        "record": commitment.slug,
        "relation": "mentions" if relation == "challenges" else relation,
        "side": None if side == "outlet" else side,
        "speaker": speaker,
        "occurred": day,
        "occurred_precision": precision,
    }


def reports(found: Iterable[base.Finding]) -> list[base.Finding]:
    """Return a report for each commitment that is told of, with the surest passages."""
    told: dict[str, list[base.Finding]] = defaultdict(list)
    for finding in sorted(found, key=lambda each: (-each.confidence, each.start)):
        shown = told[finding.record]
        if not any(quoting.overlap(finding, other) for other in shown):
            shown.append(finding)
    return [
        replace(
            best,
            kind=kinds.REPORTED,
            relation=None,
            side=None,
            further=tuple(
                base.Passage(each.start, each.end, each.exact, each.speaker, each.side)
                for each in rest[:_FURTHER]
            ),
        )
        for best, *rest in told.values()
    ]


def unsaid(offline: Iterable[base.Finding], told: frozenset[str]) -> list[base.Finding]:
    """Return a mention of each commitment that was reported offline and the model is silent on."""
    return [
        replace(
            finding,
            kind="commitment.mentioned",
            relation="mentions",
            further=(),
            explanation={**finding.explanation, "rule": SILENT},
        )
        for finding in offline
        if finding.kind == kinds.REPORTED and finding.record not in told
    ]


def _speaker(
    source: Source, given: Mapping[str, str | None], among: frozenset[str] = frozenset()
) -> base.Speaker | None:
    """Return who speaks, as the text names them; None for the outlet. Raises DroppedError.

    Whoever is told by an office alone is the official of ``among`` these parties who holds it.
    """
    name, role = given["name"], source.words(given["role"])
    holder = source.index.holder(role, among) if role and not name else None
    if holder is not None:
        official = source.index.officials[holder]
        party = source.index.party_of(official)
        return base.Speaker(official.name, holder, party, role, role)
    if not name:
        return base.Speaker(role, party=source.party(role), attributed_as=role) if role else None
    who = source.who(name)
    if who is None:
        raise DroppedError("speaker")
    roles = source.index.officials[who.official].role if who.official else {}
    held = roles.get(source.article.language) or next(iter(roles.values()), role)
    return base.Speaker(who.name, who.official, who.party, held, role or who.name)


def _publisher(source: Source) -> base.Speaker | None:
    """Return who publishes an official text: its first person."""
    party = source.index.parties.get(source.article.publisher or "")
    return base.Speaker(party.names[0], party=party.slug) if party and party.names else None


def _side(
    source: Source, commitment: base.Commitment, speaker: base.Speaker | None, said: str
) -> str:
    """Return the side of whoever speaks: that of their record where it has one."""
    line = source.index.lineage(speaker.party) if speaker and speaker.official else frozenset()
    if line & set(commitment.holders):
        return "holder"
    return "counterpart" if line & set(commitment.counterparts) else said


def _is_own_origin(
    article: base.Article, commitment: base.Commitment, start: int, end: int
) -> bool:
    """Tell whether words overlap those in which the commitment was first stated."""
    if article.document not in commitment.stated_in:
        return False
    text = normalise.fold(article.text)
    places = ((text.find(normalise.fold(quote)), len(quote)) for quote in commitment.stated_quotes)
    return any(0 <= at < end and start < at + length for at, length in places)
