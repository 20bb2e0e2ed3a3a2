"""Any history of edits, removals and failures leaves exactly the versions that a page had."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.ingest import pages
from tracker import checking
from tracker.outbound import client

pytestmark = pytest.mark.django_db

TEXTS = {
    "A": pages.ENGLISH,
    "B": pages.ENGLISH.replace("will not host", "will host"),
    "C": pages.ENGLISH.replace("58 percent", "59 percent"),
    "A with other quotes": pages.ENGLISH.replace("'s ", "’s "),
}
SHOWN: dict[str, client.Answer | client.Failure] = {
    **{name: pages.answer(pages.html(text)) for name, text in TEXTS.items()},
    "A redesigned": pages.answer(pages.html(TEXTS["A"], "<style>p {color: red}</style>")),
    "gone": pages.answer(b"Not here.", 404),
    "fails": pages.answer(b"", 503),
    "no answer": client.Failure("timeout_read", "no answer"),
    "empty": pages.answer(b"<html><body></body></html>"),
    "another page": pages.answer(pages.html("This page does not exist any more, or never did.")),
}
FAILURES = {"fails", "no answer", "empty", "another page"}
SAME = {"A redesigned": "A"}
LIKE_A = {"A", "A with other quotes"}


@dataclass
class Model:
    """A page as it should be remembered: the plainest telling of the rule that two fetches agree.

    A text is a letter; that of a page that is gone is the one before.
    """

    now: datetime = factories.NOW
    versions: list[tuple[str, str]] = field(default_factory=lambda: [("A", "first")])
    pending: str = ""
    since: datetime = factories.NOW

    def look(self, shown: str, minutes: int) -> None:
        """Take in what the page shows so many minutes later."""
        self.now += timedelta(minutes=minutes)
        if shown in FAILURES:
            return
        seen = SAME.get(shown, shown)
        text, drift = self.versions[-1]
        settled = "gone" if drift == "unavailable" else text
        is_apart = self.now - self.since >= timedelta(minutes=10)
        if seen == settled:
            self.pending = ""
        elif self._agrees(seen, settled) and is_apart:
            self.pending = ""
            self.versions.append(self._version(seen, text, settled))
        elif seen != self.pending:
            self.pending, self.since = seen, self.now

    def _agrees(self, seen: str, settled: str) -> bool:
        """Return whether two fetches have something in common that the settled text has not.

        Each text differs from A in a sentence of its own, so two others both take it back.
        """
        if seen == self.pending:
            return True
        return bool(self.pending) and "gone" not in {seen, self.pending} and settled != "A"

    def _version(self, seen: str, text: str, settled: str) -> tuple[str, str]:
        if seen == "gone":
            return text, "unavailable"
        if settled == "gone" and seen == text:
            return seen, "reverted"
        if {seen, text} == LIKE_A:
            return seen, "cosmetic"
        is_known = seen in {known for known, _ in self.versions}
        return seen, "reverted" if is_known else "substantive"


# Most are seen twice, as else hardly anything would ever count.
EPISODES = st.lists(
    st.tuples(
        st.sampled_from(sorted(SHOWN)), st.sampled_from([4, 10, 60]), st.sampled_from([1, 2, 2])
    ),
    max_size=6,
)


@given(EPISODES)
@example([("B", 10, 2), ("A", 4, 1), ("A with other quotes", 10, 1), ("C", 10, 2)])
@example([("A with other quotes", 10, 2), ("A", 10, 2), ("gone", 10, 2), ("B", 4, 1), ("C", 10, 1)])
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_page_is_remembered_as_it_was(episodes: list[tuple[str, int, int]]) -> None:
    model = Model()
    looks = [(shown, minutes) for shown, minutes, times in episodes for _ in range(times)]
    with transaction.atomic():
        first = pages.read(TEXTS["A"], model.now)
        texts = {first.text: "A"}
        for shown, minutes in looks:
            model.look(shown, minutes)
            recheck = pages.look(SHOWN[shown], model.now)
            assert bool(recheck.pending) is bool(model.pending)
        rows = first.document.snapshots.order_by("number")
        for letter, words in (
            ("B", "will host"),
            ("C", "59 percent"),
            ("A with other quotes", "Costaguana’s"),
        ):
            texts |= {row.text: letter for row in rows if words in row.text}

        assert [(texts[row.text], str(row.drift)) for row in rows] == model.versions
        assert [row.number for row in rows] == list(range(1, len(model.versions) + 1))
        assert checking.differences() == []
        transaction.set_rollback(True)
