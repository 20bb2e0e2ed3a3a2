"""What a new version of a text means: edited silently or openly, changed back, or taken away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tracker import kinds
from tracker.analysis.structure import sentences
from tracker.comparison import amendments, differences
from tracker.vocabularies import Drift

CODE: Final = "sources"
VERSION: Final = "1"
CHANGED: Final = "source.changed"
UNAVAILABLE: Final = "source.unavailable"
QUOTE_LOST: Final = "source.quote_lost"
SILENT: Final = "silent_edit"
DECLARED: Final = "declared_edit"
REVERTED: Final = "reverted"
REMOVED: Final = "removed"
RESTORED: Final = "restored"

BEFORE: Final = "before"
AFTER: Final = "after"
_MOST_QUOTED: Final = 3
_FAR: Final = 5000
_SAID: Final[Mapping[str, Mapping[str, str]]] = {
    SILENT: {"en": "Text changed without notice", "es": "Texto modificado sin aviso"},
    DECLARED: {"en": "Text changed, with a note", "es": "Texto modificado, con aviso"},
    REVERTED: {
        "en": "Text back at an earlier version",
        "es": "Texto devuelto a una versión anterior",
    },
    RESTORED: {"en": "Text available again", "es": "Texto disponible de nuevo"},
}


@dataclass(frozen=True)
class Version:
    """A version of a text, and what read it; ``modified_at`` is when its page says it changed."""

    number: int
    text: str
    drift: Drift
    fetched_at: datetime
    modified_at: datetime | None = None
    extractor: str = ""


@dataclass(frozen=True)
class Quote:
    """Words of a version that show a change; ``supports`` says whether as it was or as it is."""

    number: int
    start: int
    end: int
    supports: str


@dataclass(frozen=True)
class Edit:
    """What is to be told of a new version, and the words that show it."""

    kind: str
    rule: str
    counts: Mapping[str, int]
    quotes: tuple[Quote, ...]


def edit(
    before: Version,
    after: Version,
    language: str,
    quotable: Sequence[tuple[str, int, int]] | None = None,
) -> Edit | None:
    """Return what became of a text, if it is to be told; pure, without the database.

    ``quotable`` are (BEFORE or AFTER, start, end) of what may be quoted of a text that is not
    public; None where all of it is public.

    A new layout and a better reading of the same page are not told; nor is what differs between
    texts that were read in different ways, as nobody can say that the page was changed.
    """
    if after.drift == Drift.UNAVAILABLE:
        lead = sentences.split(before.text[:_FAR], language)[0]
        quote = Quote(before.number, lead.start, lead.end, BEFORE)
        return Edit(UNAVAILABLE, REMOVED, {}, (quote,))
    is_edit = after.drift in {Drift.SUBSTANTIVE, Drift.REVERTED} and before.text != after.text
    if not is_edit or before.extractor != after.extractor:
        return None
    changes = [
        change
        for change in differences.compare(before.text, after.text, language)
        if change.change != "equal"
    ]
    counts = {
        name: sum(change.change == name for change in changes)
        for name in ("deleted", "inserted", "replaced")
    }
    if quotable is None:
        quotable = [
            (side, *span)
            for change in changes[:_MOST_QUOTED]
            for side, span in ((BEFORE, change.before), (AFTER, change.after))
            if span[0] < span[1]
        ]
    quotes = tuple(
        Quote((before if side == BEFORE else after).number, start, end, side)
        for side, start, end in quotable[: 2 * _MOST_QUOTED]
    )
    return Edit(CHANGED, _rule(before, after, language), counts, quotes)


def summarise(kind: str, rule: str, title: str) -> dict[str, str]:
    """Return {en, es}: what became of the text, and its title."""
    said = _SAID.get(rule, kinds.get(kind).label)
    return {language: f"{words}: {title}." for language, words in said.items()}


def _rule(before: Version, after: Version, language: str) -> str:
    if after.drift == Drift.REVERTED:
        return REVERTED
    return DECLARED if _is_declared(before, after, language) else SILENT


def _is_declared(before: Version, after: Version, language: str) -> bool:
    """Return whether the page says that it was changed: by a note, or by its date."""
    if after.modified_at is not None and after.modified_at > (
        before.modified_at or before.fetched_at
    ):
        return True
    return amendments.note(before.text, after.text, language) is not None
