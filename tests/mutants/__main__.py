"""``python -m tests.mutants``: changes the code in small ways, and counts the tests that notice.

It ends with 0 only if tests fail for at least nine mutants in ten, and ``accepted.toml`` gives the
reason for each of the others. The seed is printed; with ``--seed`` the same mutants are drawn.
"""

import argparse
import queue
import random
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutants import covering, drawing, promises, trying

LEAST_KILLED = 0.9
LARGEST_SEED = 2**31
ACCEPTED = Path(__file__).with_name("accepted.toml")
_START_SECONDS = 60.0
_PASSED, _NOTHING_RAN = 0, 5


def main() -> int:
    """Try the mutants and return the exit status."""
    asked = _arguments()
    began = time.monotonic()
    drawn = drawing.draw(asked.seed, asked.count, asked.promises or promises.NAMES)
    _say(f"Seed {asked.seed}: {len(drawn)} mutants")
    with trying.copies() as free:
        tests = covering.tests(free)
        _say(f"{len(tests)} tests were traced after {time.monotonic() - began:.0f} s")
        with ThreadPoolExecutor(trying.SIDE_BY_SIDE) as pool:
            fates = list(pool.map(lambda mutant: _try(mutant, tests, free), drawn))
    status = _reckon(list(zip(drawn, fates, strict=True)))
    _say(f"It took {(time.monotonic() - began) / 60:.0f} minutes")
    return status


def _try(
    mutant: drawing.Mutant, tests: Sequence[covering.Test], free: "queue.Queue[trying.Copy]"
) -> str:
    """Return what became of a mutant: ``killed``, ``timeout`` or ``survived``."""
    chosen = covering.chosen(mutant, tests)
    limit = _START_SECONDS + 4 * sum(test.seconds for test in chosen)
    with trying.taken(free) as copy, copy.mutated(mutant.module, mutant.code):
        outcome = copy.run(["-x", *(test.name for test in chosen)], limit)
    if outcome.status == _NOTHING_RAN:
        raise SystemExit(f"No test ran:\n{outcome.output}")
    fate = {None: "timeout", _PASSED: "survived"}.get(outcome.status, "killed")
    _say(f"{fate:8} {outcome.seconds:4.0f} s  {_place(mutant)}  ({len(chosen)} tests)")
    return fate


def _reckon(tried: Sequence[tuple[drawing.Mutant, str]]) -> int:
    """Print the survivors and the count of each promise; return the exit status."""
    reasons = {
        (each["module"], each["function"], each["diff"].strip()): each["reason"].strip()
        for each in tomllib.loads(ACCEPTED.read_text("utf-8")).get("accepted", [])
    }
    survivors = [mutant for mutant, fate in tried if fate == "survived"]
    unnamed = 0
    for mutant in survivors:
        reason = reasons.get((mutant.module, mutant.function, mutant.diff))
        unnamed += reason is None
        _say(f"\n{_place(mutant)}\n{mutant.diff}\n{reason or 'NO TEST NOTICES, AND NO REASON'}")
    _say("")
    for promise in dict.fromkeys(mutant.promise for mutant, _ in tried):
        counted = Counter(fate for mutant, fate in tried if mutant.promise == promise)
        _say(f"{promise:10} {'  '.join(f'{fate} {n}' for fate, n in sorted(counted.items()))}")
    killed = (len(tried) - len(survivors)) / max(len(tried), 1)
    _say(f"Killed: {killed:.1%} of {len(tried)}; survivors without a reason: {unnamed}")
    return int(killed < LEAST_KILLED or unnamed > 0)


def _place(mutant: drawing.Mutant) -> str:
    return f"{mutant.module}:{min(mutant.lines)} {mutant.function}".rstrip()


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - this is a program


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(LARGEST_SEED))
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--promises", nargs="*", choices=promises.NAMES)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
