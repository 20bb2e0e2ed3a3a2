"""The newest evidence on several commitments at once."""

from collections.abc import Mapping
from typing import Final

from tracker.evidence import found
from tracker.timelines import heads

SIDES: Final = ("for", "against")


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
