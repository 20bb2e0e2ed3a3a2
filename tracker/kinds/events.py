"""Kinds of development about a deed: what was done, rather than said."""

from typing import Final

from tracker.kinds.base import Kind

KINDS: Final = (
    Kind(
        "event.reported",
        "Event reported",
        "Hecho informado",
        "A source reports a deed, such as a vote, a decree or a deployment.",
        "Una fuente informa de un hecho, como una votación, un decreto o un despliegue.",
    ),
)
