"""How people change records: create, change, merge, delete, restore; below API, admin, imports."""

from tracker.editing.developments import raise_development
from tracker.editing.identities import Slugs, new_identity
from tracker.editing.many import create_many, update_many
from tracker.editing.merging import merge
from tracker.editing.quoting import CONTEXT_LENGTH, QuoteNotFound, anchor, cite, find_quote
from tracker.editing.records import begin, create, enter, finish, refusals_in_words, update
from tracker.editing.withdrawing import (
    MOST_USERS,
    InUse,
    NotRestorable,
    delete,
    restore,
    users_of,
    withdraw,
)
