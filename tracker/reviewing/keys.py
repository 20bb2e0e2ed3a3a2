"""The keys of developments that people raise: each names a happening, and none is given twice."""

from tracker import models

_LONGEST_SPEAKER = 80


def free(kind: str, record: str, speaker: str, day: str | None, own: str) -> str:
    """Return a key of kind, record, speaker and day; where that is taken, of ``own`` besides."""
    plain = f"{kind}:{record}:{speaker[:_LONGEST_SPEAKER]}:{day}"
    if not models.Development.objects.filter(key=plain).exists():
        return plain
    named = f"{kind}:{record}:{own}:"
    count = models.Development.objects.filter(key__startswith=named).count()
    return f"{named}{count + 1}:{day}"
