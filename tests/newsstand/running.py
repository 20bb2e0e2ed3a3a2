"""The run itself, within the environment that ``__main__`` made: read, kill, read on, edit, see."""
# ruff: noqa: T201 - it prints what came of it

import argparse
import os
import sys
import time
from collections.abc import Callable, Mapping

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402 - models need what stands above

from config.embedded import processes  # noqa: E402 - models need what stands above
from tests import serving  # noqa: E402 - models need what stands above
from tests.newsstand import checks, crew, edits, following, hostile, site  # noqa: E402

PAUSE_SECONDS = 1.0
MEGABYTE = 1024 * 1024


def main() -> int:
    """Run it, print what came of it, and return 0 where all is as it must be."""
    asked = _arguments()
    until = time.monotonic() + 60 * asked.minutes
    with site.serving(asked.outlets, asked.articles, tuple(hostile.SITES)) as held:
        following.follow(held)
        with crew.at_work(os.environ, serving.log_file("newsstand")) as workers:
            found = _read(held, workers, until)
            found += _edit(held, workers, until)
    for problem in found:
        print(f"  {problem}")
    print(f"{len(found)} problems" if found else "All is as it must be.")
    return 1 if found else 0


def _read(held: site.Press, workers: crew.Crew, until: float) -> list[str]:
    """Have everything read, the workers being killed when half is, and return what is wrong."""
    everything = held.outlets * held.articles
    began = time.monotonic()
    _wait(workers, until, lambda: following.documents() * 2 >= everything)
    workers.kill()
    killed, read = time.monotonic(), following.documents()
    print(f"{read} articles in {killed - began:.0f} s, then both workers were killed")
    workers.start()
    _wait(workers, until, lambda: following.waiting() == 0)
    seconds = time.monotonic() - began
    print(f"{following.documents()} articles in {seconds:.0f} s: {_rates(workers, everything)}")
    return checks.problems(held)


def _edit(held: site.Press, workers: crew.Crew, until: float) -> list[str]:
    """Have the press edited quietly and looked at twice more, and return what is wrong.

    Between the looks both workers are killed; between the two what was only a slip is taken back.
    """
    planned = edits.plan(held)
    edits.strike(held, planned)
    edits.look_again(held, planned)
    _wait(workers, until, lambda: edits.still_due(held, planned) * 2 <= len(planned.keys))
    workers.kill()
    workers.start()
    _wait(workers, until, lambda: edits.still_due(held, planned) == 0)
    edits.heal(held, planned)
    edits.look_again(held, planned)
    _wait(workers, until, lambda: edits.still_due(held, planned) == 0 and not following.unflagged())
    print(f"{len(planned.keys)} articles looked at again, {len(planned.edited)} of them edited")
    return [*edits.problems(held, planned), *checks.lasting(held)]


def _wait(workers: crew.Crew, until: float, is_done: Callable[[], bool]) -> None:
    """Return when it is done; raises SystemExit where that takes longer than all may."""

    def is_over() -> bool:
        workers.measure()
        return is_done()

    if not processes.wait_until(is_over, until - time.monotonic(), PAUSE_SECONDS):
        raise SystemExit(
            f"Not done in time: {following.documents()} read, {following.waiting()} waiting."
        )


def _rates(workers: crew.Crew, articles: int) -> str:
    spent: Mapping[str, float] = workers.cpu_seconds
    times = ", ".join(
        f"{role} {1000 * seconds / articles:.1f} ms" for role, seconds in sorted(spent.items())
    )
    sizes = ", ".join(
        f"{role} {size / MEGABYTE:.0f} MB" for role, size in sorted(workers.most_bytes.items())
    )
    database = f"database {_database_seconds() * 1000 / articles:.1f} ms"
    return f"CPU an article: {times}, {database}; most memory of a process: {sizes}"


def _database_seconds() -> float:
    """Return for how long the database was busy with statements so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT active_time / 1000 FROM pg_stat_database WHERE datname = current_database()"
        )
        return float(cursor.fetchone()[0])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.newsstand", description=__doc__)
    parser.add_argument("--outlets", type=int, default=200)
    parser.add_argument("--articles", type=int, default=25, help="of each outlet")
    parser.add_argument("--minutes", type=float, default=30, help="to give up after")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
