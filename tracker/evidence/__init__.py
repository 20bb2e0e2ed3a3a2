"""The evidence on a commitment: what was found for it and against it, and what was searched."""

from tracker.evidence.findings import Findings, findings
from tracker.evidence.found import DIRECTIONS, Count, Item, Unjudged, counts, rows
from tracker.evidence.heads import SIDES, Head, newest
from tracker.evidence.searched import Searched, SearchedSource
