"""The form by which everything that a flag says is corrected, or some of its quotes split off."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models as db

from tracker import kinds, models, partial_dates, reviewing, vocabularies
from tracker.admin.review.quotes import Quote

_SPEAKER: Final = (
    *("speaker_name", "speaker_official", "speaker_role", "speaker_party", "attributed_as"),
)
_TEXTS: Final = ("title", "kind", "record", "side", "place")
_BY: Final = " | "


def _kinds() -> list[tuple[str, str]]:
    """Return the kinds that a flag of a text may be of."""
    every = kinds.KINDS.values()
    return [(kind.code, kind.english) for kind in every if reviewing.is_of_words(kind)]


def _text(label: str, help_text: str = "", longest: int = 300) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=longest, help_text=help_text)


class CorrectionForm(forms.Form):
    """What a flag is to say instead; the quotes that are ticked stay."""

    kind = forms.ChoiceField(label="It says", choices=_kinds)
    side = forms.ChoiceField(
        label="Said or done by the side of",
        required=False,
        choices=[("", "–"), *vocabularies.Side.choices()],
    )
    record = forms.CharField(label="Of the record", max_length=120, help_text="Its slug")
    occurred_date = _text("On", "2026, 2026-01 or 2026-01-25", 10)
    title = _text("Title", "Made anew of what is changed, unless it is entered", 500)
    speaker_name = _text("Speaker, as reported")
    speaker_official = forms.ModelChoiceField(
        models.Official.objects.none(), label="Speaker, if tracked", required=False
    )
    speaker_role = _text("In the office of")
    speaker_party = forms.ModelChoiceField(
        models.Party.objects.none(), label="For the party", required=False
    )
    attributed_as = _text("Or attributed to", "“A senior official”")
    place = _text("Place")
    participants = forms.CharField(
        label="Taking part",
        required=False,
        help_text="One each line: a name as reported, or “name | slug of the official”",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    quotes = forms.MultipleChoiceField(
        label="Quotes", required=False, widget=forms.CheckboxSelectMultiple
    )
    added_document = _text("Quote another document", "Its slug", 120)
    added_quote = forms.CharField(
        label="Its exact words", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = _text("Why", "Stands in the public history", 500)

    def __init__(
        self,
        development: models.Development,
        quotes: list[Quote],
        site: AdminSite,
        data: Any = None,
    ) -> None:
        super().__init__(data, initial=_said(development, quotes), auto_id="edit_%s")
        self._quotes = {str(quote.citation.pk): quote for quote in quotes}
        self._choose("speaker_official", models.Official.objects.standing(), site)
        self._choose("speaker_party", models.Party.objects.standing(), site)
        choices = [(key, f"“{quote.citation.exact}”") for key, quote in self._quotes.items()]
        self.fields["quotes"].choices = choices  # type: ignore[attr-defined]

    def clean_occurred_date(self) -> str | None:
        """Return a date as exact as it is known, or None."""
        text: str = self.cleaned_data["occurred_date"].strip()
        if not text:
            return None
        try:
            partial_dates.parse_date(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return text

    def correction(self) -> dict[str, Any]:
        """Return what was changed, as the API takes it."""
        values, changed = self.cleaned_data, set(self.changed_data)
        entered: dict[str, Any] = {name: values[name] for name in _TEXTS if name in changed}
        if "occurred_date" in changed:
            entered["occurred_date"] = values["occurred_date"]
        if "participants" in changed:
            entered["participants"] = list(self._participants())
        if changed & set(_SPEAKER):
            entered["speaker"] = self._speaker()
        if changed & {"quotes", "added_document", "added_quote"}:
            entered["citations"] = [*self._cited(is_ticked=True), *self._added()]
        return entered

    def split(self) -> dict[str, Any]:
        """Return what the quotes that are not ticked are to say, as the API takes it."""
        return {**self.correction(), "citations": self._cited(is_ticked=False)}

    def _choose(self, name: str, rows: "db.QuerySet[Any]", site: AdminSite) -> None:
        """Have a record be searched for by its name."""
        field: Any = self.fields[name]
        column: Any = models.Development._meta.get_field(name)
        field.queryset = rows
        field.widget = AutocompleteSelect(column, site)
        field.widget.choices = field.choices

    def _speaker(self) -> dict[str, Any] | None:
        values = self.cleaned_data
        official, party = values["speaker_official"], values["speaker_party"]
        speaker = {
            "name": values["speaker_name"],
            "official": official.slug if official else None,
            "role": values["speaker_role"],
            "party": party.slug if party else None,
            "attributed_as": values["attributed_as"],
        }
        # A name that was left as it was is not that of whoever was chosen instead.
        if official and {"speaker_official", "speaker_name"} & {*self.changed_data} == {
            "speaker_official"
        }:
            speaker["name"] = ""
        return speaker if any(speaker.values()) else None

    def _participants(self) -> Iterator[dict[str, Any]]:
        for line in self.cleaned_data["participants"].splitlines():
            name, _, official = line.partition(_BY.strip())
            if name.strip():
                yield {"name": name.strip(), "official": official.strip() or None}

    def _cited(self, *, is_ticked: bool) -> list[dict[str, str]]:
        ticked = set(self.cleaned_data["quotes"])
        return [
            {"document": quote.document.slug, "exact": quote.citation.exact}
            for key, quote in self._quotes.items()
            if (key in ticked) == is_ticked
        ]

    def _added(self) -> list[dict[str, str]]:
        document, exact = self.cleaned_data["added_document"], self.cleaned_data["added_quote"]
        return [{"document": document, "exact": exact}] if document or exact else []


def _said(development: models.Development, quotes: list[Quote]) -> dict[str, Any]:
    """Return what a flag says, as the form shows it."""
    taking_part = development.participants.select_related("official__identity")
    plain = (*_TEXTS, "speaker_name", "speaker_role", "attributed_as")
    return {
        **{name: getattr(development, name) for name in plain if name != "record"},
        "record": development.subject.slug,
        "speaker_official": development.speaker_official_id,
        "speaker_party": development.speaker_party_id,
        "occurred_date": partial_dates.show_date(
            development.occurred_date, development.occurred_precision
        ),
        "participants": "\n".join(
            _BY.join(filter(None, (one.name, one.official.slug if one.official else "")))
            for one in taking_part
        ),
        "quotes": [str(quote.citation.pk) for quote in quotes],
    }
