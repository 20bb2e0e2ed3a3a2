"""The editors' desk: Django's admin over all records; every save goes through the ledger."""

from tracker.admin import (
    accounts,
    auditing,
    bars,
    commitments,
    developments,
    documents,
    ledger,
    proposals,
    records,
    searches,
    sources,
    tokens,
    webhooks,
)
from tracker.admin.site import desk
