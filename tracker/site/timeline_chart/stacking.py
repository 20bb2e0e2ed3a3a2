"""Words beside an axis are moved apart, as little as they must."""

from collections.abc import Sequence


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Return places between ``low`` and ``high`` for what wants to stand at ``wanted``, in order.

    They are ``apart`` at least, and near what was wanted: those that meet stand amid their
    places. There must be room for all.
    """
    blocks: list[list[float]] = []
    for place in wanted:
        blocks.append([place])
        while len(blocks) > 1 and _top(blocks[-1], apart) < _top(blocks[-2], apart) + apart * len(
            blocks[-2]
        ):
            last = blocks.pop()
            blocks[-1].extend(last)
    found = [_top(block, apart) + apart * n for block in blocks for n in range(len(block))]
    for n, place in enumerate(found):
        found[n] = max(place, low + apart * n)
    for n, place in enumerate(found):
        found[n] = min(place, high - apart * (len(found) - 1 - n))
    return found


def _top(block: Sequence[float], apart: float) -> float:
    return sum(block) / len(block) - apart * (len(block) - 1) / 2
