"""Quotes in the paragraphs in which they stand, with the article, its outlet and its day."""

from dataclasses import dataclass
from typing import Final

from tracker import models, partial_dates

LONGEST: Final = 700
"""So many characters are shown before a quote, and after it."""
_CUT: Final = "…"


@dataclass(frozen=True)
class Paragraph:
    """Words of a text with what stands around them in their paragraph."""

    snapshot: models.Snapshot
    before: str
    exact: str
    after: str

    @property
    def alone(self) -> "list[Paragraph]":
        """This one, where several may be shown."""
        return [self]

    @property
    def document(self) -> models.Document:
        """The article."""
        return self.snapshot.document

    @property
    def outlet(self) -> str:
        """Who published it."""
        return self.document.outlet or self.document.source.name

    @property
    def day(self) -> str:
        """When it was published, as far as that is known."""
        document = self.document
        if document.published_at is None:
            return ""
        precision = document.published_precision
        of_day = "day" if precision == "minute" else precision
        return partial_dates.show_date(document.published_at.date(), of_day) or ""


def around(
    quote: models.Citation | models.ProposalQuote, text: str | None = None, first: int = 0
) -> Paragraph:
    """Return the paragraph in which a quote stands; of a long one what is near.

    Of a long text a piece is enough: ``text``, which begins at the place ``first`` of the whole.
    """
    piece = quote.snapshot.text if text is None else text
    start, end = quote.start - first, quote.end - first
    before, after = piece[:start].rpartition("\n")[2], piece[end:].partition("\n")[0]
    if len(before) > LONGEST:
        before = _CUT + before[-LONGEST:].partition(" ")[2]
    if len(after) > LONGEST:
        after = after[:LONGEST].rpartition(" ")[0] + _CUT
    return Paragraph(quote.snapshot, before, piece[start:end], after)
