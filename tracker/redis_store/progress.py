"""How far long work is: written by the worker as it goes, read by the page that waits for it."""

from tracker.redis_store import store

_SECONDS = 3600


def note(server: store.Store, name: str, words: str) -> None:
    """Note in words how far the work ``name`` is."""
    server.ask(lambda client: client.set(f"progress:{name}", words, ex=_SECONDS))


def told(server: store.Store, name: str) -> str:
    """Return how far the work ``name`` is; '' where that is not known."""
    return str(server.ask(lambda client: client.get(f"progress:{name}")) or "")
