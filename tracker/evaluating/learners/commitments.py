"""What articles teach of commitments: which they are about, where they show it, what it means."""

from collections.abc import Iterable, Iterator

from tracker.analysis import ranking, relations
from tracker.analysis.links import pairs
from tracker.analysis.passages import Reading
from tracker.analysis.ranking import Ranked
from tracker.evaluating.articles import Development, Labelled
from tracker.evaluating.learners.base import Example, Learner

_OTHER = "other"
# A paragraph says less of a whole article than an article does.
_CUT = 0.5


def of_pairs(reading: Reading, labelled: Labelled) -> Iterator[Example]:
    """Yield an example for each commitment in question; none where editors would differ."""
    weight = _CUT if labelled.is_cut else 1.0
    for slug, features in pairs.features(reading).items():
        own = labelled.of(slug)
        if not own or any(development.is_must for development in own):
            yield Example(features, pairs.HEAD if own else _OTHER, weight)


def of_ranking(reading: Reading, labelled: Labelled) -> Iterator[Example]:
    """Yield an example for each sentence, seen from each commitment that the article is about."""
    for _, ranked, development in _sentences(reading, labelled):
        yield Example(ranked.features, ranking.HEAD if development else _OTHER)


def of_relations(reading: Reading, labelled: Labelled) -> Iterator[Example]:
    """Yield an example for each sentence with what it means, the best that editors say."""
    for pair, ranked, development in _sentences(reading, labelled):
        label = development.relations[0] if development else relations.NONE
        yield Example(relations.features(reading, pair, ranked), label)


def _sentences(
    reading: Reading, labelled: Labelled
) -> Iterator[tuple[pairs.Pair, Ranked, Development | None]]:
    for pair in pairs.pairs(reading):
        own = labelled.of(pair.commitment.slug)
        for ranked in ranking.ranking(reading, pair) if own else ():
            sentence = ranked.passage.sentence
            yield pair, ranked, _at(own, sentence.start, sentence.end)


def _at(developments: Iterable[Development], start: int, end: int) -> Development | None:
    """Return the development that a sentence shows."""
    return next(
        (d for d in developments if any(first < end and start < last for first, last in d.spans)),
        None,
    )


PAIRS = Learner(pairs.FILE, (pairs.HEAD,), of_pairs, reads_cuts=True)
RANKING = Learner(ranking.FILE, (ranking.HEAD,), of_ranking)
RELATIONS = Learner(
    relations.FILE,
    (*relations.RELATIONS, relations.NONE),
    of_relations,
    looseness=0.1,
    fewest=25,
    reads_cuts=True,
    lightest=0.1,
)
