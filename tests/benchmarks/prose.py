"""Reading articles against 10,000 commitments, 1,000 agreements and 100,000 names.

All words are made up, some common and most rare as words are; the same every time.
"""

import bisect
import itertools
import random
import resource
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.analysis import base, reading
from tracker.analysis.mentions.index import Index

COMMITMENTS, AGREEMENTS, NAMES, ARTICLES, LENGTH = 10_000, 1_000, 100_000, 500, 6_000
MOST_MS, MOST_GROWTH = 300, 1.1
_WARM = 50
_SYLLABLES = ("ba", "co", "di", "fe", "ga", "lu", "mi", "no", "pa", "ran", "sa", "tel", "vo", "mor")
_VOCABULARY = 20_000
_DAY = date(2026, 3, 1)


@dataclass(frozen=True)
class Row:
    """One promise, and what became of it."""

    what: str
    measured: str
    promised: str
    is_kept: bool = True


class World:
    """Invented states, people, commitments, and articles about them."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words = [self._word(2, 4) for _ in range(_VOCABULARY)]
        weights = (1 / (rank + 10) for rank in range(_VOCABULARY))
        self._ranks = list(itertools.accumulate(weights))
        states = range(200)
        self.tracked = base.Tracked(
            parties=tuple(
                base.Party(f"p{n}", (f"{self._name()}ia{n}",), code=f"X{n}") for n in states
            ),
            officials=tuple(
                base.Official(
                    f"o{n}",
                    f"{self._name()} {self._name()}",
                    party=f"p{n % len(states)}",
                    role={"en": f"Minister of {self._name()}"},
                )
                for n in range(NAMES)
            ),
            commitments=tuple(
                base.Commitment(
                    f"c{n}", {"en": self._text(14)}, "refrain", holders=(f"p{n % len(states)}",)
                )
                for n in range(COMMITMENTS)
            ),
            agreements=tuple(
                base.Agreement(f"a{n}", (f"{self._text(4)} agreement",), (f"p{n % len(states)}",))
                for n in range(AGREEMENTS)
            ),
        )

    def articles(self, count: int) -> Iterator[base.Article]:
        """Yield articles that name people and states and touch on commitments."""
        for _ in range(count):
            yield base.Article(self._article()[:LENGTH], "en", _DAY)

    def _article(self) -> str:
        text = ""
        while len(text) < LENGTH:
            official = self._random.choice(self.tracked.officials)
            party = self._random.choice(self.tracked.parties)
            commitment = self._random.choice(self.tracked.commitments)
            text += (
                f"{official.name} of {party.names[0]} said that {self._text(12)} and "
                f"{commitment.texts['en'][:40]} will not {self._text(4)}. "
            )
        return text

    def _text(self, length: int) -> str:
        return " ".join(
            self._words[bisect.bisect(self._ranks, self._random.random() * self._ranks[-1])]
            for _ in range(length)
        )

    def _word(self, least: int, most: int) -> str:
        length = self._random.randint(least, most)
        return "".join(self._random.choice(_SYLLABLES) for _ in range(length))

    def _name(self) -> str:
        return self._word(2, 3).capitalize()


def measure() -> Iterator[Row]:
    """Yield what an article costs, and what is left of it in memory."""
    world = World(seed=20260125)
    start = time.process_time()
    index = Index(world.tracked)
    built = time.process_time() - start
    yield Row(
        f"indexing {COMMITMENTS:,} commitments and {NAMES:,} names, once", f"{built:.1f} s CPU", "–"
    )
    spent: list[float] = []
    after_warming = 0
    for number, article in enumerate(world.articles(ARTICLES)):
        start = time.process_time()
        reading.read(article, world.tracked, index)
        spent.append((time.process_time() - start) * 1000)
        if number == _WARM:
            after_warming = _resident_pages()
    median = statistics.median(spent)
    yield Row(
        f"reading an article of {LENGTH:,} characters, median of {ARTICLES}",
        f"{median:.0f} ms CPU",
        f"≤ {MOST_MS} ms CPU",
        median <= MOST_MS,
    )
    growth = _resident_pages() / after_warming
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    yield Row(
        f"memory after {ARTICLES} articles ÷ after {_WARM} (peak {peak} MB)",
        f"{growth:.3f}",
        f"≤ {MOST_GROWTH}",
        growth <= MOST_GROWTH,
    )


def _resident_pages() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
