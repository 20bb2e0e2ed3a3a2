"""A plugin of pytest: which tests execute which lines of what is mutated, and how long they take.

``MUTANTS_TRACE`` names the file that it writes: ``{module of tests: {test: {seconds, lines}}}``,
``lines`` by module. Of tests that fail it says nothing.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import coverage
import pytest

from tests.mutants import promises

_FILES = {str(promises.PROJECT / module): module for module in promises.mutated()}
_coverage = coverage.Coverage(data_file=None, config_file=False, include=list(_FILES))
_seconds: dict[str, float] = defaultdict(float)
_failed: set[str] = set()


def pytest_configure() -> None:
    """Begin before what is mutated is imported."""
    _coverage.start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Put down to a test what is executed from its first fixture to its last."""
    _coverage.switch_context(_name(item.nodeid))
    try:
        return (yield)
    finally:
        _coverage.switch_context("")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add what a step of a test took."""
    _seconds[_name(report.nodeid)] += report.duration
    if report.failed:
        _failed.add(_name(report.nodeid))


def pytest_sessionfinish() -> None:
    """Write the file."""
    _coverage.stop()
    written: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, seconds in _seconds.items():
        if name not in _failed:
            told = {"seconds": seconds, "lines": _lines(name)}
            written[name.partition("::")[0]][name] = told
    Path(os.environ["MUTANTS_TRACE"]).write_text(json.dumps(written), encoding="utf-8")


def _name(nodeid: str) -> str:
    """Return the name of a test with whatever parameters."""
    return nodeid.partition("[")[0]


def _lines(name: str) -> dict[str, list[int]]:
    data = _coverage.get_data()
    data.set_query_context(name)
    found = {module: data.lines(file) for file, module in _FILES.items()}
    return {module: lines for module, lines in found.items() if lines}
