"""What speaks for a sentence keeping, furthering or breaking a commitment, or doing neither."""

from tracker.detectors import base, voices
from tracker.detectors.linking import Link
from tracker.detectors.passages import Passage, Reading
from tracker.text import lexicon, normalise, terms
from tracker.text.sentences import Sentence

_NEAR = 8
_NEGATED_BY = 3
_BESIDE = 0.5
_FRESH_DAYS, _YEAR = 3, 365
# Families whose meaning turns with a "not" before them, and with the form of the commitment.
_TURNED = (
    "reaffirm", "complete", "partial", "give_up", "breach", "do", "will", "fail", "calm", "limits",
)  # fmt: skip
_CROSSED = (
    "do",
    "not_do",
    "negated",
    "none",
    "past",
    "will",
    "not_will",
    "over",
    "limits",
    "refuse",
)


def features(reading: Reading, link: Link, word: voices.Word, verdict: str) -> dict[str, float]:
    """Return the features of a sentence that is linked, all between 0 and 1.

    ``word`` is whose word it is, and ``verdict`` what the rules make of it.
    """
    own = _of_sentence(reading, link.passage.sentence, link)
    found = dict(own)
    for sentence in _beside(reading, link.passage):
        for name, value in _of_sentence(reading, sentence, None).items():
            found[name] = max(found.get(name, 0.0), _BESIDE * value)
    is_refrain = is_refraining(link.commitment)
    for name in _CROSSED:
        if found.get(name):
            found[f"{name}_{'refrain' if is_refrain else 'else'}"] = found[name]
    found.update(_of_figures(reading, link))
    found.update(_of_voice(link, word))
    found.update(_of_dates(reading, link.commitment))
    found[f"rules_{verdict}"] = 1.0
    found["refrain"] = float(is_refrain)
    found["question"] = float(link.passage.is_question)
    return {name: value for name, value in found.items() if value}


def is_refraining(commitment: base.Commitment) -> bool:
    """Tell whether it is a promise not to do something; by its words where its form is not told."""
    if commitment.form:
        return commitment.form == "refrain"
    for language, text in commitment.texts.items():
        folded = normalise.fold(text)
        if lexicon.load(language).cues["negation"].find(normalise.lower(text), folded):
            return True
    return False


def _beside(reading: Reading, passage: Passage) -> list[Sentence]:
    number, paragraph = passage.sentence.index, passage.sentence.paragraph
    near = (
        *reading.passages[max(0, number - 1) : number],
        *reading.passages[number + 1 : number + 2],
    )
    return [other.sentence for other in near if other.sentence.paragraph == paragraph]


def _of_sentence(reading: Reading, sentence: Sentence, link: Link | None) -> dict[str, float]:
    """Return the families of words in a sentence; those near the terms of ``link`` twice."""
    found: dict[str, float] = {}
    negations = (
        lexicon.load(reading.language).cues["negation"].find(sentence.lowered, sentence.folded)
    )
    for family, cues in lexicon.cues("turns", reading.language).items():
        for hit in cues.find(sentence.lowered, sentence.folded):
            is_turned = family in _TURNED and any(
                n.end <= hit.start and _gap(sentence, n.end, hit.start) < _NEGATED_BY
                for n in negations
            )
            name = f"not_{family}" if is_turned else family
            found[name] = 1.0
            if link is not None and _is_near(sentence, hit, link):
                found[f"{name}_near"] = 1.0
    if link is not None:
        found["negated"] = float(any(_is_near(sentence, hit, link) for hit in negations))
    return found


def _is_near(sentence: Sentence, hit: lexicon.Hit, link: Link) -> bool:
    return any(
        _gap(sentence, min(hit.end, term.end), max(hit.start, term.start)) <= _NEAR
        for term in link.hits
    )


def _gap(sentence: Sentence, start: int, end: int) -> int:
    return sentence.folded.count(" ", start, max(start, end))


def _of_figures(reading: Reading, link: Link) -> dict[str, float]:
    """Return whether the commitment's own figure is named, and other figures beside it."""
    told = {
        token.word
        for text in link.commitment.texts.values()
        for token in terms.tokens(normalise.fold(text))
        if token.word[0].isdigit()
    }
    words = [token.word for token in terms.tokens(link.passage.sentence.folded)]
    named = {word for word in words if word[0].isdigit()}
    return {
        "figure_same": float(bool(told & named)),
        "figure_other": float(bool(told) and bool(named - told)),
        "share": float("%" in words),
    }


def _of_voice(link: Link, word: voices.Word) -> dict[str, float]:
    found = {f"side_{word.side}": 1.0}
    if word.voice is not None:
        found[f"voice_{word.voice.kind}"] = 1.0
        found["carried"] = float(word.voice.is_carried)
    return found


def _of_dates(reading: Reading, commitment: base.Commitment) -> dict[str, float]:
    if reading.anchor is None or commitment.stated_on is None:
        return {}
    days = (reading.anchor.day - commitment.stated_on).days
    return {
        "before": float(reading.anchor.last < commitment.stated_on),
        "fresh": float(abs(days) <= _FRESH_DAYS),
        "year_after": float(days > _YEAR),
    }
