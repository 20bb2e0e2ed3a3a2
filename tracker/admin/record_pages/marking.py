"""The picker of quotes: an article is found, its stored text shown, words in it are marked.

All of it is one form, so that what was entered stays while an article is looked for; a script
fills in the marked words, and without it they are pasted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.db import models as db
from django.http import HttpRequest

from tracker import editing, models
from tracker.comparison import anchors

FIND: Final = "find"
_PREFIX: Final = "quotes"
_SPARE_ROWS: Final = 2
_MOST_ROWS: Final = 20
_MOST_FOUND: Final = 12
_HAS_ROWS: Final = f"{_PREFIX}-TOTAL_FORMS"


class QuoteForm(forms.Form):
    """Words of an article; without words it is none."""

    document = forms.CharField(
        required=False, max_length=120, label="Article", widget=forms.TextInput({"size": "18"})
    )
    exact = forms.CharField(
        required=False, label="Exact words", widget=forms.Textarea({"rows": 2, "cols": 50})
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Return the values, with the quote at its place in the article's latest text."""
        values = super().clean() or self.cleaned_data
        exact = values.get("exact", "").replace("\r\n", "\n").strip()
        if not exact:
            return {}
        document = models.Document.objects.named(values.get("document", ""))
        if document is None:
            self.add_error("document", "There is no such article.")
            return values
        draft = _as_stored({"document": document, "exact": exact, "start": values.get("start")})
        try:
            editing.find([draft])
        except editing.QuoteNotFound as error:
            self.add_error("exact", str(error))
        return draft


QuoteTable: Any = forms.formset_factory(QuoteForm, extra=0, max_num=_MOST_ROWS)


@dataclass
class Picker:
    """What the picker shows: rows of quotes, articles that were found, and the text of one."""

    table: Any
    query: str = ""
    found: list[models.Document] = field(default_factory=list)
    document: models.Document | None = None
    text: str = ""

    @property
    def quotes(self) -> list[Mapping[str, Any]]:
        """The quotes that were entered, once the table is valid."""
        return [form.cleaned_data for form in self.table if form.cleaned_data.get("exact")]


def opened(
    request: HttpRequest,
    first: Iterable[models.Document],
    quoted: Iterable[Mapping[str, Any]] = (),
) -> Picker:
    """Return the picker as the request has it, with the ``first`` articles before any are found.

    It begins with what is ``quoted`` so far.
    Of a POST that looks for an article or shows one, what was entered so far is kept.
    """
    given = request.POST or request.GET
    query = given.get("q", "").strip()
    picker = Picker(table=None, query=query)
    picker.found = _matching(query) if query else list(first)
    picker.document = models.Document.objects.named(given.get("show") or given.get("shown", ""))
    if picker.document is not None:
        snapshot = picker.document.latest_snapshot()
        picker.text = snapshot.text if snapshot else ""
    if is_browsing(request):
        rows = [*(_so_far(given) or quoted), *({} for _ in range(_SPARE_ROWS))]
        slug = picker.document.slug if picker.document else ""
        picker.table = QuoteTable(initial=[_row(row, slug) for row in rows], prefix=_PREFIX)
    else:
        picker.table = QuoteTable(request.POST, prefix=_PREFIX)
    return picker


def is_browsing(request: HttpRequest) -> bool:
    """Return whether articles are looked for, and nothing is to be saved yet."""
    sent = request.POST
    return _HAS_ROWS not in sent or "show" in sent or sent.get("action") == FIND


def likely(row: models.Record) -> list[models.Document]:
    """Return the articles that developments of a record quote, the latest first."""
    quoting = models.Citation.objects.filter(record__development__subject=row.identity)
    rows = models.Document.objects.standing().select_related("identity")
    found = rows.filter(pk__in=quoting.values("snapshot__document"))
    return list(found.order_by("-published_at", "-pk")[:_MOST_FOUND])


def _row(row: Mapping[str, Any], slug: str) -> dict[str, Any]:
    return {**row, "document": row.get("document") or slug}


def _so_far(given: Mapping[str, str]) -> list[dict[str, str]]:
    count = given.get(_HAS_ROWS, "")
    rows = range(min(int(count), _MOST_ROWS) if count.isdecimal() else 0)
    named = ("document", "exact", "start")
    entered = [{n: given.get(f"{_PREFIX}-{row}-{n}", "") for n in named} for row in rows]
    return [row for row in entered if row["exact"].strip()]


def _matching(query: str) -> list[models.Document]:
    """Return articles with these words in their text, title, outlet or address, latest first."""
    rows = models.Document.objects.standing().select_related("identity")
    named = db.Q()
    for word in query.split():
        named &= (
            db.Q(title__icontains=word)
            | db.Q(outlet__icontains=word)
            | db.Q(url__icontains=word)
            | db.Q(identity__slug=word)
        )
    of_words = db.Q(pk__in=models.SearchEntry.objects.keys("document", query))
    return list(rows.filter(named | of_words).order_by("-published_at", "-pk")[:_MOST_FOUND])


def _as_stored(draft: dict[str, Any]) -> dict[str, Any]:
    """Return the words as the text has them, where only layout or quotation marks differ."""
    snapshot = draft["document"].latest_snapshot()
    text = snapshot.text if snapshot else ""
    if draft["exact"] in text:
        return draft
    place = anchors.find(text, draft["exact"], near=draft["start"] or 0)
    if place is None:
        return draft
    return {**draft, "exact": text[place.start : place.end], "start": place.start}
