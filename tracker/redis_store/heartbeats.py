"""When each stage last ran: written by the worker, read by the health check."""

from datetime import UTC, datetime

from tracker.redis_store import store

_KEY = "heartbeats"


def note(server: store.Store, stage: str, now: datetime) -> None:
    """Note that ``stage`` ran to its end at ``now``."""
    server.ask(lambda client: client.hset(_KEY, stage, repr(now.timestamp())))


def latest(server: store.Store) -> dict[str, datetime]:
    """Return when each stage last ran; nothing where the server does not answer."""
    noted = server.ask(lambda client: client.hgetall(_KEY)) or {}
    return {
        str(stage): datetime.fromtimestamp(float(seconds), UTC)
        for stage, seconds in sorted(noted.items())
    }
