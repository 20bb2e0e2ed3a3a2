"""What a linked sentence does to a commitment: one of six relations."""

from collections.abc import Iterator, Sequence

from tracker.analysis import weights
from tracker.analysis.links import linking
from tracker.analysis.passages import Reading
from tracker.analysis.relations import relating, relation, turns, voices
from tracker.analysis.weights.logistic import Row
from tracker.evaluating.cases import Case
from tracker.evaluating.learners.base import Example, Lesson, choice, stories_of

_RIDGE = 3.0
_PARTS = 3
# A word that few stories have is about their matter, and says nothing of others.
_STORIES = 10
# What a reader could defend besides the label counts for this much of an example.
_DEFENSIBLE = 0.4


class Relations:
    """Learns from every sentence that holds terms of a commitment which the passage concerns."""

    name = relating.FILE
    heads = relating.RELATIONS
    reads_both = False

    def examples(self, reading: Reading, case: Case) -> Iterator[Example]:
        """Yield an example of each relation for each such sentence; together they count one."""
        told = [link for link in linking.weighed(reading) if link.commitment.slug in case.gold]
        for link in told:
            slug = link.commitment.slug
            same = sum(other.commitment.slug == slug for other in told)
            features = _features(reading, link)
            for label, share in _labels(case, slug).items():
                yield Example(label, Row(features, True, share / same))

    def learn(self, given: Sequence[Lesson]) -> weights.Heads:
        """Return a model for each relation, of which a sentence has one."""
        return choice(given, self.heads, _RIDGE, _PARTS, _kept)


def _kept(given: Sequence[Lesson]) -> set[str]:
    """Return the features to learn by: all but the words of few stories."""
    stories = stories_of(given).items()
    return {name for name, n in stories if n >= _STORIES or not turns.is_word(name)}


def _features(reading: Reading, link: linking.Link) -> dict[str, float]:
    word = voices.word(reading, link.passage, link.commitment, link.hits[0].start)
    targets = [(hit.start, hit.end) for hit in link.hits]
    ruled = relation.judge(
        link.passage.sentence, reading.language, link.commitment.form, targets, word.side
    )
    return turns.evidence(reading, link, word, ruled.relation).features


def _labels(case: Case, slug: str) -> dict[str, float]:
    """Return how much each relation is the right one."""
    (best,) = [g["relation"] for g in case.labels["gold"] if g["commitment_id"] == slug][-1:]
    others = sorted({relating.plain(r) for r in case.gold[slug]} - {relating.plain(best)})
    shares = {other: _DEFENSIBLE / len(others) for other in others}
    return {relating.plain(best): 1 - sum(shares.values()), **shares}
