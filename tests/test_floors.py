"""pyproject.toml names all of the package: its floors, who may not know Celery, what is plain."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "tracker"
PYPROJECT = PROJECT / "pyproject.toml"
CONTRIBUTING = PROJECT / "CONTRIBUTING.md"

OUTSIDE_THE_FLOORS = {"apps", "migrations"}
PLAIN_FLOORS = ("words", "analysis", "ground")
KNOWS_CELERY = {"tasks"}
# A layer of the first contract: its modules, its name, and what it knows.
_FLOOR = re.compile(r'^    "([\w| ]+)", # (\w+): (.+)$', re.MULTILINE)
_TABLE = re.compile(r"\| floor \|.*?\n\n", re.DOTALL)


def test_each_floor_has_a_name_and_says_what_it_knows() -> None:
    named = [modules for modules, _, _ in floors()]

    assert named == [layer.replace(" | ", " ").split() for layer in contract("layers")["layers"]]
    assert len({name for _, name, _ in floors()}) == len(named)


def test_each_module_of_the_package_has_a_floor() -> None:
    placed = [module for modules, _, _ in floors() for module in modules]

    assert sorted(placed) == sorted(modules_of_the_package() - OUTSIDE_THE_FLOORS)


def test_the_lowest_floors_are_plain_python() -> None:
    plain = {module for modules, name, _ in floors() if name in PLAIN_FLOORS for module in modules}

    assert without("django") == without("rest_framework") == plain


def test_no_module_but_the_tasks_may_know_celery() -> None:
    missing = modules_of_the_package() - KNOWS_CELERY - without("celery")

    assert missing == set()
    assert without("celery") & KNOWS_CELERY == set()


def test_the_table_of_floors_is_that_of_pyproject(request: pytest.FixtureRequest) -> None:
    """``python -m pytest tests/test_floors.py --write-floors`` writes it anew."""
    page = CONTRIBUTING.read_text(encoding="utf-8")
    lines = ["| floor | modules in `tracker/` | knows |", "| --- | --- | --- |"]
    lines += [
        f"| {name} | {' '.join(f'`{module}`' for module in modules)} | {knows} |"
        for modules, name, knows in floors()
    ]
    table = "\n".join(lines) + "\n\n"

    if request.config.getoption("--write-floors"):
        page = _TABLE.sub(lambda _: table, page, count=1)
        CONTRIBUTING.write_text(page, encoding="utf-8")

    assert _TABLE.findall(page) == [table], "run it with --write-floors"


def floors() -> list[tuple[list[str], str, str]]:
    """Return of each floor, the highest first, its modules, its name and what it knows."""
    found = _FLOOR.findall(PYPROJECT.read_text(encoding="utf-8"))
    return [(modules.split(" | "), name, knows) for modules, name, knows in found]


def contracts() -> Iterator[dict[str, Any]]:
    """Yield the contracts that lint-imports holds."""
    settings = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
    yield from settings["tool"]["importlinter"]["contracts"]


def contract(sort: str) -> dict[str, Any]:
    """Return the only contract of its sort."""
    (found,) = (each for each in contracts() if each["type"] == sort)
    return found


def without(library: str) -> set[str]:
    """Return the modules of the package to which a contract forbids ``library``."""
    return {
        module.removeprefix("tracker.")
        for each in contracts()
        if library in each.get("forbidden_modules", ())
        for module in each["source_modules"]
    }


def modules_of_the_package() -> set[str]:
    """Return the names of what stands in the package itself, modules and packages alike."""
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return folders | {path.stem for path in PACKAGE.glob("[a-z]*.py")}
