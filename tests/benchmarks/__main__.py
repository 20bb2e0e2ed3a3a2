"""Run every benchmark and print what was measured beside what is promised."""

import itertools
import os
import sys

import django
from rich.console import Console
from rich.table import Table

from config import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
embedded.ensure()
django.setup()

from tests.benchmarks import lists, prose  # noqa: E402 - models need what stands above


def main() -> int:
    """Print the table, and return how many promises are not kept."""
    table = Table("What", "Measured", "Promised", "")
    broken = 0
    for row in itertools.chain(prose.measure(), lists.measure()):
        broken += not row.is_kept
        table.add_row(row.what, row.measured, row.promised, "" if row.is_kept else "not kept")
    Console().print(table)
    return broken


if __name__ == "__main__":
    sys.exit(main())
