"""What a model says of the candidates: a report for each, and what it means."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from tracker import kinds
from tracker.analysis import base, commitments, relations
from tracker.analysis.llm import quoting
from tracker.analysis.llm.quoting import DroppedError, Source

#: The rule by which a person is asked about what only the offline reading reports.
SILENT: Final = "the model says nothing of it"
_FURTHER = 2


def development(source: Source, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an item says of a commitment, as fields of a finding; raises DroppedError."""
    article, slug = source.article, item["commitment"]
    commitment = next((c for c in source.question.candidates if c.slug == slug), None)
    if commitment is None:
        raise DroppedError("commitment")
    if commitments.is_origin(article, commitment, *source.place(item["quote"])):
        raise DroppedError("origin")
    speaker = _speaker(source, commitment, item["speaker"])
    side, relation = _side(source, commitment, speaker, item["side"]), item["relation"]
    publisher = source.index.parties.get(article.publisher or "")
    if speaker is None and side != "outlet" and publisher and publisher.names:
        speaker = base.Speaker(publisher.names[0], party=publisher.slug)
    if side == "third_party" and speaker is not None and relation in relations.AGAINST:
        relation = "challenges"
    if speaker is not None and speaker.party is None and side == "holder":
        # A minister without a record speaks for whoever is bound, where that is one.
        party = commitment.holders[0] if len(commitment.holders) == 1 else None
        speaker = replace(speaker, party=party)
    day, precision = source.past(item["date"], quoting.HISTORY)
    return {
        "kind": commitments.KINDS[relation],
        "record": slug,
        "relation": commitments.STORED.get(relation, relation),
        "side": None if side == "outlet" else side,
        "speaker": speaker,
        "occurred": day,
        "occurred_precision": precision,
    }


def reports(found: Iterable[base.Finding]) -> list[base.Finding]:
    """Return a report for each commitment that is told of, with the surest passages."""
    told: dict[str, list[base.Finding]] = defaultdict(list)
    for finding in sorted(found, key=lambda each: (-each.confidence, each.start)):
        if not any(quoting.overlap(finding, other) for other in told[finding.record]):
            told[finding.record].append(finding)
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
            kind=commitments.MENTIONED,
            relation=relations.NONE,
            further=(),
            explanation={**finding.explanation, "rule": SILENT},
        )
        for finding in offline
        if finding.kind == kinds.REPORTED and finding.record not in told
    ]


def _speaker(
    source: Source, commitment: base.Commitment, given: Mapping[str, str | None]
) -> base.Speaker | None:
    """Return who speaks, as the text names them; None for the outlet. Raises DroppedError.

    Whoever is told by an office alone is the official of the holders, or the publisher, in it.
    """
    name, role, index = given["name"], source.words(given["role"]), source.index
    if not name:
        among = index.lineage(source.article.publisher).union(commitment.holders)
        slug = index.holder(role, among) if role else None
        if slug is not None:
            official = index.officials[slug]
            return base.Speaker(official.name, slug, index.party_of(official), role, role)
        return base.Speaker(role, party=source.party(role), attributed_as=role) if role else None
    who = source.who(name)
    if who is None:
        raise DroppedError("speaker")
    roles = index.officials[who.official].role if who.official else {}
    held = roles.get(source.article.language) or next(iter(roles.values()), role)
    return base.Speaker(who.name, who.official, who.party, held, role or who.name)


def _side(
    source: Source, commitment: base.Commitment, speaker: base.Speaker | None, said: str
) -> str:
    """Return the side of whoever speaks: that of their record where it has one."""
    line = source.index.lineage(speaker.party) if speaker and speaker.official else frozenset()
    if line & set(commitment.holders):
        return "holder"
    return "counterpart" if line & set(commitment.counterparts) else said
