"""Run every benchmark and print what was measured beside what is promised."""

import sys

from rich.console import Console
from rich.table import Table

from tests.benchmarks import prose


def main() -> int:
    """Print the table, and return how many promises are not kept."""
    table = Table("What", "Measured", "Promised", "")
    broken = 0
    for row in prose.measure():
        broken += not row.is_kept
        table.add_row(row.what, row.measured, row.promised, "" if row.is_kept else "not kept")
    Console().print(table)
    return broken


if __name__ == "__main__":
    sys.exit(main())
