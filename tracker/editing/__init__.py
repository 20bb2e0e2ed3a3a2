"""How people change records: create, change, merge, delete, restore; below API, admin, imports."""

from tracker.editing.citing import PARTS, add_quotes, remove_quote
from tracker.editing.developments import raise_development
from tracker.editing.identities import Slugs, new_identity
from tracker.editing.many import create_many, update_many
from tracker.editing.merging import Moving, merge, moving
from tracker.editing.quoting import CONTEXT_LENGTH, Quote, QuoteNotFound, anchor, cite, find
from tracker.editing.records import (
    begin,
    create,
    enter,
    finish,
    refusals_in_words,
    unlock,
    update,
)
from tracker.editing.withdrawing import (
    MOST_USERS,
    InUse,
    NotRestorable,
    delete,
    restore,
    users_of,
    withdraw,
)
