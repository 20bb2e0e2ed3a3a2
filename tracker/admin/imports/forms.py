"""What people send from the pages of imports: a file, and what they decided on its rows."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.http import QueryDict

from tracker import importing, serializers

CELL: Final = "cell"
LEAVE_OUT: Final = "leave"
WANT: Final = "want"
_SHOWN: Final = "shown"
_LONGEST_NAME: Final = 200


class FileForm(forms.Form):
    """A file to be imported."""

    record_type = forms.ChoiceField(
        label="What it lists",
        choices=[
            ("", "Choose"),
            *((name, serializers.PLURALS[name].capitalize()) for name in importing.NOUNS),
        ],
    )
    format = forms.ChoiceField(
        label="Format",
        required=False,
        choices=[("", "told by the file"), ("csv", "CSV"), ("json", "JSON"), ("popolo", "Popolo")],
    )
    file = forms.FileField(
        label="File",
        help_text=f"CSV, JSON or Popolo JSON, of at most {importing.MOST_BYTES // 1024**2} MiB",
        error_messages={"empty": "The file is empty."},
    )

    def clean_file(self) -> Any:
        """Return the file, which is not too large to be read."""
        file: Any = self.cleaned_data["file"]
        if (file.size or 0) > importing.MOST_BYTES:
            most = importing.MOST_BYTES // 1024**2
            raise forms.ValidationError(f"The file is larger than {most} MiB. Split it.")
        return file

    @property
    def noun(self) -> importing.Noun:
        """What the file lists."""
        return importing.NOUNS[self.cleaned_data["record_type"]]

    @property
    def file_name(self) -> str:
        """How the file is called."""
        return str(self.cleaned_data["file"].name)[:_LONGEST_NAME]


class ConfirmForm(forms.Form):
    """Why it is imported."""

    reason = forms.CharField(
        required=False,
        max_length=500,
        label="Why it is imported",
        help_text="Stands in the public history",
    )


def decided(
    sent: QueryDict, corrections: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """Return the corrections with the cells that were sent: ``cell:row:heading``."""
    found = {label: dict(texts) for label, texts in corrections.items()}
    for name in sent:
        sort, _, place = name.partition(":")
        label, _, heading = place.rpartition(":")
        if sort == CELL and label and heading:
            found.setdefault(label, {})[heading] = str(sent[name])
    return found


def ticked(sent: QueryDict, sort: str, before: list[Any]) -> list[str]:
    """Return the rows that are ticked, of those that the page showed; others stay as they were."""
    shown = set(sent.getlist(f"{_SHOWN}:{sort}"))
    return sorted({*(str(label) for label in before if label not in shown), *sent.getlist(sort)})
