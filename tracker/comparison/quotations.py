"""Quotations: what a passage gives as its speaker's words, and whether two passages share some."""

import re
from typing import Final

from tracker.comparison import duplicates

FEWEST_SHARED: Final = 8
"""So many words in a row that two passages share are one quotation."""

# Straight marks pair within a paragraph only: where one is missing, the rest is no quotation.
_QUOTED: Final = re.compile(
    r"“([^”\n]{1,2000})[”\n]?|«([^»\n]{1,2000})[»\n]?|\"([^\"\n]{1,2000})\""
)


def shared(one: str, other: str) -> bool:
    """Tell whether what is said in two passages has eight words in a row in common."""
    ours, theirs = (duplicates.shingles(words, FEWEST_SHARED) for words in (one, other))
    return not ours.isdisjoint(theirs)


def said(passage: str, speaker: str = "") -> str:
    """Return the words that a passage gives as those of its speaker, who has this name.

    That is what stands in quotation marks; of a passage without any, as in a transcript, all of
    it, unless it names the speaker: then it reports the words and does not give them.
    """
    quoted = [next(filter(None, found.groups())) for found in _QUOTED.finditer(passage)]
    if quoted:
        # Another outlet may put "she said" elsewhere.
        return " ".join(quoted)
    surname = duplicates.words(speaker)[-1:]
    return "" if surname and surname[0] in duplicates.words(passage) else passage
