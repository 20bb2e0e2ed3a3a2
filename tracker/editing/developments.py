"""Developments are raised: by what is read, by the calendar, and by what people decide."""

from collections.abc import Iterable

from tracker import models, recording, summaries
from tracker.editing import identities

_Participant = tuple[str, models.Official | None]
"""Someone named as taking part, and who that is, where it is known."""


def raise_development(
    change: recording.Change,
    development: models.Development,
    participants: Iterable[_Participant] = (),
) -> models.Development:
    """Store ``development``, which is not stored yet, with its participants, and touch it.

    What it lacks of an identity, a title and a time of detection it is given. It is for the
    caller to cite what shows it.
    """
    if development.pk is None:
        development.identity = identities.new_identity("development")
    development.title = development.title or summaries.headline(development.summary)
    development.detected_at = development.detected_at or change.now
    development.save(force_insert=True)
    for name, official in participants:
        development.participants.create(name=name, official=official)
    change.touch(development)
    return development
