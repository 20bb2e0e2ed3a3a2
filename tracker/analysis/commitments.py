"""Which tracked commitments a text reports on, and what it may mean for each of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tracker import kinds
from tracker.analysis import base, normalise
from tracker.analysis.links import linking
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.relations import moments, relating, relation, sides, voices

_MENTIONED = "commitment.mentioned"
_KINDS = {
    "reaffirms": "commitment.reaffirmed",
    "qualifies": "commitment.qualified",
    "contradicts": "commitment.contradicted",
    "challenges": "commitment.challenged",
    "progresses": "commitment.progressed",
    "fulfils": "commitment.fulfilled",
    "breaks": "commitment.broken",
    "mentions": _MENTIONED,
}
_SAID, _CARRIED = 0.6, 0.12
# No machine is certain, however a likelihood is rounded.
_MOST_CONFIDENT = 0.99
#: The rule by which a person is asked whether a sentence is about the commitment at all.
FOR_REVIEW = "not certainly about it"
_TOO_EARLY = "published before it was stated"
#: The rule of a report: it says no more than that the link is certain.
ABOUT_IT = "about it"
_ANALYSER = {"name": "rules", "version": relation.VERSION}


@dataclass(frozen=True)
class _Matter:
    """A sentence about a commitment, and whose word it is.

    ``settled`` says why it can report nothing new, whatever it says.
    """

    passage: Passage
    link: linking.Link
    word: voices.Word
    settled: relation.Judgement | None = None


@dataclass(frozen=True)
class _Reported:
    matter: _Matter
    judgement: relation.Judgement
    chance: float
    contributions: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_meaning(self) -> bool:
        """Whether the sentence says what it means for the commitment."""
        return self.judgement.relation != relating.MENTIONS

    @property
    def is_for_a_person(self) -> bool:
        """Whether there is something to decide: what the sentence means, or may mean."""
        return self.is_meaning or self.judgement.is_marked

    @property
    def is_report(self) -> bool:
        """Whether the sentence is about the commitment for certain, and not from before it."""
        is_about = self.matter.link.is_certain and self.judgement.is_about
        return is_about and self.judgement.rule != _TOO_EARLY

    @property
    def confidence(self) -> float:
        """How likely it is about the commitment, and says what it is taken to say."""
        voice = self.matter.word.voice
        is_carried = voice is not None and voice.is_carried
        return self.matter.link.probability * (self.chance - (_CARRIED if is_carried else 0.0))

    @property
    def weight(self) -> tuple[bool, bool, float, float]:
        """What the sentence that shows the report best has most of."""
        is_news = self.matter.settled is None
        surest = self.confidence if self.is_meaning else 0.0
        return self.is_meaning, is_news, surest, self.matter.link.probability


def find(reading: Reading) -> list[base.Finding]:
    """Return a report for each commitment that the text is about, and what it may mean.

    Of what it may mean one finding is given for each kind and speaker, the surest. A commitment
    that the text may be about, and may not, is mentioned once. The words in which it was first
    stated are the record itself, and nothing new.
    """
    matters = [
        _matter(reading, link)
        for link in linking.links(reading)
        if not _is_own_origin(reading, link.passage, link.commitment)
    ]
    said: dict[str, list[_Reported]] = defaultdict(list)
    for matter in matters:
        said[matter.link.commitment.slug].append(_reported(reading, matter))
    return [finding for told in said.values() for finding in _told(reading, told)]


def _told(reading: Reading, told: list[_Reported]) -> list[base.Finding]:
    """Return what is found of one commitment: a report with its meanings, or a mention."""
    reports = [one for one in told if one.is_report]
    if not reports:
        return [_meaning(reading, max(told, key=lambda one: one.confidence))]
    report = _report(reading, max(reports, key=lambda one: one.weight))
    return [report, *_surest(_meaning(reading, one) for one in reports if one.is_for_a_person)]


def _reported(reading: Reading, matter: _Matter) -> _Reported:
    """Return what is reported, and how likely that is what the sentence says."""
    if matter.settled is not None:
        return _Reported(matter, matter.settled, _SAID + (1 - _SAID) * matter.settled.certainty)
    targets = tuple((hit.start, hit.end) for hit in matter.link.hits)
    form, side = matter.link.commitment.form, matter.word.side
    ruled = relation.judge(matter.passage.sentence, reading.language, form, targets, side)
    judged = relating.judged(reading, matter.link, matter.word, ruled)
    return _Reported(matter, judged.judgement, judged.chance, judged.contributions)


def _matter(reading: Reading, link: linking.Link) -> _Matter:
    word = voices.word(reading, link.passage, link.commitment, link.hits[0].start)
    return _Matter(link.passage, link, word, _not_news(reading, link, word))


def _not_news(reading: Reading, link: linking.Link, word: voices.Word) -> relation.Judgement | None:
    """Return why the sentence can report nothing new, whatever it says."""
    commitment, passage, anchor = link.commitment, link.passage, reading.anchor
    first_term = min(hit.start for hit in link.hits)
    said_at = word.attribution.start if word.attribution else first_term
    reasons = {
        FOR_REVIEW: not link.is_certain,
        _TOO_EARLY: bool(commitment.stated_on and anchor and anchor.last < commitment.stated_on),
        "question": passage.is_question,
        "said long before": moments.is_past(reading, passage, said_at),
    }
    return next(
        (relation.Judgement("mentions", rule) for rule, holds in reasons.items() if holds), None
    )


def _is_own_origin(reading: Reading, passage: Passage, commitment: base.Commitment) -> bool:
    """Tell whether the sentence overlaps the words by which the commitment was first cited."""
    if reading.article.document not in commitment.stated_in:
        return False
    text = normalise.fold(reading.article.text)
    sentence = passage.sentence
    for quote in commitment.stated_quotes:
        at = text.find(normalise.fold(quote))
        if at >= 0 and at < sentence.end and sentence.start < at + len(quote):
            return True
    return False


def _report(reading: Reading, reported: _Reported) -> base.Finding:
    """Return the neutral finding that a sentence is about its commitment."""
    link, told = reported.matter.link, _explanation(reading, reported)
    return replace(
        _found(reading, reported),
        kind=kinds.REPORTED,
        confidence=_rounded(link.probability),
        explanation={
            "matched": told["matched"],
            "rule": ABOUT_IT,
            "contributions": told["contributions"],
            "analyser": told["analyser"],
        },
    )


def _meaning(reading: Reading, reported: _Reported) -> base.Finding:
    """Return the finding of what a sentence says of its commitment."""
    judgement, side = reported.judgement, reported.matter.word.side
    stored = "mentions" if judgement.relation == "challenges" else judgement.relation
    is_sided = side in (relation.HOLDER, relation.COUNTERPART, relation.THIRD_PARTY)
    return replace(
        _found(reading, reported),
        kind=_KINDS[judgement.relation],
        confidence=_rounded(reported.confidence),
        relation=stored,
        side=side if is_sided else None,
        explanation=_explanation(reading, reported),
    )


def _rounded(likelihood: float) -> float:
    return min(round(likelihood, 2), _MOST_CONFIDENT)


def _found(reading: Reading, reported: _Reported) -> base.Finding:
    """Return where a sentence stands, who speaks in it and on which day."""
    matter = reported.matter
    sentence, commitment, word = matter.passage.sentence, matter.link.commitment, matter.word
    occurred, precision = moments.said(reading, matter.passage, word.attribution)
    return base.Finding(
        kind="",
        record=commitment.slug,
        start=sentence.start,
        end=sentence.end,
        exact=sentence.text,
        confidence=0.0,
        speaker=sides.speaker(
            word.voice, commitment, reading.language, reading.home, reading.index
        ),
        occurred=occurred,
        occurred_precision=precision,
    )


def _explanation(reading: Reading, reported: _Reported) -> dict[str, object]:
    text, sentence = reading.article.text, reported.matter.passage.sentence
    return {
        "matched": [
            {
                "text": sentence.text[hit.start : hit.end],
                "start": sentence.start + hit.start,
                "end": sentence.start + hit.end,
                "term": hit.term,
                "weight": hit.weight,
            }
            for hit in sorted(reported.matter.link.hits, key=lambda hit: hit.start)
        ],
        "decided_by": [
            {
                "text": text[sentence.start + cue.start : sentence.start + cue.end],
                "start": sentence.start + cue.start,
                "end": sentence.start + cue.end,
                "cue": cue.name,
            }
            for cue in reported.judgement.cues
        ],
        "rule": reported.judgement.rule,
        "contributions": linking.contributions(reading, reported.matter.link),
        "relation_contributions": dict(reported.contributions),
        "analyser": _ANALYSER,
    }


def _surest(found: Iterable[base.Finding]) -> list[base.Finding]:
    """Return the surest finding of each kind and speaker."""
    best: dict[tuple[str, str], base.Finding] = {}
    for finding in found:
        key = (finding.kind, finding.speaker.name if finding.speaker else "")
        if key not in best or finding.confidence > best[key].confidence:
            best[key] = finding
    return list(best.values())
