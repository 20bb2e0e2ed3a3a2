"""Commands and their printed answers in a page of documentation: found, compared, kept true."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_BLOCK = re.compile(
    r"(?P<open>^```console\n)(?P<body>.*?)(?P<close>^```$)", re.MULTILINE | re.DOTALL
)
# What differs each time that the example is loaded: it is shown, but not compared.
_VOLATILE = re.compile(
    r"""
      \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z      # a moment of the ledger
    | (?<=read\ until\ )\d{4}-\d\d-\d\d\ \d\d:\d\d\ UTC
    | (?<=hasta\ )\d{4}-\d\d-\d\d\ \d\d:\d\d\ UTC
    | (?<=DTSTAMP:)\d{8}T\d{6}Z
    | (?<=LAST-MODIFIED:)\d{8}T\d{6}Z
    | (?<=CREATED:)\d{8}T\d{6}Z
    | (?<=cursor=)[\w%:.-]+
    | (?<=_cursor":")[\w.-]+
    | (?<=_cursor":[ ]")[\w.-]+
    | (?<=")[0-9a-f]{32}(?=")                       # the entity tag of a list
    | (?<![\w-])[0-9a-f]{12}(?![\w-])               # a slug that was drawn
    | (?<=-)[0-9a-f]{12}(?![\w-])
    | (?<![\w-])[0-9a-f]{16}(?![\w-])               # the slug of what was handed in
    | evt_\w+ | orec_\w+
    | (?<=request_id":\ ")[\w-]+ | (?<=request_id":")[\w-]+ | (?<=X-Request-ID:\ )[\w-]+
    | (?<=;r=)\d+ | (?<=;t=)\d+
    | (?<="used":\ )\d+ | (?<="remaining":\ )\d+ | (?<="reset_seconds":\ )\d+
    """,
    re.VERBOSE,
)

Run = Callable[[str], str]
"""Gives back what a command prints."""


class ForeignValueError(ValueError):
    """A command names a value that changes each time and that no earlier answer printed."""


@dataclass(frozen=True)
class Step:
    """One command as it is written, and what is printed below it.

    It goes on in the next line after a backslash, and as long as a quoted text is open.
    """

    command: str
    output: str


@dataclass
class _Page:
    """One page under way: which value of the page stands for which value of this run."""

    run: Run
    is_ours: Callable[[str], bool]
    meanings: dict[str, str] = field(default_factory=dict)

    def block(self, match: re.Match[str]) -> str:
        """Return a block with its answers as they are; another sort of block as it stands."""
        steps = list(_steps(match["body"]))
        if not steps or not all(self.is_ours(step.command) for step in steps):
            return match[0]
        shown = "".join(step.command + self._answered(step) for step in steps)
        return match["open"] + shown + match["close"]

    def _answered(self, step: Step) -> str:
        true = self.run(_VOLATILE.sub(self._meaning, _joined(step.command)))
        return step.output if self._says_the_same(step.output, true) else self._adopted(true)

    def _adopted(self, true: str) -> str:
        """Return a new answer, in which what the page named before keeps that name."""
        names = {meaning: name for name, meaning in reversed(self.meanings.items())}
        for value in _VOLATILE.findall(true):
            self.meanings.setdefault(names.setdefault(value, value), value)
        return _VOLATILE.sub(lambda match: names[match[0]], true)

    def _meaning(self, match: re.Match[str]) -> str:
        if match[0] not in self.meanings:
            raise ForeignValueError(f"No answer above prints {match[0]}.")
        return self.meanings[match[0]]

    def _says_the_same(self, shown: str, true: str) -> bool:
        shown_values, true_values = _VOLATILE.findall(shown), _VOLATILE.findall(true)
        if _comparable(shown) != _comparable(true):
            return False
        for value, meaning in zip(shown_values, true_values, strict=True):
            if self.meanings.setdefault(value, meaning) != meaning:
                return False
        return True


def rewritten(page: str, run: Run, is_ours: Callable[[str], bool]) -> str:
    """Return ``page`` with each wrong answer replaced by the true one, and all else as it is.

    ``run`` gives what a command prints. Blocks with a command that is not ``is_ours`` are left
    alone. A value that changes each time, printed by one answer and named by a later command,
    stands there for the one of this run. Raises ForeignValueError.
    """
    return _BLOCK.sub(_Page(run, is_ours).block, page)


def commands(page: str) -> list[str]:
    """Return the commands of all blocks, each on one line."""
    return [
        _joined(step.command) for match in _BLOCK.finditer(page) for step in _steps(match["body"])
    ]


def _steps(body: str) -> Iterator[Step]:
    command: list[str] = []
    output: list[str] = []
    is_continued = False
    for line in body.splitlines(keepends=True):
        if line.startswith("$ ") and not is_continued:
            if command:
                yield Step("".join(command), "".join(output))
            command, output = [line], []
        elif is_continued:
            command.append(line)
        else:
            output.append(line)
        is_quoted = "".join(command).count("'") % 2 == 1
        is_continued = (line.endswith("\\\n") or is_quoted) and not output
    if command:
        yield Step("".join(command), "".join(output))


def _joined(command: str) -> str:
    return command.removeprefix("$ ").replace("\\\n", " ").strip()


def _comparable(printed: str) -> object:
    """Return what must be equal: of JSON what it says, of text its lines."""
    masked = _VOLATILE.sub("*", printed)
    try:
        return json.loads(masked)
    except ValueError:
        return masked
