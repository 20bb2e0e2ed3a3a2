"""Quotes in the paragraphs in which they stand, with the article, its outlet and its day."""

from dataclasses import dataclass
from typing import Final

from tracker import models, partial_dates

_END: Final = "\n\n"
_LONGEST: Final = 700
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


def around(quote: models.Citation | models.ProposalQuote) -> Paragraph:
    """Return the paragraph in which a quote stands; of a long one what is near."""
    text, start, end = quote.snapshot.text, quote.start, quote.end
    begin = text.rfind(_END, 0, start)
    begin = 0 if begin < 0 else begin + len(_END)
    finish = text.find(_END, end)
    finish = len(text) if finish < 0 else finish
    before, after = text[begin:start], text[end:finish]
    if len(before) > _LONGEST:
        before = _CUT + before[-_LONGEST:].partition(" ")[2]
    if len(after) > _LONGEST:
        after = after[:_LONGEST].rpartition(" ")[0] + _CUT
    return Paragraph(quote.snapshot, before, text[start:end], after)
