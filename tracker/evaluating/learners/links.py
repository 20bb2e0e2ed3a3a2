"""Whether a sentence is about a commitment."""

from collections.abc import Iterable, Sequence

from tracker.analysis import weights
from tracker.analysis.links import linking
from tracker.analysis.passages import Reading
from tracker.analysis.weights.logistic import Row
from tracker.evaluating.cases import Case
from tracker.evaluating.learners.base import Example, Lesson, separate

_RIDGE = 1.0
# A false alarm costs more than a passage that is missed.
_FALSE = 1.6


class Links:
    """Learns from each commitment whose terms a passage holds, by the sentence that holds most."""

    name = linking.FILE
    heads = (linking.HEAD,)
    reads_both = True

    def examples(self, reading: Reading, case: Case) -> Iterable[Example]:
        """Return one example for a commitment; none where the link is tolerated."""
        fullest: dict[str, linking.Link] = {}
        for link in linking.weighed(reading):
            known = fullest.get(link.commitment.slug)
            if known is None or _fullness(link) > _fullness(known):
                fullest[link.commitment.slug] = link
        for slug, link in fullest.items():
            if slug not in case.tolerated or slug in case.gold:
                is_about = slug in case.gold
                row = Row(link.features, is_about, 1.0 if is_about else _FALSE)
                yield Example(linking.HEAD, row)

    def learn(self, given: Sequence[Lesson]) -> weights.Heads:
        """Return the one model."""
        return separate(given, {linking.HEAD: _RIDGE})


def _fullness(link: linking.Link) -> float:
    return link.features["terms"] + link.features["near"]
