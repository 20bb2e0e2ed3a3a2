"""Marks that would stand on one another become one, with their number."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

T = TypeVar("T")
_GROWTH: Final = 1.25


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
    found: list[_Growing[T]] = []
    for place, member in sorted(placed, key=lambda pair: pair[0]):
        found.append(_Growing(place, [member]))
        while len(found) > 1 and found[-2].meets(found[-1], room):
            last = found.pop()
            found[-1].take(last)
    return [Group(each.middle, each.members) for each in found]


def few(make: Callable[[float], list[T]], least: float, most: int) -> list[T]:
    """Return what ``make`` gives for the smallest distance at which it is no more than ``most``.

    ``least`` is the first distance that is tried; at one as long as the axis little is left.
    """
    found = make(least)
    while len(found) > most:
        least *= max(_GROWTH, len(found) / most)
        found = make(least)
    return found


@dataclass
class _Growing(Generic[T]):
    """A group to which more may come: the sum of its places, and what is in it."""

    total: float
    members: list[T]

    @property
    def middle(self) -> float:
        return self.total / len(self.members)

    def meets(self, after: "_Growing[T]", room: Callable[[int], tuple[float, float]]) -> bool:
        reach, back = room(len(self.members))[1], room(len(after.members))[0]
        return self.middle + reach > after.middle - back

    def take(self, other: "_Growing[T]") -> None:
        self.total += other.total
        self.members += other.members
