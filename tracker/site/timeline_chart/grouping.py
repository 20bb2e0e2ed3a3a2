"""Marks that would stand on one another become one, with their number."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

T = TypeVar("T")
_GROWTH: Final = 1.4


@dataclass(frozen=True)
class Group(Generic[T]):
    """Things that are drawn as one, amid their places."""

    place: float
    members: Sequence[T]


def grouped(
    placed: Iterable[tuple[float, T]], room: Callable[[int], tuple[float, float]]
) -> list[Group[T]]:
    """Return groups, in order, none of which reaches into another.

    ``room`` tells of a group of so many how far it reaches before its place and after it.
    """
    found: list[list[tuple[float, T]]] = []
    for each in sorted(placed, key=lambda pair: pair[0]):
        found.append([each])
        while len(found) > 1 and _meet(found[-2], found[-1], room):
            last = found.pop()
            found[-1].extend(last)
    return [Group(_middle(pairs), [member for _, member in pairs]) for pairs in found]


def few(make: Callable[[float], list[T]], least: float, most: int) -> list[T]:
    """Return what ``make`` gives for the smallest distance at which it is no more than ``most``.

    ``least`` is the first distance that is tried; at one as long as the axis little is left.
    """
    found = make(least)
    while len(found) > most:
        least *= _GROWTH
        found = make(least)
    return found


def _meet(
    left: Sequence[tuple[float, T]],
    right: Sequence[tuple[float, T]],
    room: Callable[[int], tuple[float, float]],
) -> bool:
    return _middle(left) + room(len(left))[1] > _middle(right) - room(len(right))[0]


def _middle(pairs: Sequence[tuple[float, T]]) -> float:
    return sum(place for place, _ in pairs) / len(pairs)
