"""What became of records that were shown at an instant and are not shown any more."""

from collections.abc import Iterable, Sequence

from tracker import models

_LATER = {"development.dismissed": "dismissed", "record.merged": "merged"}


def marked(bodies: Sequence[bytes], keys: Sequence[int]) -> list[bytes]:
    """Return bodies shown at an instant, of records with these keys, telling what became of them.

    ``later`` says that a record was dismissed, deleted, merged or withheld since. What was
    redacted is not shown of any time.
    """
    fates = later(keys)
    return [
        body[:-1] + b',"later":"' + fates[key].encode() + b'"}' if key in fates else body
        for body, key in zip(bodies, keys, strict=True)
    ]


def later(keys: Iterable[int]) -> dict[int, str]:
    """Return what became of the records with these keys that are not shown any more."""
    withdrawn = models.Revision.objects.filter(
        record__in=list(keys), superseded_at__isnull=True, is_withdrawal=True
    )
    return {
        key: _LATER.get(event, "withheld" if b'"withheld_at"' in bytes(body) else "deleted")
        for key, event, body in withdrawn.values_list("record", "event_type", "body")
    }
