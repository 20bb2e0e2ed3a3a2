"""What is mutated and what tests it, as ``promises.toml`` says."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
_TABLE = tomllib.loads(Path(__file__).with_name("promises.toml").read_text("utf-8"))
NAMES = list(_TABLE)


def modules(promise: str) -> list[str]:
    """Return the modules that ``promise`` rests on, by their paths in the project."""
    return _files(_TABLE[promise]["modules"], "*.py")


def mutated() -> list[str]:
    """Return the modules that all promises rest on."""
    return [module for promise in NAMES for module in modules(promise)]


def tests() -> dict[str, str]:
    """Return the modules of tests, and the first promise that each belongs to."""
    return {
        path: promise
        for promise in reversed(NAMES)
        for path in _files(_TABLE[promise]["tests"], "test_*.py")
    }


def _files(paths: Iterable[str], pattern: str) -> list[str]:
    found: list[Path] = []
    for path in paths:
        given = sorted(PROJECT.glob(path))
        if not given:
            raise SystemExit(f"{path} is not there: mend tests/mutants/promises.toml")
        for each in given:
            found += sorted(each.rglob(pattern)) if each.is_dir() else [each]
    return [str(each.relative_to(PROJECT)) for each in found]
