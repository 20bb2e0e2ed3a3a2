"""Which tests execute what a mutant changes: a map kept under ``.local/``, redone where stale.

Of a module of tests it is stale when that has changed, or anything that is mutated.
"""

import hashlib
import itertools
import json
import queue
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tests import serving
from tests.mutants import drawing, promises, trying

MOST_TESTS = 120
MOST_OF_THE_TIME = 0.2
"""How many tests are put to one mutant, and their share of the time that all tests take."""

_MAP = serving.LOCAL / "mutants" / "tests.json"
_MOST_SECONDS_OF_TRACING = 3600.0


@dataclass(frozen=True)
class Test:
    """A test, the promise that it was written for, and what it executes."""

    name: str
    promise: str
    seconds: float
    lines: dict[str, frozenset[int]]


def tests(free: "queue.Queue[trying.Copy]") -> list[Test]:
    """Return the tests that pass; runs those of which the map is stale."""
    kept: dict[str, Any] = json.loads(_MAP.read_text("utf-8")) if _MAP.exists() else {}
    digests = {path: _digest(path) for path in promises.tests()}
    known = {path: kept[path] for path in digests if kept.get(path, {}).get("of") == digests[path]}
    stale = sorted(digests.keys() - known.keys())
    parts = [stale[number :: trying.SIDE_BY_SIDE] for number in range(trying.SIDE_BY_SIDE)]
    with ThreadPoolExecutor(trying.SIDE_BY_SIDE) as pool:
        for traced in pool.map(lambda part: _trace(free, part), parts):
            known |= {path: {"of": digests[path], "tests": traced[path]} for path in traced}
    _MAP.parent.mkdir(parents=True, exist_ok=True)
    _MAP.write_text(json.dumps(known), encoding="utf-8")
    return [
        Test(name, promise, told["seconds"], {k: frozenset(v) for k, v in told["lines"].items()})
        for path, promise in promises.tests().items()
        for name, told in known.get(path, {"tests": {}})["tests"].items()
    ]


def chosen(mutant: drawing.Mutant, tests: Sequence[Test]) -> list[Test]:
    """Return the tests that execute what a mutant changes: those of its promise, fastest first.

    What none executes, as an import does it or nothing, is put to all tests of its promise.
    """
    found = [test for test in tests if mutant.lines & test.lines.get(mutant.module, frozenset())]
    if not found:
        found = [test for test in tests if test.promise == mutant.promise]
    found.sort(key=lambda test: (test.promise != mutant.promise, test.seconds, test.name))
    most = MOST_OF_THE_TIME * sum(test.seconds for test in tests)
    taken = itertools.accumulate(test.seconds for test in found)
    last = sum(seconds <= most for seconds in taken)
    return found[: min(max(last, 1), MOST_TESTS)]


def _digest(path: str) -> str:
    """Return the SHA-256 of a module of tests together with all that is mutated."""
    texts = ((promises.PROJECT / each).read_bytes() for each in (path, *promises.mutated()))
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def _trace(free: "queue.Queue[trying.Copy]", paths: Sequence[str]) -> dict[str, Any]:
    """Return what the plugin writes of these modules of tests."""
    if not paths:
        return {}
    with trying.taken(free) as copy:
        trace = copy.folder / "trace.json"
        outcome = copy.run(
            ["-p", "tests.mutants.tracing", *paths],
            _MOST_SECONDS_OF_TRACING,
            MUTANTS_TRACE=str(trace),
        )
        if not trace.exists():
            raise SystemExit(f"The tests could not be traced:\n{outcome.output}")
        traced: dict[str, Any] = json.loads(trace.read_text("utf-8"))
        return traced
