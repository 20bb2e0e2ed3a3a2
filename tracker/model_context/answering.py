"""How a tool is run: in a thread, on a connection of its own, from one moment, without writing."""

import functools
import inspect
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import anyio
import anyio.to_thread
import structlog
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from mcp.server.mcpserver.tools import Tool
from mcp.types import ToolAnnotations
from pydantic import create_model

from tracker.model_context import instants, refusals

MOST_AT_ONCE: Final = 8
"""How many tools run at once, each with a connection to the database."""

T = TypeVar("T")
_log = structlog.get_logger(__name__)


class Turns:
    """Lets so many tools run at once; the others wait."""

    def __init__(self) -> None:
        self._limiter: anyio.CapacityLimiter | None = None

    async def take(self, work: Callable[[], T]) -> T:
        """Return what ``work`` does in a thread, as soon as its turn has come."""
        if self._limiter is None:
            # It belongs to the loop that runs by now.
            self._limiter = anyio.CapacityLimiter(MOST_AT_ONCE)
        return await anyio.to_thread.run_sync(work, limiter=self._limiter)


@contextmanager
def snapshot() -> Iterator[None]:
    """Have all that is read be of one moment; the database itself refuses every write."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            limit = f"{settings.WEB_STATEMENT_TIMEOUT_MS}ms"
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [limit])
        yield


def at(known_at: str | None, answer: Callable[[instants.Instant], T]) -> T:
    """Return what ``answer`` gives for the instant that ``known_at`` names, now without one.

    Raises Refusal as ``instants.read`` does.
    """
    moment = instants.read(known_at)
    with snapshot():
        return answer(instants.of(moment))


def tool(function: Callable[..., Any], turns: Turns) -> Tool:
    """Return ``function`` as a tool that changes nothing, and refuses what it does not know."""
    made = Tool.from_function(
        _answered(function, turns),
        annotations=ToolAnnotations(
            read_only_hint=True,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=False,
        ),
    )
    arguments = made.fn_metadata.arg_model
    strict = create_model(
        arguments.__name__, __base__=arguments, __cls_kwargs__={"extra": "forbid"}
    )
    metadata = made.fn_metadata.model_copy(update={"arg_model": strict})
    schema = strict.model_json_schema(by_alias=True)
    return made.model_copy(update={"fn_metadata": metadata, "parameters": schema})


def _answered(function: Callable[..., Any], turns: Turns) -> Callable[..., Awaitable[Any]]:
    @functools.wraps(function)
    async def answered(**arguments: Any) -> Any:
        try:
            return await turns.take(lambda: _once(function, arguments))
        except refusals.Refusal as refusal:
            return refusal.result()
        except DatabaseError as error:
            _log.warning("model_context.failed", tool=function.__name__, error=str(error))
            detail = "The database does not answer, or not soon enough; ask again later, or less."
            return refusals.Refusal("unavailable", detail).result()

    answered.__signature__ = inspect.signature(function, eval_str=True)  # type: ignore[attr-defined]
    return answered


def _once(function: Callable[..., T], arguments: dict[str, Any]) -> T:
    try:
        return function(**arguments)
    finally:
        # A thread that waits for its next turn would hold its connection meanwhile.
        connections.close_all()
