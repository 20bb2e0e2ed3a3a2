"""What speaks for a sentence keeping, furthering or breaking a commitment, or doing neither.

These are families of words, named in the lexicon, and single words and pairs, which the labelled
passages alone tell the meaning of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.analysis import base, lexicon, normalise
from tracker.analysis.links.linking import Link
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.relations import voices
from tracker.analysis.relations.relation import Cue
from tracker.analysis.structure.sentences import Sentence
from tracker.analysis.terms import terms

_NEAR = 8
_NEGATED_BY = 3
_BESIDE = 0.5
# A word says less than a family of words, and there are many of them.
_WORD = 0.4
_STEM = 6
_WORD_MARKS = ("word ", "not ", "pair ")
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


@dataclass(frozen=True)
class Evidence:
    """Features, all between 0 and 1, and where in the sentence those stand that are words."""

    features: dict[str, float]
    cues: dict[str, Cue]


def evidence(reading: Reading, link: Link, word: voices.Word, verdict: str) -> Evidence:
    """Return what speaks for what, in a sentence that is linked and beside it.

    ``word`` is whose word it is, and ``verdict`` what the rules make of it.
    """
    sentences, own = reading.once(_Sentences), link.passage.sentence
    told = sentences.told(own)
    cues = {**told.cues, **_near(told, own, link)}
    found = {name: _size(name) for name in cues}
    for sentence in _beside(reading, link.passage):
        for name in sentences.told(sentence).cues:
            found[name] = max(found.get(name, 0.0), _BESIDE * _size(name))
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
    return Evidence({name: value for name, value in found.items() if value}, cues)


def is_word(name: str) -> bool:
    """Tell whether a feature is a single word or a pair, and no family of the lexicon."""
    return name.startswith(_WORD_MARKS)


def _size(name: str) -> float:
    return _WORD if is_word(name) else 1.0


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


class _Sentences:
    """The words of the sentences of an article that count, each looked for once."""

    def __init__(self, reading: Reading) -> None:
        self._language = reading.language
        self._told: dict[int, _Told] = {}

    def told(self, sentence: Sentence) -> "_Told":
        """Return the words in a sentence of the article."""
        if sentence.index not in self._told:
            self._told[sentence.index] = self._read(sentence)
        return self._told[sentence.index]

    def _read(self, sentence: Sentence) -> "_Told":
        cues = lexicon.load(self._language).cues["negation"]
        negations = cues.find(sentence.lowered, sentence.folded)
        families = []
        for family, known in lexicon.cues("turns", self._language).items():
            for hit in known.find(sentence.lowered, sentence.folded):
                is_turned = family in _TURNED and _is_negated(sentence, negations, hit.start)
                cue = Cue(hit.start, hit.end, hit.words, family)
                families.append((f"not_{family}" if is_turned else family, cue))
        return _Told(tuple(families), negations, dict(_words(sentence, negations)))


@dataclass(frozen=True)
class _Told:
    """What a sentence says whatever it is about: families of words, negations, single words."""

    families: tuple[tuple[str, Cue], ...]
    negations: tuple[lexicon.Hit, ...]
    words: dict[str, Cue]

    @property
    def cues(self) -> dict[str, Cue]:
        """Return the words that count, by feature."""
        return {**dict(self.families), **self.words}


def _near(told: _Told, sentence: Sentence, link: Link) -> dict[str, Cue]:
    """Return the words that stand near the terms of ``link``, by a feature of their own."""
    found = {f"{name}_near": cue for name, cue in told.families if _is_near(sentence, cue, link)}
    for hit in told.negations:
        if _is_near(sentence, hit, link):
            found["negated"] = Cue(hit.start, hit.end, hit.words, "negation")
    return found


def _words(sentence: Sentence, negations: Sequence[lexicon.Hit]) -> Iterator[tuple[str, Cue]]:
    """Yield single words, those that are negated, and pairs, all by their stems."""
    before: tuple[str, int] | None = None
    for token in terms.tokens(sentence.folded):
        stem = "0" if token.word[0].isdigit() else token.word[:_STEM]
        words = sentence.folded[token.start : token.end]
        yield f"word {stem}", Cue(token.start, token.end, words, "word")
        if _is_negated(sentence, negations, token.start):
            yield f"not {stem}", Cue(token.start, token.end, words, "negated word")
        if before is not None:
            pair = sentence.folded[before[1] : token.end]
            yield f"pair {before[0]} {stem}", Cue(before[1], token.end, pair, "words")
        before = stem, token.start


def _is_negated(sentence: Sentence, negations: Sequence[lexicon.Hit], start: int) -> bool:
    return any(n.end <= start and _gap(sentence, n.end, start) < _NEGATED_BY for n in negations)


def _is_near(sentence: Sentence, hit: lexicon.Hit | Cue, link: Link) -> bool:
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
