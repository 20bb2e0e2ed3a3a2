"""``python -m tests.clients``: makes both clients from openapi.yaml and has each call the service.

Needs Node.js 18 or newer with npm. What is made and installed lies in ``.local/clients/``.
"""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests import serving
from tests.tallying import Tally

HERE = Path(__file__).resolve().parent
MADE = serving.LOCAL / "clients"
DOCUMENT = serving.PROJECT / "openapi.yaml"
OF_TYPESCRIPT = ("package.json", "package-lock.json", ".npmrc", "tsconfig.json", "program.ts")
ACCOUNT = "newsroom"


def make_typescript(tally: Tally) -> bool:
    """Generate the types, and compile the program that calls the service through them."""
    folder = MADE / "typescript"
    folder.mkdir(parents=True, exist_ok=True)
    for name in OF_TYPESCRIPT:
        shutil.copyfile(HERE / "typescript" / name, folder / name)
    generate = ["npx", "openapi-typescript", str(DOCUMENT), "--output", "schema.d.ts"]
    return (
        tally.take("TypeScript: the generator is installed", ["npm", "ci"], folder)
        # Else a field with a default would have to be sent.
        and tally.take(
            "TypeScript: the client is generated",
            [*generate, "--default-non-nullable", "false"],
            folder,
        )
        and tally.take("TypeScript: it compiles with tsc --strict", ["npx", "tsc"], folder)
    )


def make_python(tally: Tally) -> bool:
    """Generate the client, in an environment whose packages do not meet ours."""
    folder = MADE / "python"
    folder.mkdir(parents=True, exist_ok=True)
    python = str(folder / "venv" / "bin" / "python")
    packages = ["-r", str(HERE / "requirements.txt")]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    generate = [str(folder / "venv" / "bin" / "openapi-python-client"), "generate"]
    options = ["--meta", "none", "--overwrite", "--fail-on-warning"]
    told = ["--config", str(HERE / "generator.yaml")]
    where = ["--path", str(DOCUMENT), "--output-path", "on_record_client"]
    shutil.copyfile(HERE / "program.py", folder / "program.py")
    return (
        tally.take("Python: an environment is made", [sys.executable, "-m", "venv", "venv"], folder)
        and tally.take(
            "Python: the generator is installed",
            [python, "-m", "pip", "install", *quiet, *packages],
            folder,
        )
        and tally.take(
            "Python: the client is generated", [*generate, *where, *options, *told], folder
        )
    )


PROGRAMS: dict[str, tuple[Callable[[Tally], bool], list[str]]] = {
    "TypeScript": (make_typescript, ["node", "built/program.js"]),
    "Python": (make_python, ["venv/bin/python", "program.py"]),
}


def main() -> int:
    """Make both clients, run both programs, and return how many checks failed."""
    tally = Tally()
    made = [language for language, (make, _) in PROGRAMS.items() if make(tally)]
    with serving.running("clients", {ACCOUNT: "editor"}) as service:
        for language in made:
            command = [*PROGRAMS[language][1], service.url, service.tokens[ACCOUNT]]
            tally.listen(language, command, MADE / language.lower())
    print(f"{tally.passed} passed, {tally.failed} failed")  # noqa: T201
    return tally.failed


if __name__ == "__main__":
    sys.exit(bool(main()))
