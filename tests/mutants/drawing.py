"""Which mutants there are, by mutmut's operators and two of our own, and which are drawn.

Functions and constants of modules are mutated. Left alone are types, logs, and texts with a space
in them, which are words for people or SQL.
"""

import difflib
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import libcst as cst
from libcst import matchers as m
from libcst import metadata
from mutmut.mutation.mutators import OPERATORS_TYPE, mutation_operators

from tests.mutants import promises

_OF_TYPES = m.OneOf(*map(m.Name, ("TypeVar", "cast", "isinstance", "len")))
_LEFT_ALONE = (
    m.Annotation()
    | m.Decorator()
    | m.Import()
    | m.ImportFrom()
    | m.FormattedString()
    | m.SimpleString(value=m.MatchIfTrue(lambda value: " " in value or value.startswith('"""')))
    | m.Call(func=_OF_TYPES)
    | m.Assign(value=m.Call(func=_OF_TYPES))
    | m.Call(func=m.Attribute(value=m.Name("log") | m.Name("structlog")))
    | m.Assign(targets=[m.AssignTarget(m.Name("log") | m.Name("__all__"))])
)


def _other_extreme(node: cst.Call) -> Iterable[cst.Call]:
    """Give ``max`` for ``min`` and the reverse."""
    for given, other in (("min", "max"), ("max", "min")):
        if m.matches(node.func, m.Name(given)):
            yield node.with_changes(func=cst.Name(other))


def _one_operand(node: cst.BooleanOperation) -> Iterable[cst.BaseExpression]:
    """Give each side of ``and`` and ``or`` alone."""
    for side in (node.left, node.right):
        brackets = {"lpar": [cst.LeftParen(), *side.lpar], "rpar": [*side.rpar, cst.RightParen()]}
        yield side.with_changes(**brackets)


_OPERATORS: OPERATORS_TYPE = [
    *mutation_operators,
    (cst.Call, _other_extreme),
    (cst.BooleanOperation, _one_operand),
]


@dataclass(frozen=True, eq=False)
class Mutant:
    """One change of one module; ``lines`` are those of what is changed."""

    promise: str
    module: str
    function: str
    lines: frozenset[int]
    tree: cst.Module
    node: cst.CSTNode
    changed: cst.CSTNode

    @cached_property
    def code(self) -> str:
        """The text of the mutated module."""
        changed = self.tree.deep_replace(self.node, self.changed)
        assert isinstance(changed, cst.Module)
        return changed.code

    @cached_property
    def diff(self) -> str:
        """The lines that go and come, without their indentation; '' where it cannot be compiled."""
        try:
            compile(self.code, self.module, "exec")
        except SyntaxError:
            return ""
        texts = (self.tree.code.splitlines(), self.code.splitlines())
        lines = list(difflib.unified_diff(*texts, n=0, lineterm=""))[2:]
        return "\n".join(f"{line[0]} {line[1:].strip()}" for line in lines if line[0] in "-+")


class _Finder(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (metadata.PositionProvider,)

    def __init__(self, promise: str, module: str) -> None:
        super().__init__()
        self.found: list[Mutant] = []
        self._promise, self._module, self._tree = promise, module, cst.Module([])
        self._within: list[cst.FunctionDef | cst.ClassDef] = []
        self._statements: list[int] = [1]

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Module):
            self._tree = node
        if m.matches(node, _LEFT_ALONE):
            return False
        if isinstance(node, cst.BaseStatement | cst.SimpleStatementLine):
            self._statements.append(self._lines(node)[0])
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._within.append(node)
        elif not self._within or isinstance(self._within[-1], cst.FunctionDef):
            self._mutate(node)
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.BaseStatement | cst.SimpleStatementLine):
            self._statements.pop()
        if self._within and self._within[-1] is original_node:
            self._within.pop()

    def _mutate(self, node: cst.CSTNode) -> None:
        function = ".".join(each.name.value for each in self._within)
        lines = frozenset({self._statements[-1], *self._lines(node)})
        place = (self._promise, self._module, function, lines, self._tree, node)
        for kind, operator in _OPERATORS:
            if isinstance(node, kind):
                self.found += [Mutant(*place, changed) for changed in operator(node)]

    def _lines(self, node: cst.CSTNode) -> range:
        position = self.get_metadata(metadata.PositionProvider, node, None)
        last = self._statements[-1]
        return range(position.start.line, position.end.line + 1) if position else range(last, last)


def mutants(promise: str) -> list[Mutant]:
    """Return all mutants of what ``promise`` rests on, in the order of the text."""
    found = []
    for module in promises.modules(promise):
        finder = _Finder(promise, module)
        text = (promises.PROJECT / module).read_text(encoding="utf-8")
        metadata.MetadataWrapper(cst.parse_module(text)).visit(finder)
        found += finder.found
    return found


def draw(seed: int, count: int, drawn_from: Sequence[str] = promises.NAMES) -> list[Mutant]:
    """Return ``count`` mutants: as many of each promise, on as many lines as there are."""
    drawn: list[Mutant] = []
    for number, promise in enumerate(drawn_from):
        found = mutants(promise)
        random.Random(f"{seed} {promise}").shuffle(found)
        most = count // len(drawn_from) + (number < count % len(drawn_from))
        drawn += _first(_spread(found), most)
    return drawn


def _spread(shuffled: Sequence[Mutant]) -> list[Mutant]:
    """Return the first mutant of each line, then the second of each, and so on."""
    seen: Counter[tuple[str, int]] = Counter()

    def rank(mutant: Mutant) -> int:
        line = (mutant.module, min(mutant.lines))
        seen[line] += 1
        return seen[line]

    return sorted(shuffled, key=rank)


def _first(found: Iterable[Mutant], most: int) -> list[Mutant]:
    chosen: dict[tuple[str, str, str], Mutant] = {}
    for mutant in found:
        if len(chosen) == most:
            break
        if mutant.diff:
            chosen.setdefault((mutant.module, mutant.function, mutant.diff), mutant)
    return list(chosen.values())
