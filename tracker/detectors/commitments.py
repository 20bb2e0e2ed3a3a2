"""What a text does to tracked commitments: reaffirms, qualifies, contradicts or challenges them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tracker.detectors import asking, base, linking, moments, relating, sides, voices
from tracker.detectors.passages import Passage, Reading
from tracker.text import judges, normalise, relation

CODE = "commitments"
VERSION = "1"

_KINDS = {
    "reaffirms": "commitment.reaffirmed",
    "qualifies": "commitment.qualified",
    "contradicts": "commitment.contradicted",
    "challenges": "commitment.challenged",
    "progresses": "commitment.progressed",
    "fulfils": "commitment.fulfilled",
    "breaks": "commitment.broken",
    "mentions": "commitment.mentioned",
}
_SAID, _CARRIED = 0.6, 0.12
#: The rule by which a person is asked whether a sentence is about the commitment at all.
FOR_REVIEW = "not certainly about it"


@dataclass(frozen=True)
class _Reported:
    matter: asking.Matter
    verdict: judges.Verdict
    chance: float
    contributions: Mapping[str, float] = field(default_factory=dict)

    @property
    def judgement(self) -> relation.Judgement:
        return self.verdict.judgement


def find(reading: Reading) -> list[base.Finding]:
    """Return at most one finding for each commitment, kind and speaker, the surest.

    A mere mention is given only where the text says nothing more of that commitment. The words
    in which it was first stated are the record itself, and nothing new.
    """
    matters = [
        _matter(reading, link)
        for link in linking.links(reading)
        if not _is_own_origin(reading, link.passage, link.commitment)
    ]
    said = zip(matters, asking.verdicts(reading, matters), strict=True)
    return _surest([_finding(reading, _reported(reading, matter, v)) for matter, v in said])


def _reported(reading: Reading, matter: asking.Matter, verdict: judges.Verdict) -> _Reported:
    """Return what is reported, and how likely that is what the sentence says."""
    if matter.settled is not None or verdict.backend != judges.Rules.backend:
        return _Reported(matter, verdict, _SAID + (1 - _SAID) * verdict.judgement.certainty)
    judged = relating.judged(reading, matter.link, matter.word, verdict.judgement)
    said = replace(verdict, judgement=judged.judgement)
    return _Reported(matter, said, judged.chance, judged.contributions)


def _matter(reading: Reading, link: linking.Link) -> asking.Matter:
    word = voices.word(reading, link.passage, link.commitment, link.hits[0].start)
    old = _not_news(reading, link, word)
    settled = judges.Verdict(old, judges.Rules.backend, relation.VERSION) if old else None
    return asking.Matter(link.passage, link, word, settled)


def _not_news(reading: Reading, link: linking.Link, word: voices.Word) -> relation.Judgement | None:
    """Return why the sentence can report nothing new, whatever it says."""
    commitment, passage, anchor = link.commitment, link.passage, reading.anchor
    first_term = min(hit.start for hit in link.hits)
    said_at = word.attribution.start if word.attribution else first_term
    reasons = {
        FOR_REVIEW: not link.is_certain,
        "question": passage.is_question,
        "published before it was stated": bool(
            commitment.stated_on and anchor and anchor.last < commitment.stated_on
        ),
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


def _finding(reading: Reading, reported: _Reported) -> base.Finding:
    matter, judgement = reported.matter, reported.judgement
    sentence, link, word = matter.passage.sentence, matter.link, matter.word
    occurred, precision = moments.said(reading, matter.passage, word.attribution)
    stored = "mentions" if judgement.relation == "challenges" else judgement.relation
    is_sided = word.side in (relation.HOLDER, relation.COUNTERPART, relation.THIRD_PARTY)
    return base.Finding(
        kind=_KINDS[judgement.relation],
        record=link.commitment.slug,
        start=sentence.start,
        end=sentence.end,
        exact=sentence.text,
        confidence=round(_confidence(reported), 2),
        relation=stored,
        side=word.side if is_sided else None,
        speaker=sides.speaker(
            word.voice, link.commitment, reading.language, reading.home, reading.index
        ),
        occurred=occurred,
        occurred_precision=precision,
        explanation=_explanation(reading, reported),
    )


def _confidence(reported: _Reported) -> float:
    """Return how likely it is about the commitment, and says what it is taken to say."""
    voice = reported.matter.word.voice
    is_carried = voice is not None and voice.is_carried
    return reported.matter.link.probability * (reported.chance - (_CARRIED if is_carried else 0.0))


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
        "judge": _judge(reported.verdict),
    }


def _judge(verdict: judges.Verdict) -> dict[str, str]:
    said = {"backend": verdict.backend, "version": verdict.version}
    return {**said, "note": verdict.note} if verdict.note else said


def _surest(found: list[base.Finding]) -> list[base.Finding]:
    grouped: dict[str, dict[tuple[str, str], base.Finding]] = defaultdict(dict)
    for finding in found:
        who = finding.speaker.name if finding.speaker else ""
        same = grouped[finding.record]
        key = (finding.kind, "" if finding.kind == _KINDS["mentions"] else who)
        if key not in same or finding.confidence > same[key].confidence:
            same[key] = finding
    kept: list[base.Finding] = []
    for same in grouped.values():
        more = [finding for finding in same.values() if finding.kind != _KINDS["mentions"]]
        kept += more or list(same.values())
    return kept
