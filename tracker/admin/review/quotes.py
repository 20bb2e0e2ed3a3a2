"""The quotes of a flag as the desk shows them: in their paragraph, with the words that count."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, IntegerField, Value
from django.db.models.functions import Greatest, Substr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracker import models
from tracker.admin.proposing import paragraphs
from tracker.admin.review.reasons import is_told

_REACH: Final = paragraphs.LONGEST + 100
"""So many characters before a quote, and after it, are looked at for its paragraph."""


@dataclass(frozen=True)
class Quote:
    """A quote in its paragraph, with the words that count emphasised, and who speaks in it."""

    citation: models.Citation
    paragraph: paragraphs.Paragraph
    marked: SafeString

    @property
    def document(self) -> models.Document:
        """The document that is quoted."""
        return self.citation.snapshot.document

    @property
    def passage(self) -> models.Passage | None:
        """Who speaks, where that is known."""
        return getattr(self.citation, "passage", None)


def quotes(development: models.Development) -> list[Quote]:
    """Return the quotes of a development, each in its paragraph."""
    explanation = development.explanation
    return [
        Quote(row, paragraphs.around(row, row.around, row.first), _marked(row, explanation))
        for row in _rows(development)
    ]


def _rows(development: models.Development) -> Iterable[Any]:
    """Return the citations with the text around each; whole texts are long and stay where they are.

    ``first`` is the place in the text of the first character of ``around``.
    """
    first = Greatest(F("start") - _REACH, Value(0), output_field=IntegerField())
    length = F("end") - F("start") + 2 * _REACH
    rows = models.Citation.objects.of_the_record().filter(record=development.pk)
    return (
        rows.annotate(first=first, around=Substr("snapshot__text", F("first") + 1, length))
        .select_related(
            "snapshot__document__source", "snapshot__document__identity", "passage__speaker_party"
        )
        .defer("snapshot__text", "snapshot__document__body", "snapshot__document__source__body")
        .order_by("pk")
    )


def _marked(citation: models.Citation, explanation: Mapping[str, Any]) -> SafeString:
    """Return the quoted words, each that matched or decided among them emphasised and named."""
    text, position, pieces = citation.exact, 0, []
    for start, end, note in sorted(_marks(citation, explanation)):
        if start >= position:
            pieces += [
                format_html("{}", text[position:start]),
                format_html('<b title="{}">{}</b>', note, text[start:end]),
            ]
            position = end
    pieces.append(format_html("{}", text[position:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _marks(
    citation: models.Citation, explanation: Mapping[str, Any]
) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, what it is) for what counts in the quote, as places in it."""
    named = (("matched", "a key term"), ("decided_by", "it decides what is meant"))
    for name, note in named:
        for each in filter(is_told, explanation.get(name, ())):
            start, end = each["start"] - citation.start, each["end"] - citation.start
            if 0 <= start < end <= len(citation.exact):
                yield start, end, note
