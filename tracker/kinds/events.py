"""Kinds of development about a deed: what was done, rather than said."""

from typing import Final

from tracker.kinds.base import Kind

KINDS: Final = (
    Kind(
        code="event.reported",
        label={"en": "Event reported", "es": "Hecho informado"},
        explanation={
            "en": "A source reports a deed, such as a vote, a decree or a deployment.",
            "es": "Una fuente informa de un hecho, como una votación, un decreto o un despliegue.",
        },
        record_type="event",
    ),
)
