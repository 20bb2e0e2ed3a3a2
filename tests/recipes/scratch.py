"""A copy of the project, for edits to be tried in."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

PROJECT = Path(__file__).resolve().parents[2]
NEEDED = ("config", "docs", "tests", "tracker", "manage.py", "openapi.yaml", "pyproject.toml")
MOST_SECONDS = 240
_OF_THE_SESSION = ("PYTEST_", "COV_")


class Stale(AssertionError):  # noqa: N818 - it says of a recipe what is wrong with it
    """What a recipe changes is not there any more, or stands in several places."""


def copied(folder: Path) -> Path:
    """Return a copy of the project in ``folder``."""
    for name in NEEDED:
        source = PROJECT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, folder / name)
    return folder


def apply(recipe: Path, folder: Path) -> None:
    """Make the edits of a unified diff; raises Stale unless each has its one place."""
    for part in re.split(r"(?m)^--- .*\n(?=\+\+\+ )", recipe.read_text(encoding="utf-8"))[1:]:
        heading, *hunks = re.split(r"(?m)^@@ .*\n", part)
        name = heading.removeprefix("+++ b/").strip()
        path = folder / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for hunk in hunks:
            lines = hunk.splitlines(keepends=True)
            before, after = ("".join(_sides(lines, sign)) for sign in "-+")
            # In the text of a new file, nothing stands once.
            if text.count(before) != 1:
                raise Stale(f"{recipe.name} does not fit {name} any more:\n{hunk}")
            text = text.replace(before, after)
        path.write_text(text, encoding="utf-8")


def run(program: str, folder: Path, database: str) -> "subprocess.CompletedProcess[str]":
    """Run a Python program in the copy, whose database has the name ``database``."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(_OF_THE_SESSION)
    }
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}")
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={
            **kept,
            "DATABASE_URL": urlunsplit(address),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        },
        check=False,
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
    )


def _sides(lines: list[str], sign: str) -> list[str]:
    """Return the lines that stand on one side of a hunk, before it or after."""
    return [line[1:] for line in lines if line[0] in {" ", sign}]
