"""The form by which everything that a flag says is corrected, or some of its quotes split off."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

import re
from collections.abc import Iterator
from typing import Any, Final

from django import forms

from tracker import kinds, models, partial_dates, reviewing, vocabularies
from tracker.admin.forms import inputs
from tracker.admin.review.quotes import Quote

_SPEAKER: Final = (
    *("speaker_name", "speaker_official", "speaker_role", "speaker_party", "attributed_as"),
)
_TEXTS: Final = ("title", "kind", "record", "side", "place")
_NAMED: Final = re.compile(r"\(([a-z0-9-]+)\)$")
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
    record = forms.CharField(label="Of the record", max_length=400)
    occurred_date = inputs.PartialDateField(label="On")
    title = _text("Title", "Made anew of what is changed, unless it is entered", 500)
    speaker_name = _text("Speaker, as reported")
    speaker_official = inputs.RecordField(models.Official, label="Speaker, if tracked")
    speaker_role = _text("In the office of")
    speaker_party = inputs.RecordField(models.Party, label="For the party")
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
        data: Any = None,
    ) -> None:
        super().__init__(data, initial=_said(development, quotes), auto_id="edit_%s")
        of_type = development.subject.type
        offered = {"list": f"{of_type}_names", "data-suggest": of_type, "autocomplete": "off"}
        self.fields["record"].widget.attrs |= offered
        self._quotes = {str(quote.citation.pk): quote for quote in quotes}
        choices = [(key, f"“{quote.citation.exact}”") for key, quote in self._quotes.items()]
        self.fields["quotes"].choices = choices  # type: ignore[attr-defined]

    def clean_record(self) -> str:
        """Return the slug of the record, which stands alone or behind its name."""
        text: str = self.cleaned_data["record"].strip()
        named = _NAMED.search(text)
        return named[1] if named else text

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

    def _speaker(self) -> dict[str, Any] | None:
        values = self.cleaned_data
        official, party = values["speaker_official"], values["speaker_party"]
        speaker = {
            "name": values["speaker_name"],
            "official": official,
            "role": values["speaker_role"],
            "party": party,
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
        "record": inputs.label(getattr(development.subject, development.subject.type)),
        "speaker_official": _slug(development.speaker_official),
        "speaker_party": _slug(development.speaker_party),
        "occurred_date": partial_dates.show_date(
            development.occurred_date, development.occurred_precision
        ),
        "participants": "\n".join(
            _BY.join(filter(None, (one.name, one.official.slug if one.official else "")))
            for one in taking_part
        ),
        "quotes": [str(quote.citation.pk) for quote in quotes],
    }


def _slug(record: models.Record | None) -> str | None:
    return record.slug if record is not None else None
