"""``python -m tests.browser``: has an editor and a reader use the service in headless Chromium.

Needs Chromium; its driver is installed under ``.local/browser/``, where pictures of the pages lie
afterwards. With ``desk`` or ``site`` only one of the two comes. What was decided at the desk is
then looked for in the API, in the feed of changes and at a receiver of webhooks; what the reader
asked to be told, in a sink of mails and a channel of chat.
"""

import sys
from typing import Final

from tests.browser import desk, driver, site
from tests.tallying import Tally

PARTS: Final = {"site": site.run, "desk": desk.run}


def main(names: list[str]) -> int:
    """Run the parts against the worked example, and return how many checks failed."""
    browser = driver.chromium()
    tally = Tally()
    if not driver.make_driver(tally):
        return 1
    for name in names or PARTS:
        PARTS[name](tally, browser)
    print(f"{tally.passed} passed, {tally.failed} failed")  # noqa: T201
    return tally.failed


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
