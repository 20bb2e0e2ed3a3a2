"""Blanks what other records show of a redacted record, and finds what is still shown."""

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

MASK: Final = "█"
"""What stands where a word must stand: a quote, a text, the reason of a dismissal."""

# Of what another record shows of this one, that is which record it is, and codes.
_IDENTITY: Final = frozenset(
    {
        *("type", "slug", "record_url", "html_url"),
        *("kind", "code", "country", "text_kind", "form", "strength"),
    }
)
# Codes that no longer stand where a body was blanked, and do where it was rendered anew.
_CODES: Final = _IDENTITY | {"language", "wording", "tier"}
_ADDRESS: Final = re.compile(rb'"(/v1/[a-z]+/[a-z0-9-]+)"')


def scrubbed(value: Any, address: str) -> Any:
    """Return part of a body with all that it shows of the record at ``address`` blanked."""
    if isinstance(value, list):
        return [scrubbed(inner, address) for inner in value]
    if not isinstance(value, dict):
        return value
    if address in _named(value):
        return {key: _blank(key, inner, address) for key, inner in value.items()}
    found = {key: scrubbed(inner, address) for key, inner in value.items()}
    if _quoted(value) == address:
        found |= {"exact": MASK, "prefix": None, "suffix": None}
        if not str(value.get("archive_url")).startswith(address):
            found["archive_url"] = None
    return found


def addresses(stored: bytes) -> set[str]:
    """Return the addresses of records that stand in stored JSON."""
    return {found.decode() for found in _ADDRESS.findall(stored)}


def unblanked(value: Any, redacted: Collection[str]) -> Iterator[str]:
    """Yield the addresses, of those that were ``redacted``, whose words part of a body shows."""
    if isinstance(value, list):
        for inner in value:
            yield from unblanked(inner, redacted)
    if not isinstance(value, dict):
        return
    for address in _named(value) & set(redacted):
        if any(_has_words(key, inner) for key, inner in value.items() if inner != address):
            yield address
    if (address := _quoted(value)) in redacted and value["exact"] not in {MASK, None, ""}:
        yield str(address)
    for inner in value.values():
        yield from unblanked(inner, redacted)


def _blank(key: str, value: Any, address: str) -> Any:
    if key in _IDENTITY or value == address:
        return value
    if isinstance(value, list):
        return scrubbed(value, address)
    return None


def _named(value: dict[str, Any]) -> set[Any]:
    """Return the addresses of the record that part of a body shows, if it shows one."""
    return {value[key] for key in ("url", "record_url") if isinstance(value.get(key), str)}


def _quoted(value: dict[str, Any]) -> Any:
    """Return the address of the document that part of a body quotes; None where it is no quote."""
    document = value.get("document")
    return document.get("record_url") if isinstance(document, dict) and "exact" in value else None


def _has_words(key: str, value: Any) -> bool:
    """Return whether what stands under ``key`` of a record shown says anything of its own."""
    if key in _CODES or not value:
        return False
    if isinstance(value, dict):
        # Another record is shown by its own right.
        return not _named(value) and any(map(bool, value.values()))
    return isinstance(value, str) and value != MASK
