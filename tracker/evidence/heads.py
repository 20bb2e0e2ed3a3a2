"""The newest evidence on a commitment, and on several at once."""

from collections.abc import Mapping
from typing import Final

from tracker.evidence import found
from tracker.timelines import entries, heads, windows

SIDES: Final = ("for", "against")


def newest_on(commitment: int, direction: str, most: int) -> list[entries.Entry]:
    """Return the newest evidence of one direction on a commitment, the undated last."""
    return windows.taken(found.rows(commitment, direction), {}, windows.Window(most))


def newest(commitments: Mapping[int, str], most: int) -> dict[int, dict[str, list[found.Item]]]:
    """Return the newest evidence for and against each commitment, ``most`` of either.

    ``commitments`` are slugs by key. The number of queries does not depend on theirs.
    """
    of_directions = {}
    for direction in SIDES:
        owners = {key: [key] for key in commitments}
        told = heads.newest(owners, found.rows(heads.OWNER, direction), most)
        items = found.items_of({slug: told[key] for key, slug in commitments.items()})
        of_directions[direction] = {
            key: [item for item in items[slug] if item.direction == direction]
            for key, slug in commitments.items()
        }
    return {key: {name: of_directions[name][key] for name in SIDES} for key in commitments}
