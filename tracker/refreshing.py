"""Bodies that show another record's former title are rendered anew, a batch at a time."""

from django.db.models.functions import Now

from tracker import claims, models, recording, serializers

BATCH = 500
LEASE_SECONDS = 60
_ACTOR = "refresh"


def refresh_waiting(limit: int) -> int:
    """Take up to ``limit`` refreshes one batch further, and return how many were taken up."""
    return claims.work_off(
        models.Refresh.objects.unfinished(),
        refresh_batch,
        claims.pause,
        claims.Batch(limit, LEASE_SECONDS),
    )


def refresh_batch(refresh: models.Refresh) -> int:
    """Render the next batch of bodies that embed the record, and return how many they were.

    Where the batch stopped is kept in the row, in the same transaction: a crash repeats at most
    this batch, and repeating it writes nothing.
    """
    with recording.change(_ACTOR, f"{refresh.record} changed") as change:
        if not refresh.still_held():
            return 0
        record_type = refresh.record_type or next(iter(models.RECORDS))
        rows = _embedding(record_type, refresh.record, refresh.last_key)
        for row in rows:
            change.touch(row, recording.REFRESHED)
        if len(rows) == BATCH:
            refresh.release(record_type=record_type, last_key=rows[-1].pk, attempts=0)
        elif following := _following(record_type):
            refresh.release(record_type=following, last_key=0, attempts=0)
        else:
            refresh.release(record_type=record_type, finished_at=Now(), attempts=0)
    return len(rows)


def _embedding(record_type: str, identity: models.Identity, after: int) -> list[models.Record]:
    """Return the next rows of one type whose bodies show ``identity``, by key."""
    keys: set[int] = set()
    rows = models.RECORDS[record_type]._default_manager.filter(pk__gt=after)
    for path in serializers.SERIALIZERS[record_type].embedding(identity.type):
        found = rows.filter(**{path: identity.pk}).order_by("pk").values_list("pk", flat=True)
        keys.update(found.distinct()[:BATCH])
    first = sorted(keys)[:BATCH]
    return list(rows.filter(pk__in=first).select_related("identity").order_by("pk"))


def _following(record_type: str) -> str:
    """Return the type of record after ``record_type``; '' after the last."""
    record_types = [*models.RECORDS, ""]
    return record_types[record_types.index(record_type) + 1]
