"""What a kind of development and any other event type consist of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EventType:
    """What a ledger entry or a delivery is called, explained in English and Spanish.

    It is declared as a code, the English and the Spanish label, and both explanations.
    """

    code: str
    english: str
    spanish: str
    english_explanation: str
    spanish_explanation: str

    @property
    def label(self) -> dict[str, str]:
        """What it is called, by language."""
        return {"en": self.english, "es": self.spanish}

    @property
    def explanation(self) -> dict[str, str]:
        """What it says, in one sentence, by language."""
        return {"en": self.english_explanation, "es": self.spanish_explanation}


@dataclass(frozen=True, kw_only=True)
class Kind(EventType):
    """A kind of development; its code is also the event type of its first public revision.

    ``relation`` is a code of that vocabulary, kept as a plain string because kinds and
    vocabularies stand on one floor. ``is_left_to_people`` says that no machine publishes it,
    however sure it is.
    """

    relation: str | None = None
    is_public: bool = True
    from_clock: bool = False
    is_left_to_people: bool = False

    @property
    def is_meaning(self) -> bool:
        """Whether it says what was reported means for a commitment, and may be public."""
        return self.is_public and self.relation is not None

    @property
    def record_type(self) -> str:
        """The type of the record that it is about, which its code names; a source's documents."""
        family = self.code.partition(".")[0]
        return "document" if family == "source" else family
