"""What a sentence does to a commitment: cues, the scope of negation, and who says it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.analysis import lexicon
from tracker.analysis.structure.sentences import Sentence
from tracker.analysis.terms import terms

#: Raised whenever the same sentence may come to be judged otherwise.
VERSION = "1"

_STOP = re.compile(r"[;:?!]")
_REACH = 12
_CLOSE = 8
_NEAR = 3

#: The rule, and the cue, for what might be.
HYPOTHETICAL = "hypothetical"

#: Whose words the sentence gives. ``outlet`` is the report itself, ``unknown`` someone unplaced.
HOLDER, COUNTERPART, THIRD_PARTY, OUTLET, UNKNOWN = (
    "holder",
    "counterpart",
    "third_party",
    "outlet",
    "unknown",
)


@dataclass(frozen=True)
class Cue:
    """Words that decide: their span in the sentence, and the name of the cue."""

    start: int
    end: int
    words: str
    name: str


@dataclass(frozen=True)
class Judgement:
    """A relation, or ``challenges`` for a third party's call or allegation, and why.

    ``certainty`` is 0 to 1: how directly the cues say it. A mention that ``is_marked`` may say
    more, and one that is not ``is_about`` the commitment may be of another matter: both are for
    a person to decide.
    """

    relation: str
    rule: str
    cues: tuple[Cue, ...] = ()
    certainty: float = 0.3
    is_marked: bool = False
    is_about: bool = True


def judge(
    sentence: Sentence, language: str, form: str, targets: Iterable[tuple[int, int]], voice: str
) -> Judgement:
    """Return what the sentence does to a commitment of this ``form``.

    ``targets`` are the spans of its key terms in the sentence, the weightiest first, and ``voice``
    is whose words they are.
    """
    reading = _Clause(sentence, language, tuple(targets))
    if voice == THIRD_PARTY:
        return _third_party(reading)
    if voice == UNKNOWN:
        return Judgement("mentions", "speaker unplaced")
    for name in ("background", "open"):
        cue = reading.first(name)
        if cue is not None:
            relation = "qualifies" if name == "open" and voice != OUTLET else "mentions"
            return Judgement(relation, f"{name} cue", (cue,), 0.7)
    if form == "refrain":
        return _refrain(reading, voice)
    return _undertaking(reading, voice)


def _third_party(clause: "_Clause") -> Judgement:
    for name in ("allegation", "call"):
        cue = clause.first(name)
        if cue is not None:
            return Judgement("challenges", f"third party's {name}", (cue,), 0.6)
    return Judgement("mentions", "third party's words")


def _refrain(clause: "_Clause", voice: str) -> Judgement:
    """Judge by whether the thing not to be done is denied or asserted."""
    denial = clause.denial()
    keep = clause.first("keep")
    if denial is not None:
        if voice == OUTLET:
            return Judgement("mentions", "the outlet's own denial", (denial,))
        return Judgement("reaffirms", "denied by its side", (denial,), 0.9)
    if clause.is_tangled:
        return Judgement("mentions", "negations that cancel out")
    barrier = clause.first("barrier")
    if keep is not None and barrier is not None and voice in (HOLDER, COUNTERPART):
        return Judgement("reaffirms", "keeps the bar", (keep, barrier), 0.7)
    return _done(clause)


def _done(clause: "_Clause") -> Judgement:
    """Judge whether the thing not to be done is asserted, or only supposed."""
    hypothetical = clause.first(HYPOTHETICAL)
    if hypothetical is not None:
        return Judgement("mentions", HYPOTHETICAL, (hypothetical,))
    doing = clause.before("doing", _REACH) or clause.after("doing", _NEAR)
    if doing is not None:
        return Judgement("contradicts", "asserted though ruled out", (doing,), 0.7)
    return Judgement("mentions", "no deciding cue")


def _undertaking(clause: "_Clause", voice: str) -> Judgement:
    """Judge what was to be done, reached or kept."""
    for name in (HYPOTHETICAL, "call"):
        cue = clause.first(name)
        if cue is not None:
            return Judgement("mentions", name, (cue,))
    return _against(clause, voice) or _towards(clause, voice) or Judgement("mentions", "no cue")


def _against(clause: "_Clause", voice: str) -> Judgement | None:
    breach = clause.near("breach", _CLOSE)
    if breach is not None and clause.is_denied(breach):
        relation = "reaffirms" if voice == HOLDER else "mentions"
        return Judgement(relation, "breach denied", (breach,), 0.6)
    if breach is not None:
        return Judgement("contradicts", "breach reported", (breach,), 0.6)
    refusal = clause.refused("undoing")
    if refusal is not None:
        relation = "reaffirms" if voice == HOLDER else "mentions"
        return Judgement(relation, "undoing denied", (refusal,), 0.6)
    retreat = clause.refused("performing") or clause.before("retreat", _REACH)
    return Judgement("contradicts", "retreat", (retreat,), 0.6) if retreat else None


def _towards(clause: "_Clause", voice: str) -> Judgement | None:
    for name, relation in (("fulfilment", "fulfils"), ("progress", "progresses")):
        cue = clause.near(name, _CLOSE)
        # That its own side says so is a claim, and no fulfilment.
        is_claim = name == "fulfilment" and voice == HOLDER
        if cue is not None and not clause.is_denied(cue) and not is_claim:
            return Judgement(relation, f"{name} reported", (cue,), 0.6)
    prolonged = clause.near("prolonged", _CLOSE)
    if prolonged is not None and not clause.is_denied(prolonged):
        return Judgement("reaffirms", "prolonged", (prolonged,), 0.7)
    # "the doses that it pledged" recalls a promise; "it pledged the doses" makes it.
    keep = clause.before("keep", _CLOSE) or clause.after("keep", _NEAR)
    is_kept = not (clause.near("undoing", _CLOSE) or clause.near("idle", _CLOSE))
    if keep is not None and is_kept and voice == HOLDER and not clause.is_denied(keep):
        return Judgement("reaffirms", "kept by its side", (keep,), 0.8)
    return None


class _Clause:
    """The clause around a commitment's key terms, asked for cues and what is negated."""

    def __init__(
        self, sentence: Sentence, language: str, targets: tuple[tuple[int, int], ...]
    ) -> None:
        self.sentence = sentence
        self.cues = lexicon.load(language).cues
        self.targets = targets
        self.target = targets[0]
        self.start, self.end = self._bounds()
        ignored = self._hits("pseudo_negation")
        self.negations = [
            hit
            for hit in self._hits("negation")
            if not any(i.start <= hit.start < i.end for i in ignored)
        ]
        self.denials = self._hits("denial")

    @property
    def is_tangled(self) -> bool:
        """Whether a denial is itself negated: neither reading is safe."""
        return any(
            self._gap(negation.end, denial.start) < _NEAR
            for negation in self.negations
            for denial in self.denials
            if negation.end <= denial.start
        )

    def denial(self) -> Cue | None:
        """Return what denies the target, unless it is itself denied."""
        if self.is_tangled:
            return None
        reaching = [
            Cue(hit.start, hit.end, hit.words, name)
            for name, hits in (("denial", self.denials), ("negation", self.negations))
            for hit in hits
            if self._reaches(hit) and self._is_of_deed(hit)
        ]
        names = {cue.name for cue in reaching}
        if names == {"denial", "negation"} and self._is_denied_negation(reaching):
            return None
        return reaching[-1] if reaching else self.after("denied_after", _REACH)

    def first(self, name: str) -> Cue | None:
        """Return the first cue of this name in the clause."""
        hits = self._hits(name)
        return Cue(hits[0].start, hits[0].end, hits[0].words, name) if hits else None

    def refused(self, name: str) -> Cue | None:
        """Return a cue of this name that is negated and has the target for its object."""
        cue = self.before(name, _CLOSE)
        return cue if cue is not None and self.is_denied(cue) else None

    def near(self, name: str, reach: int) -> Cue | None:
        """Return the cue of this name within ``reach`` words of the target, on either side."""
        return self.before(name, reach) or self.after(name, reach)

    def before(self, name: str, reach: int) -> Cue | None:
        """Return the last cue of this name within ``reach`` words before the target."""
        hits = [hit for hit in self._hits(name) if self._reaches(hit, reach)]
        return Cue(hits[-1].start, hits[-1].end, hits[-1].words, name) if hits else None

    def after(self, name: str, reach: int) -> Cue | None:
        """Return the first cue of this name within ``reach`` words after the target."""
        for hit in self._hits(name):
            if self.target[1] <= hit.start and self._gap(self.target[1], hit.start) <= reach:
                return Cue(hit.start, hit.end, hit.words, name)
        return None

    def is_denied(self, cue: Cue) -> bool:
        """Tell whether a negation or denial stands shortly before the cue."""
        return any(
            hit.end <= cue.start and self._gap(hit.end, cue.start) <= _NEAR
            for hit in (*self.negations, *self.denials)
        )

    def _is_of_deed(self, hit: lexicon.Hit) -> bool:
        """Tell whether having or doing the target is denied, and not talk of it or its end."""
        last = max(end for _, end in self.targets if end <= self.end)
        between = {
            name: any(hit.end <= other.start < last for other in self._hits(name))
            for name in ("deed", "undoing", "idle")
        }
        is_direct = self._gap_to_targets(hit) <= _NEAR
        if between["undoing"] or between["idle"]:
            return False
        return is_direct or between["deed"]

    def _is_denied_negation(self, cues: list[Cue]) -> bool:
        """Tell whether a denial undoes the negation: "denied that it will not"."""
        denial = next(cue for cue in cues if cue.name == "denial")
        negation = next(cue for cue in cues if cue.name == "negation")
        return denial.end <= negation.start and not negation.words.startswith(("ni", "nor", "any"))

    def _reaches(self, hit: lexicon.Hit, reach: int = _REACH) -> bool:
        return hit.end <= self.target[0] and self._gap_to_targets(hit) <= reach

    def _gap_to_targets(self, hit: lexicon.Hit) -> int:
        """Return how many words stand between a cue and the nearest of the targets after it."""
        return min(self._gap(hit.end, at) for at, _ in self.targets if at >= hit.end)

    def _gap(self, start: int, end: int) -> int:
        return len(terms.tokens(self.sentence.folded[start:end]))

    def _bounds(self) -> tuple[int, int]:
        first, last = self.target
        stops = [(m.start(), m.end()) for m in _STOP.finditer(self.sentence.folded)]
        hits = self.cues["boundary"].find(self.sentence.lowered, self.sentence.folded)
        stops += [(hit.start, hit.end) for hit in hits]
        start = max((end for _, end in stops if end <= first), default=0)
        return start, min((at for at, _ in stops if at >= last), default=len(self.sentence.text))

    def _hits(self, name: str) -> list[lexicon.Hit]:
        found = self.cues[name].find(self.sentence.lowered, self.sentence.folded)
        return [hit for hit in found if self.start <= hit.start and hit.end <= self.end]
