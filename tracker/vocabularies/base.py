"""What every closed vocabulary is: a string enumeration whose members explain themselves."""

from enum import StrEnum
from typing import Any, Self


class Vocabulary(StrEnum):
    """A closed set of codes; each member is its code and carries the words that explain it.

    A member is declared as ``NAME = code, Spanish label, English explanation, Spanish explanation``
    and, where a state can be the last one, a fifth value: is it terminal? Its English label is the
    code in words; where it is another, both labels are given: ``(English, Spanish)``.
    """

    _value_: str
    label: dict[str, str]
    explanation: dict[str, str]
    order: int
    is_terminal: bool

    # Type checkers take the look-up ``Form("act")`` for a call of this, hence the open signature.
    def __new__(cls, code: str, *words: Any) -> Self:
        """Make a member; ``ValueError`` when it is declared without all its words, or with more."""
        called, english_explanation, spanish_explanation, *terminal = words
        in_words = code.replace("_", " ").capitalize()
        english, spanish = (in_words, called) if isinstance(called, str) else called
        if terminal not in ([], [True]):
            raise ValueError(f"{code} is declared with more than its words.")
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = {"en": english, "es": spanish}
        member.explanation = {"en": english_explanation, "es": spanish_explanation}
        member.order = len(cls.__members__) + 1
        member.is_terminal = terminal == [True]
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (code, English label) in order, as a model field's ``choices`` wants them."""
        return [(member.value, member.label["en"]) for member in cls]
