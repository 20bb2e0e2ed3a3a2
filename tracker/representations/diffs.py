"""What changed between two versions of a document's text, as far as everyone may see it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tracker import models
from tracker.comparison import differences, excerpts
from tracker.serializers import quotes


@dataclass(frozen=True)
class Change:
    """A stretch of sentences, as it was and as it is; ``is_cut`` where not all of it is shown.

    ``start`` and ``end`` count code points of the latter text.
    """

    change: str
    before: str
    after: str
    words: tuple[differences.Words, ...]
    is_cut: bool
    start: int
    end: int


@dataclass(frozen=True)
class Diff:
    """How two versions differ.

    ``is_whole`` says whether the changes cover the whole text, or are what differs alone.
    ``is_cut`` says that a change is cut, or that the texts were too long to be compared.
    ``quotes`` are what public records quote of either version.
    """

    former: models.Snapshot
    latter: models.Snapshot
    is_whole: bool
    is_cut: bool
    changes: Sequence[Change]
    quotes: Sequence[models.Citation]

    def keeps(self, quote: models.Citation) -> bool:
        """Return whether the words of a quote still stand in the latter version."""
        return quote.exact in self.latter.text


def diff(former: models.Snapshot, latter: models.Snapshot) -> Diff:
    """Return how two versions of a document differ, in full where its text is public."""
    document = latter.document
    compared = models.compared(former, latter)
    is_whole = document.is_text_public
    shown = None if is_whole else models.Comparison.objects.of(document.pk).shown().digests
    changes = [
        _change(difference, former.text, latter.text, shown)
        for difference in (compared.differences if is_whole else compared.changes)
    ]
    return Diff(
        former=former,
        latter=latter,
        is_whole=is_whole,
        is_cut=compared.is_cut or any(change.is_cut for change in changes),
        changes=changes,
        quotes=[
            quote
            for snapshot in dict.fromkeys((former, latter))
            for quote in quotes.quotes(snapshot)
        ],
    )


def _change(
    difference: differences.Difference, before: str, after: str, shown: Collection[str] | None
) -> Change:
    """Return a change: all of it where ``shown`` is None, or else no other sentences."""
    whole = (difference.before, difference.after)
    seen = whole if shown is None else excerpts.visible(difference, before, after, shown)
    is_cut = seen != whole
    start, end = difference.after
    return Change(
        change=difference.change,
        before=before[slice(*seen[0])],
        after=after[slice(*seen[1])],
        words=() if is_cut else difference.words,
        is_cut=is_cut,
        start=start,
        end=end,
    )
