"""The languages of pages: the same pages below a prefix each, English without one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.http import urlencode
from django.utils.translation import get_language, get_language_info

DEFAULT: Final = "en"
NAMES: Final = {"en": "English", "es": "Español"}


@dataclass(frozen=True)
class Version:
    """A page in one language: its address, and what the language calls itself."""

    language: str
    name: str
    address: str


def current() -> str:
    """Return the language of the page that is being made."""
    return get_language() or DEFAULT


def called(code: str | None) -> str:
    """Return what a language is called in that of the page; its code where nobody has a name."""
    if not code:
        return ""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def prefix(language: str) -> str:
    """Return what stands before the path of a page in this language."""
    return "" if language == DEFAULT else f"/{language}"


def page(url: str, language: str) -> str:
    """Return the page of what the API has at the relative address ``url``."""
    return prefix(language) + url.removeprefix("/v1")


def stripped(path: str) -> str:
    """Return the path of a page without the prefix of its language."""
    for language in NAMES:
        before = prefix(language)
        if before and (path == before or path.startswith(f"{before}/")):
            return path.removeprefix(before) or "/"
    return path


def versions(path: str, query: Mapping[str, str]) -> list[Version]:
    """Return the page at ``path``, which has no prefix, in each language."""
    tail = f"?{urlencode(query, doseq=True)}" if query else ""
    return [
        Version(
            language,
            name,
            (prefix(language) + path if path != "/" or language == DEFAULT else prefix(language))
            + tail,
        )
        for language, name in NAMES.items()
    ]
