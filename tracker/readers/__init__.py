"""How each type of source is read; the open set of these types.

Import the package (``from tracker import readers``) and ask ``readers.get("feed")``. What is read
was written by strangers: ``readers.bounded`` does it within limits of time and memory.
"""

from typing import Final

from tracker.readers import auto, feed, page, push
from tracker.readers.base import Reader

READERS: Final[dict[str, Reader]] = {
    reader.code: reader for reader in (feed.READER, *page.READERS, push.READER, auto.READER)
}


def get(code: str) -> Reader:
    """Return the reader of a type of source; raises KeyError for an unknown one."""
    return READERS[code]


def choices() -> list[tuple[str, str]]:
    """Return (code, label) of every type of source, as a model field's ``choices`` wants them."""
    return [(reader.code, reader.label) for reader in READERS.values()]
