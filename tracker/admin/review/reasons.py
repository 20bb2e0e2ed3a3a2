"""Why a machine flagged something, in plain words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from tracker import models
from tracker.analysis import relations

_MOST: Final = 3
_SLIGHT: Final = 0.25
"""What counts for less than this, in log odds, is not told."""

_SUBJECTS: Final = {
    "terms_best": "terms",
    "terms_heaviest": "terms",
    "words_all": "words",
    "words_best": "words",
    "officials": "official",
    "official_ours": "official",
}
"""What features are about, where that is another word than their own names."""
_FOR: Final = {
    "terms": "key terms of the commitment stand in the article",
    "ahead": "more of its terms are there than of any other commitment",
    "words": "many of the commitment's own words are there",
    "holder": "the party that is bound is named",
    "holder_share": "much of the article is about that party",
    "counterpart": "the other side is named",
    "official": "officials whom it concerns are named",
    "publisher": "the party that is bound published it",
    "actor": "the parties are named nearby",
    "participants": "those who take part are named",
    "date": "the day fits",
    "place": "the place fits",
    "title": "the title is named",
    "name": "the name is there",
    "parties": "the parties fit",
}
_AGAINST: Final = {
    "terms": "few of its key terms are there",
    "behind": "another commitment has more of its terms there",
    "words": "few of the commitment's own words are there",
    "holder": "the party that is bound is not named",
    "holder_share": "little of the article is about that party",
    "rival_holder": "a party that made a like promise is named",
    "early": "it is older than the commitment",
    "official": "no official whom it concerns is named",
}


def reasons(development: models.Development) -> list[str]:
    """Return the sentences that tell why a machine flagged ``development``."""
    return list(_sentences(development.explanation, development.confidence))


def is_told(span: Mapping[str, Any]) -> bool:
    """Return whether a span that decided is a cue, and no single word that was weighed."""
    return span.get("cue") != relations.FILE


def _sentences(explanation: Mapping[str, Any], confidence: float | None) -> Iterator[str]:
    if models.READINGS_DISAGREE in explanation:
        yield f"Two readings disagree: {explanation[models.READINGS_DISAGREE]}."
    if words := _quoted(explanation.get("matched", ())):
        yield f"It speaks of {words}."
    if words := _quoted(filter(is_told, explanation.get("decided_by", ()))):
        yield f"What it is taken to mean rests on {words}."
    shares = _by_phrase(explanation.get("contributions") or {})
    if told := [_FOR[name] for name, share in shares.items() if share > 0 and name in _FOR]:
        yield f"For it: {', '.join(told[:_MOST])}."
    against = [name for name, share in shares.items() if share < 0]
    if told := [_AGAINST[name] for name in against if name in _AGAINST]:
        yield f"Against it: {', '.join(told[:_MOST])}."
    if confidence is not None:
        yield f"The machine gives it {round(confidence * 100)} in 100."
    analyser = explanation.get("analyser")
    if isinstance(analyser, Mapping) and analyser.get("model"):
        yield f"Read by the language model {analyser['model']}."


def _quoted(spans: Iterable[Mapping[str, Any]]) -> str:
    """Return the words of spans in quotation marks, each once, the first few."""
    words = list(dict.fromkeys(str(span["text"]) for span in spans if span.get("text")))
    return ", ".join(f"“{word}”" for word in words[: 2 * _MOST])


def _by_phrase(shares: Mapping[str, float]) -> dict[str, float]:
    """Return what speaks for and against, summed by what is told of it, the heaviest first."""
    summed: dict[str, float] = {}
    for name, share in shares.items():
        subject = _SUBJECTS.get(name.removeprefix("brief_"), name)
        summed[subject] = summed.get(subject, 0.0) + share
    heaviest = sorted(summed.items(), key=lambda each: -abs(each[1]))
    return {subject: share for subject, share in heaviest if abs(share) >= _SLIGHT}
