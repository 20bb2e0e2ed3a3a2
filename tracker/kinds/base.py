"""What a kind of development and any other event type consist of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EventType:
    """What a ledger entry or a delivery is called, explained in English and Spanish."""

    code: str
    label: dict[str, str]
    explanation: dict[str, str]


@dataclass(frozen=True)
class Kind(EventType):
    """A kind of development; its code is also the event type of its first public revision.

    ``record_type`` and ``relation`` are codes of the vocabularies of those names, kept as plain
    strings because kinds and vocabularies stand on one floor.
    """

    record_type: str
    relation: str | None = None
    is_withheld: bool = False  # the default: a deployment may withhold others
    is_public: bool = True
    from_clock: bool = False
