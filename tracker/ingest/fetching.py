"""Pages, fetched through the guarded client."""

import asyncio

from django.utils import timezone

from tracker import outgoing
from tracker.ingest import storing
from tracker.outbound import client
from tracker.readers import base


def page(url: str) -> base.Fetched:
    """Return the page at ``url``.

    Raises client.Failure, or storing.UnreadableError for an answer that is no article.
    """
    answer = asyncio.run(_get(url))
    if answer.status != 200 or answer.is_truncated:  # noqa: PLR2004 - anything else is no article
        raise storing.UnreadableError(
            f"The page answered {answer.status}, or was larger than 10 MB."
        )
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return base.Fetched(answer.url, answer.status, headers, answer.body, timezone.now())


async def _get(url: str) -> client.Answer:
    async with client.Client() as session:
        headers = {"User-Agent": outgoing.user_agent()}
        return await client.fetch(session, url, headers=headers, policy=outgoing.policy())
