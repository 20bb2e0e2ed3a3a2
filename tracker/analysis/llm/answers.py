"""What a model answered, as text and as items of the schema."""

from dataclasses import dataclass
from typing import Any

from tracker.analysis.llm import prompting
from tracker.outbound import objects


class UnusableError(Exception):
    """An answer that is not what was asked for; says in what."""


@dataclass(frozen=True)
class Answer:
    """The text of an answer; ``is_cut`` where it was too long, ``is_repaired`` if asked twice."""

    text: str
    is_cut: bool = False
    is_repaired: bool = False

    @property
    def doubt(self) -> str:
        """Why nothing of it may be public without a person; '' where nothing is against it."""
        if self.is_cut:
            return "the model's answer was cut"
        return "the model's answer had to be asked for twice" if self.is_repaired else ""


def loads(answer: Answer) -> list[tuple[str, Any]]:
    """Return what an answer lists, each item with the name of its list; raises UnusableError."""
    found = objects.find(answer.text, is_cut=answer.is_cut)
    if found is None:
        raise UnusableError("it is not JSON")
    if not isinstance(found.get("developments"), list):
        raise UnusableError("it has no list of developments")
    lists = {name: found.get(name) for name in prompting.items()}
    return [
        (name, item) for name, items in lists.items() if isinstance(items, list) for item in items
    ]
