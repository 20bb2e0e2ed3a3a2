"""What a parameter is: one question, asked of columns and of the ledger's facets alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from tracker import vocabularies
from tracker.filters import paths

Body = Mapping[str, Any]
Lineages = Mapping[str, list[str]]
Facets = Mapping[str, list[Any]]
Values = list[str]

MOST_VALUES = 100
OWN = "_own"
"""What ends the name of a facet that leaves out what a party is part of."""


class UnknownValue(ValueError):  # noqa: N818 - named as what it reports
    """A value that the parameter cannot have; the message says why."""


@dataclass(frozen=True)
class LedgerContext:
    """How the ledger is asked.

    ``family`` gives the slugs of parties and of all that are part of them; without it a party is
    part of what it was part of when the revision was published. ``valid_at`` is a day (ISO).
    """

    family: Callable[[Values], Values] | None = None
    valid_at: str = ""


@dataclass(frozen=True)
class Test:
    """Whether a value is as asked: in Python, and as a predicate of a jsonpath on ``at``."""

    fits: Callable[[Any, Values], bool]
    path: Callable[[str, Values], str]


EQUAL = Test(
    fits=lambda value, asked: value in asked,
    path=lambda at, asked: " || ".join(f"{at} == {paths.literal(value)}" for value in asked),
)


@dataclass(frozen=True, eq=False)
class Part:
    """Rows that belong to a record, of which one has to fit all that is asked of them.

    ``facet`` gives them as ``{member: value or values}``; ``columns`` is given all that is asked
    of them, by the parameter's name.
    """

    key: str
    facet: Callable[[Body, Lineages], list[dict[str, Any]]]
    columns: Callable[[Mapping[str, Values]], Q]
    is_lineal: bool = False


@dataclass(frozen=True, eq=False)
class History:
    """What a field was from which day until which: ``[{is, from, until}]``, without gaps."""

    key: str
    facet: Callable[[Body], list[dict[str, str]]]


@dataclass(frozen=True, eq=False)
class Parameter:
    """One question that can be asked of a list; values of one parameter are alternatives.

    ``columns`` answers it from the rows. ``facet`` takes from ``fields`` of a body, dotted paths,
    what ``test`` is made of, one by one: in Python by ``holds``, in SQL by ``in_ledger``. Of a
    ``part`` it is asked of the ``member`` of its rows.
    """

    name: str
    help: str
    columns: Callable[[Values], Q]
    facet: Callable[[Body, Lineages], Values] | None = None
    own: Callable[[Body], Values] | None = None
    fields: tuple[str, ...] = ()
    test: Test = EQUAL
    check: Callable[[str], str] = str
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string", "minLength": 1})
    vocabulary: type[vocabularies.Vocabulary] | None = None
    is_single: bool = False
    passes_absent: bool = False
    part: Part | None = None
    member: str = ""
    history: History | None = None

    @property
    def is_lineal(self) -> bool:
        """Whether asking for a party includes all that are part of it."""
        return self.own is not None

    def checked(self, values: Sequence[str]) -> Values:
        """Return what ``read`` does, of no more and no longer values than the schema states.

        Raises UnknownValue naming what is wrong.
        """
        if len(values) > (1 if self.is_single else MOST_VALUES):
            raise UnknownValue(f"Give {self.name} at most {1 if self.is_single else 100} values.")
        most = self.schema.get("maxLength")
        if most is not None and any(len(value) > most for value in values):
            raise UnknownValue(f"{self.name} has at most {most} characters.")
        return self.read(values)

    def read(self, values: Sequence[str]) -> Values:
        """Return the values in the form in which columns and facets hold them.

        Raises UnknownValue naming what is wrong.
        """
        if any(not value or "\0" in value for value in values):
            raise UnknownValue(f"{self.name} needs a value.")
        return [self.check(value) for value in values]

    def holds(self, facets: Facets, asked: Values) -> bool:
        """Return whether facets satisfy what is asked, which is checked."""
        found = facets.get(self.name, [])
        if self.passes_absent and not found:
            return True
        return any(self.test.fits(value, asked) for value in found)

    def in_ledger(self, asked: Values, context: LedgerContext) -> str:
        """Return the predicate on facets, of a jsonpath, for what is asked, which is checked."""
        if self.history is not None and context.valid_at:
            test = self.test.path("@.is", asked)
            return paths.some(self.history.key, f"({test}) && {paths.covering(context.valid_at)}")
        if self.is_lineal and context.family is not None:
            return paths.some(self.name + OWN, self.test.path("@", context.family(asked)))
        found = paths.some(self.name, self.test.path("@", asked))
        return f"({paths.none(self.name)} || {found})" if self.passes_absent else found

    def fits(self, row: Mapping[str, Any], asked: Values) -> bool:
        """Return whether a row of the part satisfies what is asked."""
        if not self.member:
            return self.test.fits(row, asked)
        value = row.get(self.member, [])
        values = value if isinstance(value, list) else [value]
        return any(self.test.fits(each, asked) for each in values)

    def in_row(self, asked: Values, context: LedgerContext) -> str:
        """Return the predicate on a row of the part, of a jsonpath, for what is asked."""
        if self.is_lineal and context.family is not None:
            return self.test.path(f"@.{self.member}{OWN}", context.family(asked))
        return self.test.path(f"@.{self.member}[*]" if self.member else "@", asked)
