"""Texts that fit parts of a regular expression, derived from the expression itself."""

import re
from collections.abc import Iterator, Sequence
from re import _constants as codes
from re import _parser as parser
from typing import Any

_REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}
_ANY = "aA0 .,-'\"\n\u00a0"
_MOST_OF_A_SET = 8
_MANY = 4


def repeated(pattern: "re.Pattern[str]") -> list[tuple[str, str]]:
    """Return (text, text) for each part that may repeat: what leads to it, and what fits it."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    whole = _fitting(tree)
    found = [(start, atom) for start, atom in _repeats(tree, "") if atom]
    # What leads to a part, again and again: every place at which the search begins anew.
    found += [("", start) for start, _ in found if start]
    found += [("", start + atom) for start, atom in found]
    return [*dict.fromkeys([*found, *([("", whole)] if whole else [])])]


def _repeats(tree: Sequence[Any], before: str) -> Iterator[tuple[str, str]]:
    for code, value in tree:
        for inner in _within(code, value):
            if code in _REPEATS and value[1] > _MANY:
                for atom in _alternatives(inner):
                    yield before, atom
            yield from _repeats(inner, before)
        before += _fitting([(code, value)])


def _within(code: Any, value: Any) -> list[Any]:
    """Return the parts of a node that are expressions themselves."""
    if code in _REPEATS:
        return [value[2]]
    if code is codes.SUBPATTERN:
        return [value[3]]
    if code is codes.BRANCH:
        return list(value[1])
    if code in {codes.ASSERT, codes.ASSERT_NOT}:
        return [value[1]]
    return [value] if code is codes.ATOMIC_GROUP else []


def _alternatives(tree: Sequence[Any]) -> list[str]:
    """Return texts that fit: of a single set one for each of its members."""
    if len(tree) == 1 and tree[0][0] is codes.IN:
        members = [member for member in _ANY if _holds(tree[0][1], member)]
        literal = [chr(value) for code, value in tree[0][1] if code is codes.LITERAL]
        fitting = [member for member in literal if _holds(tree[0][1], member)]
        return [*dict.fromkeys([*members, *fitting])][:_MOST_OF_A_SET] or ["a"]
    return [_fitting(tree)]


def _fitting(tree: Sequence[Any]) -> str:
    """Return a text that fits an expression, assertions aside."""
    return "".join(_character_or_part(code, value) for code, value in tree)


def _character_or_part(code: Any, value: Any) -> str:
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.IN:
        return _alternatives([(code, value)])[0]
    if code in {codes.ANY, codes.NOT_LITERAL}:
        return "b" if value == ord("a") else "a"
    if code in {codes.ASSERT, codes.ASSERT_NOT}:
        return ""
    if code in _REPEATS:
        least: int = value[0]
        return _fitting(value[2]) * max(1, least)
    inner = _within(code, value)
    return _fitting(inner[0]) if inner else ""


def _holds(members: Sequence[Any], character: str) -> bool:
    is_negated = members[0][0] is codes.NEGATE
    return is_negated != any(_is(code, value, character) for code, value in members)


def _is(code: Any, value: Any, character: str) -> bool:
    if code is codes.LITERAL:
        return character == chr(value)
    if code is codes.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    if code is codes.CATEGORY:
        return bool(re.fullmatch(_NAMES[value], character))
    return False


_NAMES = {
    codes.CATEGORY_DIGIT: r"\d",
    codes.CATEGORY_NOT_DIGIT: r"\D",
    codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S",
    codes.CATEGORY_WORD: r"\w",
    codes.CATEGORY_NOT_WORD: r"\W",
}
