"""Text with marks: a backslash has the character after it, a separator, mean itself."""

import re
from collections.abc import Iterable, Iterator

_MARK = "\\"
_MEANT = {"n": "\n", **{character: character for character in "\\|;:="}}


def escaped(text: str, marked: str) -> str:
    """Return ``text`` with a backslash before each of the characters ``marked``."""
    text = text.replace(_MARK, _MARK * 2)
    for character in marked:
        text = text.replace(character, _MARK + ("n" if character == "\n" else character))
    return text


def unescaped(text: str) -> str:
    """Return ``text`` without the backslashes that have a character mean itself."""

    def meant(match: re.Match[str]) -> str:
        return _MEANT.get(match[1], match[0])

    return re.sub(r"\\(.)", meant, text.strip(), flags=re.DOTALL)


def split(text: str, separators: str) -> list[str]:
    """Return the parts of ``text`` between unmarked separators, without empty ones."""
    parts = ["".join(part) for part in _parts(text, separators)]
    return [part for part in parts if part.strip()]


def _parts(text: str, separators: str) -> Iterator[list[str]]:
    part: list[str] = []
    for character in _characters(text):
        if character in separators and len(character) == 1:
            yield part
            part = []
        else:
            part.append(character)
    yield part


def partition(text: str, separator: str) -> tuple[str, str, str]:
    """Return ``text`` before and after the first unmarked separator, with that between them."""
    place = 0
    for character in _characters(text):
        if character == separator:
            return text[:place], separator, text[place + 1 :]
        place += len(character)
    return text, "", ""


def _characters(text: str) -> Iterable[str]:
    """Return the characters of ``text``, each with the backslash before it."""
    return re.findall(r"\\.|.", text, flags=re.DOTALL)
