"""Findings in articles as files hold them: what is public, reported, waiting and proposed."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from tracker import kinds
from tracker.analysis import base, commitments
from tracker.analysis.meetings import meetings

#: What is told of meaning without a person, what waits for one, and what is told neutrally.
PUBLIC, WAITING, REPORTED = "public", "waiting", "reported"
MEETINGS, AGREEMENTS, PROMISES = "meetings", "agreements", "new_commitments"
#: What kinds of developments on commitments say of them.
RELATIONS: Final[Mapping[str, str]] = {
    **{kind: relation for relation, kind in commitments.KINDS.items()},
    commitments.MENTIONED: "mentions",
}
_STATUS: Final = {kind: status for status, (kind, _) in meetings.STATUSES.items()}
_STATED: Final = "commitment.stated"
_EVENTS: Final = {"agreement.proposed": "announced", "agreement.ended": "terminated"}


def line(
    article: str, found: Iterable[base.Finding], public: frozenset[int] = frozenset()
) -> dict[str, Any]:
    """Return the line of an article; ``public`` are the meanings that are, by their ``id()``."""
    told: dict[str, Any] = {
        name: [] for name in (PUBLIC, WAITING, REPORTED, MEETINGS, AGREEMENTS, PROMISES)
    }
    for finding in found:
        if finding.kind == kinds.REPORTED:
            told[REPORTED] += _passages(finding)
        elif finding.kind in RELATIONS:
            tier = PUBLIC if id(finding) in public else WAITING
            told[tier].append(_said(finding, finding, RELATIONS[finding.kind]))
        elif finding.kind.startswith("meeting."):
            told[MEETINGS].append(_meeting(finding))
        elif finding.kind.startswith("agreement."):
            told[AGREEMENTS].append(_agreement(finding))
        elif finding.kind == _STATED:
            told[PROMISES].append({"quote": finding.exact, "confidence": finding.confidence})
    return {"article": article, **told}


def event(finding: base.Finding) -> str:
    """Return what a finding says was done to an agreement, as labels call it."""
    told = _EVENTS.get(finding.kind, finding.kind.removeprefix("agreement."))
    return str((finding.proposed or {}).get("event") or told)


def write(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """Write lines to a file of JSON Lines."""
    written = (json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("".join(f"{line}\n" for line in written), encoding="utf-8")


def _passages(report: base.Finding) -> list[dict[str, Any]]:
    shown: tuple[base.Finding | base.Passage, ...] = (report, *report.further)
    return [_said(report, passage, REPORTED) for passage in shown]


def _said(
    finding: base.Finding, passage: base.Finding | base.Passage, relation: str
) -> dict[str, Any]:
    return {
        "commitment": finding.record,
        "relation": relation,
        "quote": passage.exact,
        "speaker": passage.speaker.name if passage.speaker else None,
        "confidence": finding.confidence,
    }


def _meeting(finding: base.Finding) -> dict[str, Any]:
    return {
        "participants": [name for name, _ in finding.participants],
        "status": _STATUS.get(finding.kind, "planned"),
        "quote": finding.exact,
    }


def _agreement(finding: base.Finding) -> dict[str, Any]:
    proposed = finding.proposed or {}
    return {
        "name": str(proposed.get("name") or finding.record),
        "event": event(finding),
        "quote": finding.exact,
    }
