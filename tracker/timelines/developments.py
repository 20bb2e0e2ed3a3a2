"""The newest developments around a record, read from one end of an index for each subject."""

from collections.abc import Iterator, Mapping
from typing import Final

from tracker import models
from tracker.timelines import current, heads
from tracker.timelines.entries import Entry

MOST_SUBJECTS: Final = 200
"""Of a record with more, all rows around it are sorted, which then are a good part of all."""
_SPEAKING: Final[Mapping[str, str]] = {"official": "speaker_official", "party": "speaker_party"}


def newest(record_type: str, key: int, most: int) -> list[Entry]:
    """Return the ``most`` newest developments that ``current.around`` has, the undated last."""
    family = current.families(record_type, [key])[key]
    subjects = [*current.subjects(record_type, family)[: MOST_SUBJECTS + 1]]
    if len(subjects) + len(family) > MOST_SUBJECTS:
        rows = current.around_family(record_type, family, ["development"])["development"]
        return heads.first("development", [([key], rows)], most)
    return heads.first("development", _ways(record_type, family, [*family, *subjects]), most)


def _ways(record_type: str, family: list[int], subjects: list[int]) -> Iterator[heads.Way]:
    """Yield the keys for each of which rows are looked for, and these rows."""
    public = models.Development.objects.public()
    yield subjects, public.filter(subject=heads.OWNER)
    if record_type in _SPEAKING:
        yield family, public.filter(**{_SPEAKING[record_type]: heads.OWNER})
    if record_type == "official":
        taking_part = models.DevelopmentParticipant.objects.filter(official=heads.OWNER)
        yield family, public.filter(pk__in=taking_part.values("development"))
