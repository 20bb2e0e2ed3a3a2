"""Which software makes the pages, so that none that was kept outlives an upgrade."""

import functools
import hashlib
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_SOURCES: Final = (
    *("site/**/*.py", "templates/tracker/site/**/*", "static/tracker/*.*", "locale/**/*.mo"),
    *("vocabularies/*.py", "kinds/*.py"),
)


@functools.cache
def digest() -> str:
    """Return a digest of all that pages are made with."""
    files = (path for pattern in _SOURCES for path in sorted(_PACKAGE.glob(pattern)))
    found = hashlib.sha256()
    for path in filter(Path.is_file, files):
        found.update(path.read_bytes())
    return found.hexdigest()
