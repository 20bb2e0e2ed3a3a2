"""The recipes of CONTRIBUTING.md are followed once, all in one copy of the project."""

import functools
import re
from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml

from tests.recipes import scratch

FOLDER = Path(__file__).parent
FOLLOWED = {
    "field": "A field of a record",
    "filter": "A filter",
    "kind": "A kind of development",
    "source_type": "A type of source",
    "endpoint": "An endpoint",
}
"""The recipes that have an example here, and their headings."""

MOST_STEPS = 6
PROGRAM = """
import sys
import django
import pytest
from django.core.management import call_command

django.setup()
call_command("makemigrations", "tracker", name="followed", include_header=False, verbosity=0)
tests = {tests!r}
status = pytest.main(["-q", "-p", "no:cacheprovider", "--write-examples", *tests])
if status == 0:
    call_command("spectacular", file="openapi.yaml", validate=True, fail_on_warn=True)
sys.exit(status)
"""
BESIDE = [
    "tests/webhooks/test_examples.py::test_each_example_is_what_the_ledger_says_of_such_an_event",
    "tests/test_kinds.py::test_each_public_kind_has_a_module_that_finds_it",
    "tests/readers/test_types.py",
    "tests/readers/test_hostile.py::test_whatever_comes_is_read_or_unreadable",
]
"""Tests that are there already, and that the recipes rely on."""


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project in which every recipe was followed, its commands too."""
    folder = scratch.copied(tmp_path_factory.mktemp("followed"))
    for name in FOLLOWED:
        scratch.apply(FOLDER / f"{name}.diff", folder)
    done = scratch.run(PROGRAM.format(tests=[*added_tests(), *BESIDE]), folder, "recipes")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_each_recipe_has_six_steps_at_most() -> None:
    page = scratch.PROJECT.joinpath("CONTRIBUTING.md").read_text(encoding="utf-8")
    recipes = re.findall(r"(?m)^### (.+)\n\n((?:(?!#).*\n?)*)", page.partition("\n## Recipes")[2])
    steps = {heading: len(re.findall(r"(?m)^\d\. ", text)) for heading, text in recipes}

    assert {*FOLLOWED.values()} <= steps.keys()
    assert {heading: count for heading, count in steps.items() if count > MOST_STEPS} == {}
    assert min(steps.values()) > 1


def test_each_example_of_a_recipe_is_of_one_and_has_a_test() -> None:
    assert {path.stem for path in FOLDER.glob("*.diff")} == FOLLOWED.keys()
    assert len(added_tests()) == len(FOLLOWED)


def test_a_field_migrates_is_described_and_is_in_the_examples(followed: Path) -> None:
    (migration,) = followed.glob("tracker/migrations/*_followed.py")
    operations = re.findall(
        r"migrations\.(\w+)\(\s+model_name='(\w+)',\s+name='(\w+)'", migration.read_text("utf-8")
    )

    assert operations == [("AddField", "commitment", "occasion")]
    assert "occasion" in document(followed)["components"]["schemas"]["Commitment"]["required"]
    assert example(followed, "record.created")["occasion"] is None


def test_a_filter_is_a_parameter_of_lists_alone(followed: Path) -> None:
    language = {"$ref": "#/components/parameters/Language"}
    asked = {
        path
        for path, methods in document(followed)["paths"].items()
        if language in methods.get("get", {}).get("parameters", ())
    }

    assert "/v1/commitments" in asked
    assert "/v1/commitments/{slug}" not in asked


def test_a_kind_is_an_event_type_with_an_example(followed: Path) -> None:
    assert "agreement.registered" in document(followed)["webhooks"]
    assert example(followed, "agreement.registered")["kind"] == "agreement.registered"


def test_a_type_of_source_can_be_chosen(followed: Path) -> None:
    source = document(followed)["components"]["schemas"]["SourceRequest"]

    assert "address_list" in str(source["properties"]["reader"])


def test_an_endpoint_is_described_with_what_it_takes_and_answers(followed: Path) -> None:
    operation = document(followed)["paths"]["/v1/commitments/{slug}/watchers"]["post"]

    assert operation["operationId"] == "commitments_watchers"
    assert operation["security"] == [{"bearer": ["webhooks"]}]
    (sent,) = operation["requestBody"]["content"]["application/json"]["examples"].values()
    assert sent["value"] == {"email": "desk@newsroom.example"}
    assert operation["responses"]["201"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/SavedSearch"
    }


def test_a_recipe_that_does_not_fit_any_more_is_refused(tmp_path: Path) -> None:
    recipe = tmp_path / "old.diff"
    recipe.write_text("--- a/page.txt\n+++ b/page.txt\n@@ -1,2 +1,3 @@\n one\n+two\n three\n")
    page = tmp_path / "page.txt"

    page.write_text("zero\none\nthree\n")
    scratch.apply(recipe, tmp_path)
    assert page.read_text() == "zero\none\ntwo\nthree\n"

    for text in ("one\nthree\none\nthree\n", "one\n", ""):
        page.write_text(text)
        with pytest.raises(scratch.Stale, match=r"old\.diff does not fit page\.txt any more"):
            scratch.apply(recipe, tmp_path)
        assert page.read_text() == text


def added_tests() -> list[str]:
    """Return the files of tests that the recipes add."""
    added = re.compile(r"(?m)^--- /dev/null\n\+\+\+ b/(tests/.+)$")
    return [
        path
        for name in FOLLOWED
        for path in added.findall(FOLDER.joinpath(f"{name}.diff").read_text(encoding="utf-8"))
    ]


@functools.cache
def document(folder: Path) -> dict[str, Any]:
    """Return the OpenAPI document of the copy."""
    text = folder.joinpath("openapi.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return found


def example(folder: Path, code: str) -> dict[str, Any]:
    """Return the body in the example of an event type, as the copy has it."""
    path = folder / "tracker" / "webhooks" / "examples" / f"{code}.json"
    found: dict[str, Any] = orjson.loads(path.read_bytes())["object"]
    return found
