"""``python -m tests.print_docs FILE…``: brings the answers printed in documentation up to date."""

import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.test.runner import DiscoverRunner

from config import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
embedded.ensure()
django.setup()

from tests import storytelling, transcripts  # noqa: E402 - models need what stands above


def main(names: list[str]) -> int:
    """Rewrite each file whose answers are not true any more, and return 2 without any names."""
    if not names:
        print(__doc__)  # noqa: T201
        return 2
    settings.PUBLIC_URL = storytelling.ADDRESS
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        for path in map(Path, names):
            _bring_up_to_date(path)
    finally:
        runner.teardown_databases(databases)
    return 0


def _bring_up_to_date(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    with storytelling.told() as token:
        true = transcripts.rewritten(page, storytelling.shell(token), storytelling.is_answerable)
    path.write_text(true, encoding="utf-8")
    print(f"{path}: {'rewritten' if true != page else 'true'}")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
