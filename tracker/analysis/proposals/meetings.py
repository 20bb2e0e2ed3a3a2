"""Meetings that no record tells of yet: who met, or is to meet, whom, where and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from tracker import vocabularies
from tracker.analysis import base
from tracker.analysis.meetings import gatherings
from tracker.analysis.meetings.gatherings import Gathering
from tracker.analysis.mentions import people
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.proposals import told, wording
from tracker.analysis.proposals.cast import Cast, Part
from tracker.analysis.weights import logistic

FILE, HEAD = "gatherings", "told"
THRESHOLD = 0.4
_JOINS = 0.6  # of the threshold: enough to add who took part, not to tell of a meeting
_KINDS = {gatherings.HELD: "meeting.held", gatherings.PLANNED: "meeting.announced"}
_NEAR = timedelta(days=10)


@dataclass(frozen=True)
class Candidate:
    """A telling of a gathering in a sentence."""

    passage: Passage
    gathering: Gathering

    @property
    def features(self) -> dict[str, float]:
        """What a learner weighs."""
        return dict(self.gathering.features)

    @property
    def names(self) -> list[str]:
        """Who takes part, as the text names them."""
        return [actor.name for actor in self.gathering.actors]


@dataclass
class _Cluster:
    """Tellings that share a participant and a status: one gathering."""

    surest: Candidate
    share: float
    members: list[Candidate] = field(default_factory=list)
    last_names: set[str] = field(default_factory=set)

    def add(self, candidate: Candidate, share: float) -> None:
        """Take in a telling."""
        self.members.append(candidate)
        self.last_names |= {people.last_name(name) for name in candidate.names}
        if share > self.share:
            self.surest, self.share = candidate, share

    def takes(self, candidate: Candidate) -> bool:
        """Tell whether a telling is of the same gathering."""
        gathering = candidate.gathering
        if gathering.status != self.surest.gathering.status:
            return False
        names = {people.last_name(name) for name in candidate.names}
        return bool(names & self.last_names) or gathering.is_definite


def candidates(reading: Reading, cast: Cast) -> list[Candidate]:
    """Return every telling of a gathering that somebody takes part in."""
    # A noun alone ("the summit") tells of nothing by itself.
    return [
        Candidate(passage, gathering)
        for passage in reading.passages
        if not passage.is_question
        for gathering in gatherings.find(
            passage.sentence,
            reading.language,
            cast.of(passage),
            cast.before(passage),
        )
        if gathering.actors and gathering.sort != "bare"
    ]


def find(reading: Reading, cast: Cast, tracked: Sequence[base.Finding]) -> list[base.Finding]:
    """Return the meetings that the text tells of and that ``tracked`` findings do not."""
    told_of = {(finding.start, finding.kind) for finding in tracked}
    model = reading.weights[FILE][HEAD]
    found = []
    for cluster in _clusters(candidates(reading, cast), model):
        if cluster.share < THRESHOLD:
            continue
        known = any(
            (member.passage.sentence.start, _KINDS[member.gathering.status]) in told_of
            for member in cluster.members
        )
        if not known:
            finding = _finding(reading, cast, cluster, model)
            if not _is_tracked(reading, finding):
                found.append(finding)
    return found


def _clusters(found: Iterable[Candidate], model: logistic.Model) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    for candidate in found:
        share = model.probability(candidate.features)
        if share < THRESHOLD * _JOINS:
            continue
        cluster = next((c for c in clusters if c.takes(candidate)), None)
        if cluster is None:
            cluster = _Cluster(candidate, share)
            clusters.append(cluster)
        cluster.add(candidate, share)
    return clusters


def _finding(
    reading: Reading, cast: Cast, cluster: _Cluster, model: logistic.Model
) -> base.Finding:
    passage, gathering = cluster.surest.passage, cluster.surest.gathering
    sentence = passage.sentence
    is_planned = gathering.status == gatherings.PLANNED
    dated = told.nearest_date(reading, passage, gathering.start, is_planned=is_planned)
    occurred, precision = told.day(reading, dated)
    parts = cast.parts(actor for m in cluster.members for actor in m.gathering.actors)
    place = next((m.gathering.place for m in cluster.members if m.gathering.place), None)
    decided = [told.span(passage, gathering.start, gathering.end) | {"cue": gathering.status}]
    if dated:
        decided.append(told.span(passage, dated.start, dated.end) | {"cue": "date"})
    return base.Finding(
        kind=_KINDS[gathering.status],
        record="",
        start=sentence.start,
        end=sentence.end,
        exact=sentence.text,
        confidence=round(cluster.share, 2),
        occurred=occurred,
        occurred_precision=precision,
        participants=tuple((part.name or part.office, part.official) for part in parts),
        place=place,
        explanation=told.explanation(
            f"{gathering.kind} {gathering.status}",
            [
                told.span(passage, actor.start, actor.end) | {"term": actor.name, "weight": 1.0}
                for actor in gathering.actors
                if sentence.text[actor.start : actor.end].endswith(actor.name)
            ],
            decided,
            model.contributions(cluster.surest.features),
        ),
        proposed=_proposed(gathering, parts, place)
        # One to come has no day but that which the text gives.
        | {"starts_at": wording.shown(occurred, precision) if dated or not is_planned else None},
    )


def _proposed(gathering: Gathering, parts: Sequence[Part], place: str | None) -> dict[str, object]:
    """Return the fields of a meeting but its day."""
    is_held = gathering.status == gatherings.HELD
    status = vocabularies.MeetingStatus.PASSED if is_held else vocabularies.MeetingStatus.TENTATIVE
    attendance = vocabularies.Attendance.ATTENDED if is_held else vocabularies.Attendance.EXPECTED
    names = [part.name or part.office for part in parts]
    parties = dict.fromkeys(part.party for part in parts if part.party)
    return {
        **wording.titles(vocabularies.MeetingKind(gathering.kind).label, names),
        "kind": gathering.kind,
        "status": status.value,
        "place": place or "",
        "participants": [
            {
                "official": part.official,
                "office": "" if part.official else _as_reported(part),
                "party": part.party,
                "attendance": attendance.value,
            }
            for part in parts
        ],
        "parties": list(parties),
    }


def _as_reported(part: Part) -> str:
    """Return how someone without a record is entered: by name and office, as far as given."""
    if part.name and part.office:
        return f"{part.name} ({part.office})"
    return part.name or part.office


def _is_tracked(reading: Reading, finding: base.Finding) -> bool:
    """Tell whether a meeting on record is of these people, or of these parties, about then."""
    here = {official for _, official in finding.participants if official}
    given = (finding.proposed or {}).get("parties")
    parties = set(given) if isinstance(given, list) else set()
    return any(
        here & set(meeting.participants)
        and (len(here & set(meeting.participants)) > 1 or len(parties & set(meeting.parties)) > 1)
        and _is_near(meeting, finding)
        for meeting in reading.index.tracked.meetings
    )


def _is_near(meeting: base.Meeting, finding: base.Finding) -> bool:
    day, first = finding.occurred, meeting.starts_on
    if day is None or first is None:
        return False
    return first - _NEAR <= day <= (meeting.ends_on or first) + _NEAR
