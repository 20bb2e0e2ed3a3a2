"""Prints every regular expression of the service, for the test that times them.

Run by itself, so that nothing has been imported before the recorder listens.
"""

import ast
import importlib
import inspect
import itertools
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import django

LANGUAGES = ("en", "es")
_FUNCTIONS = {"compile", "search", "match", "fullmatch", "finditer", "findall", "sub", "split"}

recorded: dict[tuple[str, int], str] = {}


def record(package: str) -> None:
    """Note each pattern that a module of ``package`` compiles from now on, and where."""
    compiled: Any = vars(re)["_compile"]

    def noting(pattern: Any, flags: int) -> Any:
        frame = sys._getframe(2)
        module = str(frame.f_globals.get("__name__"))
        found = compiled(pattern, flags)
        if module.partition(".")[0] == package and isinstance(found.pattern, str):
            place = f"{module}:{frame.f_lineno}"
            recorded.setdefault((found.pattern, found.flags), place)
        return found

    vars(re)["_compile"] = noting


def modules(package: ModuleType) -> Iterator[ModuleType]:
    """Import and yield every module below ``package``."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def load_by_language(found: list[ModuleType]) -> None:
    """Call what modules keep by language, or by what is kept so, to compile the patterns in it."""
    kept = {
        function: parameter
        for module in found
        for function in vars(module).values()
        if getattr(function, "cache_info", None)
        and getattr(function, "__module__", "") == module.__name__
        for parameter in [*inspect.signature(function, eval_str=True).parameters.values()][:1]
    }
    loaded = [
        function(language)
        for function, parameter in kept.items()
        if parameter.name == "language"
        for language in LANGUAGES
    ]
    own = [value for value in loaded if type(value).__module__ != "builtins"]
    for function, parameter in kept.items():
        for value in own:
            if parameter.annotation is type(value):
                function(value)


def compile_literals(module: ModuleType) -> None:
    """Note the patterns that stand literally in calls, which run only when called."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=attribute),
                args=[ast.Constant(value=str() as pattern), *_],
            ) if attribute in _FUNCTIONS:
                flags = [k.value for k in node.keywords if k.arg == "flags"]
                flags += node.args[1:2] if attribute == "compile" else []
                given = re.NOFLAG
                for flag in itertools.chain.from_iterable(map(ast.walk, flags)):
                    if isinstance(flag, ast.Attribute):
                        given |= re.RegexFlag[flag.attr]
                found = re.compile(pattern, given)
                place = f"{module.__name__}:{node.lineno}"
                recorded.setdefault((found.pattern, found.flags), place)
            case _:
                pass


def main() -> None:
    """Print (pattern, flags, place) of all, as JSON."""
    record("tracker")
    django.setup()
    found = list(modules(importlib.import_module("tracker")))
    load_by_language(found)
    for module in found:
        compile_literals(module)
    sys.stdout.write(json.dumps([[*key, place] for key, place in recorded.items()]))


if __name__ == "__main__":
    main()
