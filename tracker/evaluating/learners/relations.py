"""What a linked sentence does to a commitment, in five questions."""

from collections.abc import Iterator

from tracker.detectors import linking, relating, turns, voices
from tracker.detectors.passages import Reading
from tracker.evaluating.cases import Case
from tracker.evaluating.learners.base import Example
from tracker.text import relation
from tracker.text.logistic import Row

_RIDGE = 3.0
# What a reader could defend besides the label counts for this much of an example.
_DEFENSIBLE = 0.4
_FORWARD = ("reaffirms", "progresses", "fulfils")
_DEEDS = ("progresses", "fulfils")
_BACKWARD = ("contradicts", "breaks")


class Relations:
    """Learns from every sentence that holds terms of a commitment which the passage concerns."""

    name = relating.FILE
    ridges = dict.fromkeys(relating.HEADS, _RIDGE)
    parts = 5

    def examples(self, reading: Reading, case: Case) -> Iterator[Example]:
        """Yield an example of each question for each such sentence; together they count one."""
        told = [link for link in linking.weighed(reading) if link.commitment.slug in case.gold]
        for link in told:
            slug = link.commitment.slug
            same = sum(other.commitment.slug == slug for other in told)
            features = _features(reading, link)
            for head, label, weight in _questions(_labels(case, slug)):
                yield Example(head, Row(features, label, weight / same))


def _features(reading: Reading, link: linking.Link) -> dict[str, float]:
    word = voices.word(reading, link.passage, link.commitment, link.hits[0].start)
    targets = [(hit.start, hit.end) for hit in link.hits]
    ruled = relation.judge(
        link.passage.sentence, reading.language, link.commitment.form, targets, word.side
    )
    return turns.features(reading, link, word, ruled.relation)


def _labels(case: Case, slug: str) -> dict[str, float]:
    """Return how much each relation is the right one."""
    (best,) = [g["relation"] for g in case.labels["gold"] if g["commitment_id"] == slug][-1:]
    others = sorted({_plain(r) for r in case.gold[slug]} - {_plain(best)})
    shares = {other: _DEFENSIBLE / len(others) for other in others}
    return {_plain(best): 1 - sum(shares.values()), **shares}


def _plain(name: str) -> str:
    return "contradicts" if name == "qualifies" else name


def _questions(labels: dict[str, float]) -> Iterator[tuple[str, bool, float]]:
    """Yield each question that the labels answer, its answer, and how much that counts."""

    def share(names: tuple[str, ...]) -> float:
        return sum(labels.get(name, 0.0) for name in names)

    asked = (
        (relating.DEVELOPED, share(_FORWARD + _BACKWARD), share(("mentions",))),
        (relating.AGAINST, share(_BACKWARD), share(_FORWARD)),
        (relating.DEED, share(_DEEDS), share(("reaffirms",))),
        (relating.DONE, share(("fulfils",)), share(("progresses",))),
        (relating.DEFINITE, share(("breaks",)), share(("contradicts",))),
    )
    for head, yes, no in asked:
        if yes:
            yield head, True, yes
        if no:
            yield head, False, no
