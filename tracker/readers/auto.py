"""The type ``auto``: it is not known yet what stands at the address, and is to be found out."""

from tracker.readers import base, discover

CODE = "auto"
MOST_CANDIDATES = 8


class AutoReader:
    """Reads where the feed of a page may stand."""

    code = CODE
    label = "To be found out: the address is examined within minutes, and followed as what it is"
    is_polled = False

    def read(self, fetched: base.Fetched) -> base.Listing:
        """Return the addresses to try, the likeliest first, and no article."""
        found = discover.discover(fetched)
        return base.Listing(further=tuple(each.url for each in found[:MOST_CANDIDATES]))


READER: base.Reader = AutoReader()
