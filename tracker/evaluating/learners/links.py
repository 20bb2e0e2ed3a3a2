"""Whether a sentence is about a commitment."""

from collections.abc import Iterable

from tracker.detectors import linking
from tracker.detectors.passages import Reading
from tracker.evaluating.cases import Case
from tracker.evaluating.learners.base import EVERY_STORY, Example
from tracker.text.logistic import Row


class Links:
    """Learns from each commitment whose terms a passage holds, by the sentence that holds most."""

    name = linking.FILE
    ridges = {linking.HEAD: 1.0}
    parts = EVERY_STORY

    def examples(self, reading: Reading, case: Case) -> Iterable[Example]:
        """Return one example for a commitment; none where the link is tolerated."""
        fullest: dict[str, linking.Link] = {}
        for link in linking.weighed(reading):
            known = fullest.get(link.commitment.slug)
            if known is None or _fullness(link) > _fullness(known):
                fullest[link.commitment.slug] = link
        for slug, link in fullest.items():
            if slug not in case.tolerated or slug in case.gold:
                yield Example(linking.HEAD, Row(link.features, slug in case.gold))


def _fullness(link: linking.Link) -> float:
    return link.features["terms"] + link.features["near"]
