"""Lists from newsrooms: read, tried without writing, imported whole, and exported the same way."""

from tracker.importing.carrying import Imported, NotImported, carry_out
from tracker.importing.columns import NOUNS, Column, Noun
from tracker.importing.entries import Problem
from tracker.importing.files import FORMATS, MOST_BYTES, Line, Sheet, Unreadable, read
from tracker.importing.planning import Choices, Plan, Planned, State, plan
from tracker.importing.popolo import NoPopolo
from tracker.importing.working import (
    LEASE_SECONDS,
    MOST_AT_ONCE,
    check,
    confirm,
    hand_in,
    how_far,
    noun_of,
    refuse,
    storable,
    work_waiting,
)
from tracker.importing.writing import MEDIA_TYPES, export, file_name, formats, template
