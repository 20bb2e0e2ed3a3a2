"""``python -m tests.messages``: brings the Spanish of pages up to date with their English.

What pages say is taken from templates and code; a text that is new has no Spanish yet, and what
nobody says any more goes.
"""

import io
from pathlib import Path
from typing import Final

from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog
from django.utils.translation.template import templatize

PACKAGE: Final = Path(__file__).resolve().parents[1] / "tracker"
FOLDER: Final = PACKAGE / "locale" / "es" / "LC_MESSAGES"
CATALOG, COMPILED = FOLDER / "django.po", FOLDER / "django.mo"
_SOURCES: Final = (
    *("site/**/*.py", "templates/tracker/site/**/*.html", "templates/tracker/site/**/*.txt"),
)
_KEYWORDS: Final = {
    **dict.fromkeys(("_", "gettext", "gettext_noop", "gettext_lazy")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    "pgettext": ((1, "c"), 2),
}

_HEAD: Final = rb"""msgid ""
msgstr ""
"POT-Creation-Date: 2026-01-25 00:00+0000\n"
"PO-Revision-Date: 2026-01-25 00:00+0000\n"
"Language: es\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""


def said() -> Catalog:
    """Return all that pages say, in English."""
    found = Catalog(locale="es", fuzzy=False, creation_date=None)
    for pattern in _SOURCES:
        for path in sorted(PACKAGE.glob(pattern)):
            source = path.read_text("utf-8")
            code = source if path.suffix == ".py" else templatize(source)
            lines = io.BytesIO(code.encode())
            options = {"encoding": "utf-8"}
            for _, texts, _, context in extract.extract(
                "python", lines, keywords=_KEYWORDS, options=options
            ):
                found.add(texts, context=context)
    return found


def translated() -> Catalog:
    """Return the Spanish that is committed."""
    with CATALOG.open("rb") as stored:
        return pofile.read_po(stored, locale="es")


def updated() -> Catalog:
    """Return the Spanish of all that pages say, as far as there is any."""
    catalog = translated() if CATALOG.exists() else Catalog(locale="es")
    known = {(message.id, message.context): message.string for message in catalog}
    found = said()
    for message in found:
        if message.id:
            message.string = known.get((message.id, message.context), message.string)
    return found


def text(catalog: Catalog) -> bytes:
    """Return a catalogue as it is committed: without places and days, which change for nothing."""
    out = io.BytesIO()
    pofile.write_po(out, catalog, no_location=True, omit_header=True, sort_output=True, width=100)
    return _HEAD + b"\n" + out.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    out = io.BytesIO()
    mofile.write_mo(out, catalog)
    return out.getvalue()


def main() -> None:
    """Write both files, and name what has no Spanish."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    CATALOG.write_bytes(text(updated()))
    catalog = translated()
    COMPILED.write_bytes(compiled(catalog))
    for message in missing(catalog):
        print("no Spanish:", message)  # noqa: T201 - it is a command


def missing(catalog: Catalog) -> list[str]:
    """Return the texts that have no Spanish."""
    return [str(each.id) for each in catalog if each.id and not _filled(each.string)]


def _filled(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    main()
