"""Tests lie where what they test lies: the tree of the package is that of its tests."""

from pathlib import Path

from tests import ordering

PROJECT = Path(__file__).resolve().parents[1]
TESTS = PROJECT / "tests"
PACKAGE = PROJECT / "tracker"

OF_SEVERAL = {
    "mutants": "whether tests notice what is changed in the code",
    "newsstand": "ingest and flagging, as two workers read a whole press",
    "recipes": "the recipes of CONTRIBUTING.md",
    "soak": "the service, as its servers are killed",
    "test_docs": "the pages of documentation",
    "test_floors": "the contracts of pyproject.toml",
    "test_layout": "the tests",
    "test_patterns": "every regular expression",
    "test_pipeline": "one story, from article to signed delivery",
    "test_transcripts": "what rewrites the pages of documentation",
}
"""Folders and files beside the packages' own, and what they test."""

BY_SUBJECT = {
    "test_confined": "flagging",
    "test_correcting": "reviewing",
    "test_edits": "flagging",
    "test_holding": "reviewing",
    "test_leases": "models",
    "test_meanings": "reviewing",
    "test_proposing": "reviewing",
    "test_queue": "reviewing",
    "test_reopening": "reviewing",
    "test_rereading": "flagging",
    "test_rerendering_at_once": "rerendering",
    "test_splitting": "reviewing",
    "test_taking_up": "reviewing",
}
"""Files named after a subject of a package, beside the one named after the package itself."""

BY_WHAT_CALLS_THEM = {
    "converters": "api",
    "evidence": "api",
    "mailing": "digests",
    "measuring": "api",
    "outgoing": "ingest",
    "pipes": "readers",
    "summaries": "api",
    "tallies": "api",
    "timelines": "api",
}
"""Modules without tests of their own name, and the folder of the tests that would fail."""

WITHOUT_LOGIC = {"apps", "migrations"}


def test_each_folder_of_tests_is_that_of_a_package() -> None:
    folders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("test_*.py")} - {Path()}
    packages = {path.parent.relative_to(PACKAGE) for path in PACKAGE.rglob("__init__.py")}
    modules = {path.relative_to(PACKAGE).with_suffix("") for path in PACKAGE.glob("*.py")}

    strays = {str(folder) for folder in folders - packages - modules - {Path("config")}}

    assert strays == {name for name in OF_SEVERAL if not name.startswith("test_")}


def test_each_file_beside_the_folders_is_of_a_module_or_a_named_subject() -> None:
    files = {path.stem for path in TESTS.glob("test_*.py")}
    strays = {name for name in files if name.removeprefix("test_") not in _modules()}

    named = {name for name in OF_SEVERAL if name.startswith("test_")}
    assert strays == named | BY_SUBJECT.keys()
    assert set(BY_SUBJECT.values()) <= _modules()


def test_each_module_and_package_has_tests_of_its_name_or_is_named_with_others() -> None:
    untested = {
        name
        for name in _modules()
        if not (TESTS / name).is_dir() and not (TESTS / f"test_{name}.py").is_file()
    }

    named = BY_WHAT_CALLS_THEM.keys() | WITHOUT_LOGIC
    assert untested == named & _modules()
    assert all((TESTS / folder).is_dir() for folder in BY_WHAT_CALLS_THEM.values())


def test_the_longest_files_are_still_there() -> None:
    assert set(ordering.LONGEST) <= {path.name for path in TESTS.rglob("test_*.py")}


def _modules() -> set[str]:
    """Return the names of what stands in the package itself, modules and packages alike."""
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return folders | {path.stem for path in PACKAGE.glob("[a-z]*.py")}
