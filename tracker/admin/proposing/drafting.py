"""The forms in which what a proposal would make is changed before it is taken up."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from django import forms
from rest_framework.exceptions import ValidationError

from tracker import models, vocabularies
from tracker.admin.forms import fields, inputs
from tracker.analysis import lexicon

_SPARE_ROWS: Final = 2
_NOT_SAID: Final = [("", "–")]
_LANGUAGES: Final = {"en": "English", "es": "Spanish"}


def _text(rows: int, **options: Any) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), **options)


def _choice(vocabulary: type[vocabularies.Vocabulary], **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=vocabulary.choices(), **options)


def _may_be_left(vocabulary: type[vocabularies.Vocabulary], **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[*_NOT_SAID, *vocabulary.choices()], required=False, **options)


class Row(forms.Form):
    """A row of a table; one that is emptied is left out."""

    is_flat: ClassVar[bool] = False
    telling: ClassVar[tuple[str, ...]] = ()
    """The fields without which a row says nothing; any of them, where none is named."""

    def entered(self) -> Any:
        """Return what the row says, as the API takes it; None where it says nothing."""
        values = {name: value for name, value in self.cleaned_data.items() if value is not None}
        if not any(values.get(name) for name in self.telling or self.fields):
            return None
        return next(iter(values.values())) if self.is_flat else values


class PartyRow(Row):
    """A party, and nothing else."""

    is_flat = True
    party = inputs.RecordField(models.Party)


class MembershipRow(Row):
    """A party to an agreement."""

    telling = ("party",)
    party = inputs.RecordField(models.Party)
    role = _choice(vocabularies.PartyRole, required=False)


class ParticipantRow(Row):
    """Someone who meets."""

    telling = ("official", "office")
    official = inputs.RecordField(models.Official)
    office = forms.CharField(required=False, max_length=300, label="Or name and office")
    party = inputs.RecordField(models.Party, label="For")
    attendance = _may_be_left(vocabularies.Attendance)


class SpeakerRow(Row):
    """Who uttered a commitment."""

    official = inputs.RecordField(models.Official)
    party = inputs.RecordField(models.Party, label="Or party")
    role_as_reported = forms.CharField(required=False, max_length=300, label="Role")
    attributed_as = forms.CharField(required=False, max_length=300, label="Called in the text")


class CriterionRow(Row):
    """By what it is told whether a commitment was kept."""

    kind = _may_be_left(vocabularies.CriterionKind)
    text = forms.CharField(required=False, max_length=500)


class DraftForm(forms.Form):
    """The fields of a record, and its tables."""

    tables: ClassVar[Mapping[str, tuple[str, type[Row]]]] = {}
    """What each table is called, and its rows, by the field that it fills."""

    def __init__(self, draft: Mapping[str, Any], data: Any = None) -> None:
        super().__init__(data, prefix="draft", initial=dict(draft))
        self.rows = {
            name: _table(row)(data, prefix=name, initial=_initial(draft.get(name), row))
            for name, (_, row) in self.tables.items()
        }

    def titled(self) -> list[tuple[str, Any]]:
        """Return (what it is called, table) for each."""
        return [(self.tables[name][0], table) for name, table in self.rows.items()]

    def is_valid(self) -> bool:
        """Return whether the fields and all tables are."""
        return all([super().is_valid(), *(table.is_valid() for table in self.rows.values())])

    def entered(self) -> dict[str, Any]:
        """Return the fields as the API takes them."""
        values = dict(self.cleaned_data)
        for name, table in self.rows.items():
            rows = (row.entered() for row in table)
            values[name] = [row for row in rows if row is not None]
        return values

    def refuse(self, error: ValidationError) -> None:
        """Show what is refused beside the field that it is about."""
        detail = error.detail if isinstance(error.detail, dict) else {"": error.detail}
        for name, said in detail.items():
            known = name if name in self.fields else None
            self.add_error(known, fields.messages(ValidationError(said if known else {name: said})))


class MeetingForm(DraftForm):
    """A meeting."""

    tables = {
        "participants": ("Who meets", ParticipantRow),
        "parties": ("Parties", PartyRow),
    }

    title = forms.CharField(max_length=500)
    kind = _choice(vocabularies.MeetingKind)
    status = _choice(vocabularies.MeetingStatus)
    starts_at = inputs.PartialInstantField(label="Begins")
    ends_at = inputs.PartialInstantField(label="Ends")
    place = forms.CharField(required=False, max_length=300)
    country = forms.CharField(required=False, max_length=2, help_text="Two letters")

    def entered(self) -> dict[str, Any]:
        """Return the fields; who meets was there where the meeting is over, else is expected."""
        values = super().entered()
        is_over = values["status"] == vocabularies.MeetingStatus.PASSED
        came = vocabularies.Attendance.ATTENDED if is_over else vocabularies.Attendance.EXPECTED
        for participant in values["participants"]:
            participant["attendance"] = participant.get("attendance") or came.value
        return values


class AgreementForm(DraftForm):
    """An agreement."""

    tables = {"parties": ("Parties", MembershipRow)}

    title = forms.CharField(max_length=500)
    short_title = forms.CharField(required=False, max_length=200)
    instrument_type = _choice(vocabularies.InstrumentType)
    status = _choice(vocabularies.AgreementStatus)
    binding = _choice(vocabularies.Binding, initial=vocabularies.Binding.UNCLEAR.value)
    signed_date = inputs.PartialDateField(label="Signed")
    in_force_date = inputs.PartialDateField(label="In force from")
    expiry_date = inputs.PartialDateField(label="Ends")
    text_url = forms.URLField(required=False, assume_scheme="https", label="Address of the text")
    summary = _text(2, required=False, help_text="Our words, not for print")


class CommitmentForm(DraftForm):
    """A commitment."""

    tables = {
        "holders": ("Who is bound", PartyRow),
        "towards": ("To whom it is owed; nobody: the public", PartyRow),
        "made_by": ("Who said it", SpeakerRow),
        "criteria": ("By what it is told", CriterionRow),
    }

    text = _text(3, help_text="The commitment itself, quoted or in our words")
    short_title = forms.CharField(max_length=200)
    wording = _choice(vocabularies.Wording)
    language = forms.CharField(
        max_length=8,
        help_text="Of the text: " + ", ".join(f"{c} ({_LANGUAGES[c]})" for c in lexicon.LANGUAGES),
    )
    form = _choice(vocabularies.Form)
    strength = _choice(vocabularies.Strength)
    stated_date = inputs.PartialDateField(label="Stated")
    due_date = inputs.PartialDateField(label="Due")
    target_value = forms.DecimalField(required=False, max_digits=24, decimal_places=6)
    target_unit = forms.CharField(required=False, max_length=60)
    places = inputs.LinesField()


class EventForm(DraftForm):
    """A deed."""

    tables = {"parties": ("Whose deed it is, and whom it concerns", PartyRow)}

    title = forms.CharField(max_length=500)
    kind = _choice(vocabularies.EventKind)
    start_date = inputs.PartialDateField(label="Done on")
    end_date = inputs.PartialDateField(label="Until")
    place = forms.CharField(required=False, max_length=300)
    country = forms.CharField(required=False, max_length=2, help_text="Two letters")
    result = _text(2, required=False)


FORMS: Final[Mapping[str, Callable[..., DraftForm]]] = {
    "meeting": MeetingForm,
    "agreement": AgreementForm,
    "commitment": CommitmentForm,
    "event": EventForm,
}
"""The form of each type of record that is proposed."""


def _table(row: type[Row]) -> Any:
    return forms.formset_factory(row, extra=_SPARE_ROWS)


def _initial(drafted: Any, row: type[Row]) -> list[dict[str, Any]]:
    name = next(iter(row.base_fields))
    return [each if isinstance(each, dict) else {name: each} for each in drafted or ()]
