"""How an answer becomes bytes: its media types, and the forms of a body other than JSON."""

from tracker.api.renderers.media import (
    ArchiveRenderer,
    AtomRenderer,
    BodyRenderer,
    CalendarRenderer,
    JSONFeedRenderer,
    LinkedDataRenderer,
    SpreadsheetRenderer,
    XMLRenderer,
)

__all__ = [
    "ArchiveRenderer",
    "AtomRenderer",
    "BodyRenderer",
    "CalendarRenderer",
    "JSONFeedRenderer",
    "LinkedDataRenderer",
    "SpreadsheetRenderer",
    "XMLRenderer",
]
