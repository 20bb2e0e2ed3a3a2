"""Words, names and dates that a model says the text has: found there, or not believed."""

import re
from datetime import date, timedelta
from functools import cache
from typing import Final

from tracker import partial_dates
from tracker.analysis import base, findings, lexicon, normalise
from tracker.analysis.llm.prompting import Question
from tracker.analysis.mentions.gazetteer import Mention, is_whole
from tracker.analysis.mentions.participants import Participant

LEAST_LETTERS: Final = 12
#: What happened longer before the article is no news of a commitment.
HISTORY: Final = timedelta(days=366)
_TOMORROW = timedelta(days=1)
_LINE = re.compile(r"\n\s*")
_BESIDE = re.compile(r"[,(;]")

Day = tuple[date | None, str | None]
"""A date and its precision."""


class DroppedError(Exception):
    """An item that is not believed; says by which check."""


class Source:
    """A stretch of an article, by which what a model says of it is checked."""

    def __init__(self, question: Question, start: int, end: int) -> None:
        self.question, self.article = question, question.article
        self.index = question.index.on(question.article.published)
        self._start = start
        self._lowered = normalise.lower(self.article.text[start:end])
        self._folded = normalise.fold(f"{self.article.title}\n{self.article.text}")

    def place(self, quote: str) -> tuple[int, int]:
        """Return where a quote stands in the article; raises DroppedError.

        Letter by letter and in one paragraph; only white space, quotation marks, dashes and
        capitals may be written otherwise.
        """
        words = normalise.lower(quote).split()
        if sum(letter.isalnum() for word in words for letter in word) < LEAST_LETTERS:
            raise DroppedError("quote")
        # A hard-wrapped line goes on in the next: white space is white space.
        found = re.search(r"\s+".join(map(re.escape, words)), self._lowered)
        if found is None:
            raise DroppedError("quote")
        start, end = self._start + found.start(), self._start + found.end()
        exact = self.article.text[start:end]
        gaps = _LINE.finditer(exact)
        if any("\n" in gap[0][1:] or not exact[gap.end() :][:1].islower() for gap in gaps):
            raise DroppedError("paragraph")
        return start, end

    def who(self, name: str) -> Participant | None:
        """Return whom a name means, as far as the text bears it out; None where it does not.

        Of a name with more before it than the text has, what the text has is taken.
        """
        words = _BESIDE.split(name.strip())[0].split()
        mention = self._mention(" ".join(words))
        if mention and mention.kind == "official":
            official = self.index.officials[mention.key]
            # In full, by another name or by the surname.
            written = (official.name, *official.aliases, official.name.split()[-1])
            if any(map(self.words, written)):
                party = self.index.party_of(official)
                return Participant(official.name, "", official.slug, party)
        for first, word in enumerate(words):
            tail = " ".join(words[first:])
            is_title = normalise.fold(word).strip(".") in _titles()
            is_name = first == 0 or tail != tail.lower()
            if is_name and not is_title and self.words(tail):
                return Participant(tail, "", None, self._party(mention))
        return None

    def words(self, written: str | None) -> str:
        """Return words if they stand in the text or title, else nothing."""
        given = " ".join((written or "").split())
        folded, at = normalise.fold(given), -1
        while given and (at := self._folded.find(folded, at + 1)) >= 0:
            if is_whole(self._folded, at, at + len(folded)):
                return given
        return ""

    def holds(self, name: str) -> bool:
        """Tell whether each longer word of a name stands in the text or title."""
        words = re.findall(r"\w{4,}", name)
        return bool(words) and all(self.words(word) for word in words)

    def party(self, name: str) -> str | None:
        """Return the tracked party that a name means."""
        return self._party(self._mention(name))

    def day(self, written: str | None) -> Day:
        """Return a date and its precision; none where none is given or it is no date."""
        try:
            return partial_dates.parse_date((written or "").strip()[:10])
        except ValueError:
            return None, None

    def past(self, written: str | None, oldest: timedelta = findings.STALE) -> Day:
        """Return the date of what has happened; raises DroppedError where that is history.

        One still to come is no such date.
        """
        day, precision = self.day(written)
        published = self.article.published
        if day is None or published is None:
            return day, precision
        if partial_dates.last_day(day, precision or "day") < published - oldest:
            raise DroppedError("history")
        return (day, precision) if day <= published + _TOMORROW else (None, None)

    def _mention(self, name: str) -> Mention | None:
        """Return the record that a name is of; a surname behind another first name is of nobody."""
        found = self.index.names.find(name)
        people = (m for m in found if m.kind == "official" and self._is_theirs(m, name))
        return next(people, next((m for m in found if m.kind != "official"), None))

    def _is_theirs(self, mention: Mention, name: str) -> bool:
        official = self.index.officials[mention.key]
        own = normalise.fold(" ".join((official.name, *official.role.values()))).split()
        before = normalise.fold(name[: mention.start]).split()[-1:]
        return " " in mention.text or {b.strip(".") for b in before} <= {*own, *_titles()}

    def _party(self, mention: Mention | None) -> str | None:
        if mention is None or mention.kind == "official":
            return None
        known = mention.key if mention.key in self.index.parties else None
        return self.index.party_of_code(mention.key) or known


@cache
def _titles() -> frozenset[str]:
    """Return what stands before a name without being part of it."""
    lists = [lexicon.table("people", language) for language in lexicon.LANGUAGES]
    titles = [lexicon.load(language).titles for language in lexicon.LANGUAGES]
    return frozenset().union(*titles, *(each[k] for each in lists for k in ("heads", "modifiers")))


def overlap(one: base.Finding, other: base.Finding) -> bool:
    """Tell whether two findings share words of the text."""
    return one.start < other.end and other.start < one.end
