"""What a text was weighed for: the sentences that hold a commitment's terms, linked or not."""

from dataclasses import dataclass

from tracker.detectors import linking
from tracker.detectors.passages import Passage, Reading
from tracker.text.terms import TermHit


@dataclass(frozen=True)
class Candidate:
    """A sentence and a commitment whose terms it holds.

    ``score`` and ``actor`` are those of the link, and None where the sentence is not about it:
    the terms weigh too little there, or none of its parties is near.
    """

    commitment: str
    passage: Passage
    hits: tuple[TermHit, ...]
    score: float | None
    actor: float | None


def candidates(reading: Reading) -> list[Candidate]:
    """Return every sentence with every commitment of whose terms it holds any, in order."""
    links = {
        (passage.sentence.index, link.commitment.slug): link
        for passage, link in linking.links(reading)
    }
    found = []
    for passage, hits in zip(reading.passages, reading.term_hits, strict=True):
        for slug in sorted(hits):
            link = links.get((passage.sentence.index, slug))
            found.append(
                Candidate(
                    commitment=slug,
                    passage=passage,
                    hits=tuple(link.hits if link else hits[slug]),
                    score=link.score if link else None,
                    actor=link.actor if link else None,
                )
            )
    return found
