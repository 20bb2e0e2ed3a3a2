"""What a judge is asked about an article: each sentence once, with the commitments it names."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.analysis import judges
from tracker.analysis.links import linking
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.relations import voices

_NEIGHBOURS = 1
_LONGEST = 4000


@dataclass(frozen=True)
class Matter:
    """A sentence about a commitment, and whose word it is.

    ``settled`` is the verdict on what no judge need be asked.
    """

    passage: Passage
    link: linking.Link
    word: voices.Word
    settled: judges.Verdict | None = None


def verdicts(reading: Reading, matters: Sequence[Matter]) -> list[judges.Verdict]:
    """Return the verdict on each of ``matters``, asking the reading's judge once for all."""
    grouped: dict[int, list[Matter]] = defaultdict(list)
    for matter in matters:
        if matter.settled is None:
            grouped[matter.passage.sentence.index].append(matter)
    said = reading.judge.judge([_question(reading, same) for same in grouped.values()])
    by_sentence = dict(zip(grouped, said, strict=True))
    return [
        matter.settled or by_sentence[matter.passage.sentence.index][matter.link.commitment.slug]
        for matter in matters
    ]


def _question(reading: Reading, matters: Sequence[Matter]) -> judges.Question:
    ordered = sorted(matters, key=lambda matter: -matter.link.probability)
    return judges.Question(
        _passage(reading, matters[0].passage),
        tuple(_candidate(reading, matter) for matter in ordered),
    )


def _passage(reading: Reading, passage: Passage) -> judges.Passage:
    """Return the sentence with its neighbours in the paragraph, as far as they are short."""
    sentence, around = passage.sentence, passage.sentence
    start, end = sentence.start, sentence.end
    number = sentence.index
    for near in reading.passages[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS + 1]:
        around = near.sentence
        longer = max(end, around.end) - min(start, around.start)
        if around.paragraph == sentence.paragraph and longer <= _LONGEST:
            start, end = min(start, around.start), max(end, around.end)
    return judges.Passage(sentence, reading.language, reading.article.text[start:end], start)


def _candidate(reading: Reading, matter: Matter) -> judges.Candidate:
    commitment = matter.link.commitment
    texts = commitment.texts
    parties = reading.index.parties
    return judges.Candidate(
        key=commitment.slug,
        form=commitment.form,
        targets=tuple((hit.start, hit.end) for hit in matter.link.hits),
        side=matter.word.side,
        text=texts.get(reading.language) or next(iter(texts.values()), ""),
        holders=tuple(
            parties[slug].names[0]
            for slug in commitment.holders
            if slug in parties and parties[slug].names
        ),
        violation=commitment.violation,
        fulfilment=commitment.fulfilment,
    )
