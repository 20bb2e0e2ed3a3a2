"""The MCP server: what it says of itself, its tools, and how often whom it answers."""

from typing import Any, Final

import anyio.to_thread
from django.conf import settings
from mcp.server import MCPServer
from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp.shared.exceptions import MCPError

from tracker.model_context import answering, clients, tools
from tracker.redis_store import limits, store

NAME: Final = "on-record"
TOO_MANY: Final = -32029
"""The code of JSON-RPC for a client that asks too often, of those that are left to servers."""
INSTRUCTIONS: Final = """\
On Record tracks what governments commit to and what happens next: commitments, agreements,
meetings, statements and officials, each fact with the words that show it.

How to use what it answers:
- Quote `quotes[].exact` only, word for word, with speaker, office, outlet and date, and link
  `source`. Where `is_for_print` is false the words are ours or a translation: send the reader to
  `source` instead of printing them. Whole articles are not here.
- `judged` says who says that it is so. What a machine flagged is not confirmed: say "flagged by a
  machine" where `judged.by` is `machine`. A report says only that an article is about something.
- A verdict is a person's. A deadline that passed makes a commitment `overdue`, never broken.
- "Nothing found" is what `evidence.sentence` says, with what was searched until when; it is not
  proof that nothing happened.
- Cite `page`: it shows for ever what was known at `known_at`. Ask with `known_at` what was shown
  at an earlier instant.
- Begin with `search` or `list_commitments`; what changed since you last looked is
  `changes_since`. Nothing can be changed here.
"""


def build() -> MCPServer[Any]:
    """Return the server with its tools; each has turns of its own loop."""
    turns = answering.Turns()
    return MCPServer(
        NAME,
        title="On Record",
        instructions=INSTRUCTIONS,
        website_url=settings.PUBLIC_URL,
        version="v1",
        tools=[answering.tool(function, turns) for function in tools.ALL],
        middleware=[_limited],
        subscriptions=False,
    )


async def _limited(ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
    """Answer a request, unless its client asks too often.

    Raises MCPError then. Each is counted with those of the same address over HTTP.
    """
    if settings.HAS_RATE_LIMITS and ctx.request_id is not None:
        policy = limits.Policy("anonymous", settings.RATE_LIMITS["anonymous"])
        redis, who = store.at(settings.REDIS_URL), clients.who(ctx.request)
        status = await anyio.to_thread.run_sync(limits.count, redis, policy, who)
        if status is not None and status.is_exceeded:
            raise MCPError(
                TOO_MANY,
                f"too_many_requests: At most {policy.quota} requests are answered"
                f" in {policy.seconds} seconds; ask again in {status.reset_seconds}.",
                {"retry_after": status.reset_seconds},
            )
    return await call_next(ctx)
