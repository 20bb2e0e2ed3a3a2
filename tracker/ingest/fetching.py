"""Pages, fetched through the guarded client."""

import asyncio

from tracker import outgoing
from tracker.ingest import storing
from tracker.outbound import client


def page(url: str) -> bytes:
    """Return what the page at ``url`` holds.

    Raises client.Failure, or storing.UnreadableError for an answer that is no article.
    """
    answer = asyncio.run(_get(url))
    if answer.status != 200 or answer.is_truncated:  # noqa: PLR2004 - anything else is no article
        raise storing.UnreadableError(
            f"The page answered {answer.status}, or was larger than 10 MB."
        )
    return answer.body


async def _get(url: str) -> client.Answer:
    async with client.Client() as session:
        headers = {"User-Agent": outgoing.user_agent()}
        return await client.fetch(session, url, headers=headers, policy=outgoing.policy())
