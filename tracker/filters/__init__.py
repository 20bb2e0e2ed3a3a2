"""How a person asks: each parameter once, as a column lookup and as a test on facets.

Facets are tested in Python (``holds``: who is told of an event) and in SQL (``ledger_condition``:
lists as of a moment).
"""

from tracker.filters.base import MOST_VALUES, OWN, Facets, LedgerContext, Parameter, UnknownValue
from tracker.filters.conditions import Asked, condition, holds, ledger_condition
from tracker.filters.dates import whole_day
from tracker.filters.facets import facets, form, misfits, rewritten
from tracker.filters.histories import BY_FIELD as HISTORIES
from tracker.filters.histories import on as held_on
from tracker.filters.orderings import ORDERINGS, ORDERINGS_OF_LEDGER, order
from tracker.filters.parts import is_held
from tracker.filters.paths import covering, first
from tracker.filters.related import PastLineages, family_at, family_now
from tracker.filters.subscriptions import (
    MOST_EVENT_TYPES,
    InvalidSubscription,
    check_event_types,
    check_filters,
    subscribed,
    takes,
)
from tracker.filters.tables import PARAMETERS
