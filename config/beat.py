"""The clock that rings the stages, and does not ring where nobody has listened for a while."""
# Celery and kombu come without types.
# mypy: disallow-subclassing-any=False, disallow-untyped-calls=False

from typing import Any

from celery import beat

MOST_BELLS = 64
"""So many messages wait in a queue at most: a bell carries no work, so that none is missed."""


class Scheduler(beat.PersistentScheduler):
    """A schedule whose messages do not pile up while no worker takes them."""

    def apply_entry(self, entry: Any, producer: Any = None) -> None:
        """Send the task of ``entry``, unless its queue is full of messages like it."""
        if self._waiting(entry, producer) < MOST_BELLS:
            super().apply_entry(entry, producer=producer)

    def _waiting(self, entry: Any, producer: Any) -> int:
        """Return how many messages wait in the queue of ``entry``; 0 where the broker fails."""
        queue = self.app.amqp.router.route({}, entry.task)["queue"]
        broker = producer.connection
        try:
            return int(queue.bind(producer.channel).queue_declare().message_count)
        except (*broker.connection_errors, *broker.channel_errors):
            # Sending will fail as well, and say why.
            return 0
