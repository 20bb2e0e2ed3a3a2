"""The table in which it is said which commitments a deed keeps or breaks."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django import forms

from tracker import models, vocabularies
from tracker.admin import keys
from tracker.reviewing import bearing

_MOST_ROWS: Final = 40
_PREFIX: Final = "relations"
_ANSWERS: Final = {
    vocabularies.RelationKind.PROGRESSES: "is a step towards it",
    vocabularies.RelationKind.FULFILS: "fulfils it",
    vocabularies.RelationKind.BREAKS: "breaks it",
}


class RelationRow(forms.Form):
    """How the deed bears on one commitment."""

    commitment = forms.IntegerField(widget=forms.HiddenInput)
    relation = forms.ChoiceField(
        required=False,
        label="This deed",
        choices=[("", "–"), *((code.value, _ANSWERS[code]) for code in bearing.RELATIONS)],
    )
    side = forms.ChoiceField(choices=vocabularies.Side.choices(), label="Done by")


class RelationForm(forms.Form):
    """What is looked for, and that nothing is concerned."""

    find = forms.CharField(
        required=False, max_length=200, label="Another commitment, by words of it"
    )
    has_none = forms.BooleanField(required=False, label="It bears on no commitment on record")


RelationTable: Any = forms.formset_factory(
    RelationRow, extra=0, max_num=_MOST_ROWS, absolute_max=_MOST_ROWS
)


class Relating:
    """The table of a proposed deed, with the commitments that it is about."""

    def __init__(self, row: models.Proposal, data: Any = None, *, is_searching: bool = False):
        self.form = RelationForm(data, prefix="relating")
        likely = bearing.likely(row)
        self.known = {each.commitment.pk: each for each in likely}
        if data is None:
            self.table = self._shown(())
            return
        self.table = RelationTable(data, prefix=_PREFIX)
        asked = [key for each in self.table if (key := _key(each)) not in {0, *self.known}]
        self._know(bearing.chosen(row, asked))
        if is_searching:
            self._know(bearing.found(row, self.form["find"].value() or ""))
            self.table = self._shown(self.table)

    def __iter__(self) -> Iterator[tuple[Any, bearing.Bearing]]:
        """Yield (row of the table, the commitment, on whose side the deed is done, and why)."""
        for each in self.table:
            known = self.known.get(_key(each))
            if known is not None:
                yield each, known

    @property
    def was_found(self) -> bool:
        """Whether there is anything to choose from."""
        return bool(self.known)

    def is_valid(self) -> bool:
        """Return whether it is said on what the deed bears, or that it bears on nothing."""
        if not (self.form.is_valid() and self.table.is_valid()):
            return False
        has_none = bool(self.form.cleaned_data["has_none"])
        has_some = bool(self.entered())
        if has_none == has_some:
            said = "It cannot bear on one and on none." if has_none else _ASKED
            self.form.add_error(None, said)
        return has_none != has_some

    def entered(self) -> list[dict[str, str]]:
        """Return the relations as the API takes them."""
        return [
            {
                "commitment": known.commitment.slug,
                "relation": each.cleaned_data["relation"],
                "side": each.cleaned_data["side"],
            }
            for each, known in self
            if each.cleaned_data.get("relation")
        ]

    def _know(self, bearings: Iterable[bearing.Bearing]) -> None:
        for each in bearings:
            self.known.setdefault(each.commitment.pk, each)

    def _shown(self, before: Iterable[Any]) -> Any:
        """Return the table of all that is known, with what was said before."""
        said = {_key(each): {name: each[name].value() for name in each.fields} for each in before}
        rows = [
            said.get(key) or {"commitment": key, "side": each.side}
            for key, each in self.known.items()
        ]
        return RelationTable(initial=rows[:_MOST_ROWS], prefix=_PREFIX)


_ASKED: Final = "Say which commitment it keeps or breaks, or that it bears on none."


def _key(row: Any) -> int:
    return keys.primary_key(str(row["commitment"].value() or ""))
