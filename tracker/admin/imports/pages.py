"""What the page of an import shows: its rows by what becomes of them, some at a time."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator

from tracker import importing, models

_WORDS: Final = {
    "refused": "To be put right",
    "duplicate": "Likely duplicates",
    "changed": "Changed",
    "new": "New",
    "unchanged": "Unchanged",
}
"""In this order: what a person has to look at first."""
_ON_A_PAGE: Final = {"refused": 20, "duplicate": 100}
_OTHERWISE: Final = 100
_LONG: Final = 60


@dataclass(frozen=True)
class Tab:
    """Rows of which the same becomes."""

    state: str
    words: str
    count: int
    is_shown: bool


@dataclass(frozen=True)
class Cell:
    """A cell that may be put right, and what is wrong with it."""

    name: str
    heading: str
    label: str
    text: str
    problems: list[str]
    form: str

    @property
    def is_long(self) -> bool:
        """Whether it takes more than a line."""
        return len(self.text) > _LONG or "\n" in self.text


class Rows:
    """The rows of a dry run, of which one sort is shown at a time."""

    def __init__(self, row: models.Import, asked: str, number: str) -> None:
        self._noun = importing.noun_of(row)
        self._rows: list[dict[str, Any]] = row.report.get("rows", [])
        counts = dict.fromkeys(_WORDS, 0)
        for each in self._rows:
            counts[each["state"]] += 1
        first = next((state for state in _WORDS if counts[state]), "new")
        self.state = asked if asked in _WORDS else first
        self.tabs = [
            Tab(state, words, counts[state], state == self.state) for state, words in _WORDS.items()
        ]
        chosen = [each for each in self._rows if each["state"] == self.state]
        paginator = Paginator(chosen, _ON_A_PAGE.get(self.state, _OTHERWISE))
        self.page: Page[dict[str, Any]] = paginator.get_page(number)
        for each in self.page.object_list:
            each["to_correct"] = self._cells(each)

    def _cells(self, row: dict[str, Any]) -> list[Cell]:
        """Return the cells of a row in which something is wrong; all, where it is the whole row."""
        found = []
        for label, texts in row.get("cells", {}).items():
            wrong: dict[str, list[str]] = {}
            for problem in row["problems"]:
                if problem["label"] == label:
                    wrong.setdefault(problem["heading"], []).append(problem["text"])
            is_whole = not wrong.keys() <= self._noun.by_heading.keys()
            headings = [
                name
                for name in self._noun.by_heading
                if name in wrong or (is_whole and name in texts)
            ]
            found += [self._cell(label, name, texts, wrong) for name in headings]
        return found

    def _cell(
        self, label: str, heading: str, texts: dict[str, str], wrong: dict[str, list[str]]
    ) -> Cell:
        return Cell(
            f"cell:{label}:{heading}",
            heading,
            label,
            texts.get(heading, ""),
            wrong.get(heading, []),
            self._noun.by_heading[heading].form,
        )
