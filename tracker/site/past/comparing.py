"""Two versions of a record beside one another, field by field, in words."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tracker.comparison import differences
from tracker.comparison.differences import Words
from tracker.site.past import fields, values

_OF_EVERY_VERSION: Final = {
    *("schema", "type", "slug", "url", "html_url", "version", "changed_at", "content_hash"),
}


@dataclass(frozen=True)
class Row:
    """A field that differs: its name in words, and the runs of words of both versions."""

    label: str
    before: tuple[Words, ...]
    after: tuple[Words, ...]


def rows(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Row]:
    """Return the fields in which two versions of a record differ, in their order."""
    known = before or after
    language = str(known.get("language") or "en")
    found = []
    for name in dict.fromkeys([*after, *before]):
        if fields.is_shown(name) and name not in _OF_EVERY_VERSION:
            texts = [_text(body, name) for body in (before, after)]
            if texts[0] != texts[1]:
                found.append(Row(fields.label(name), *_sides(texts[0], texts[1], language)))
    return found


def _text(body: Mapping[str, Any], name: str) -> str:
    return values.text(name, body.get(name), str(body.get("type", ""))) if body else ""


def _sides(before: str, after: str, language: str) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    runs = list(_runs(before, after, language))
    return _side(runs, "inserted"), _side(runs, "deleted")


def _side(runs: Iterable[Words], absent: str) -> tuple[Words, ...]:
    """Return the runs of one version; none where it says nothing."""
    found = (_apart(run) for run in runs if run.change != absent)
    words = tuple(itertools.chain.from_iterable(found))
    return words if any(run.text.strip() for run in words) else ()


def _runs(before: str, after: str, language: str) -> Iterator[Words]:
    """Yield what stands in both texts, and in one, with the spaces between sentences."""
    between = "\n" if "\n" in before + after else " "
    for number, each in enumerate(differences.compare(before, after, language)):
        if number:
            yield Words("equal", between)
        if each.words:
            yield from each.words
        elif each.change == "equal":
            yield Words("equal", before[slice(*each.before)])
        else:
            sides = (
                ("deleted", before[slice(*each.before)]),
                ("inserted", after[slice(*each.after)]),
            )
            yield from (Words(how, text) for how, text in sides if text)


def _apart(run: Words) -> tuple[Words, ...]:
    """Return a run of words without the space before it, which no change is marked on."""
    words = run.text.lstrip()
    space = run.text[: len(run.text) - len(words)]
    is_marked = bool(space) and run.change != "equal"
    return (Words("equal", space), Words(run.change, words)) if is_marked else (run,)
