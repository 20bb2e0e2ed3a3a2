"""The newest evidence on commitments: on several at once, and on one with how much there is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tracker.evidence import found
from tracker.timelines import heads

SIDES: Final = ("for", "against")


@dataclass(frozen=True)
class Head:
    """The newest evidence in a direction, the undated last, and how much there is in all."""

    items: list[found.Item]
    count: found.Count


def newest(commitments: Mapping[int, str], most: int) -> dict[int, dict[str, list[found.Item]]]:
    """Return the newest evidence for and against each commitment, ``most`` of either.

    ``commitments`` are slugs by key. The number of queries does not depend on theirs.
    """
    of_directions = {}
    for direction in SIDES:
        owners = {key: [key] for key in commitments}
        entries = heads.newest(owners, found.rows(heads.OWNER, direction), most)
        items = found.items_of({slug: entries[key] for key, slug in commitments.items()})
        of_directions[direction] = {
            key: [item for item in items[slug] if item.direction == direction]
            for key, slug in commitments.items()
        }
    return {key: {name: of_directions[name][key] for name in SIDES} for key in commitments}


def of_commitment(commitment: int, slug: str, shown: int, most: int) -> dict[str, Head]:
    """Return the newest ``shown`` pieces in each direction, counted up to ``most``.

    No more rows are read than are counted, however much is reported.
    """
    entries = {
        direction: heads.newest(
            {commitment: [commitment]}, found.rows(commitment, direction), most + 1
        )[commitment]
        for direction in found.DIRECTIONS
    }
    first = [entry for of_one in entries.values() for entry in of_one[:shown]]
    items = found.items(first, slug)
    return {
        direction: Head(items[direction], found.Count(min(len(of_one), most), len(of_one) <= most))
        for direction, of_one in entries.items()
    }
