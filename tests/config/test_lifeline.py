"""Whatever was started ends with its starter, also where that is killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from config import lifeline
from config.embedded import processes

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 30.0
FOLLOWER = """
import signal
from config import lifeline
lifeline.follow()
print("following", flush=True)
signal.pause()
"""
SPAWNING = """
import multiprocessing, os, signal, sys
def work(out):
    from config import lifeline
    lifeline.follow()
    out.send(os.getpid())
    signal.pause()
if __name__ == "__main__":
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    multiprocessing.get_context("spawn").Process(target=work, args=(theirs,)).start()
    print(ours.recv(), flush=True)
    signal.pause()
"""


def _started(code: Path, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(code)],
        env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def _has_ended(pid: int) -> bool:
    """Return whether a process that is not our child runs no more; a zombie does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return True
    return status.rsplit(")", 1)[1].split()[0] == "Z"


def test_a_follower_ends_when_its_starter_is_killed(tmp_path: Path) -> None:
    code = tmp_path / "follower.py"
    code.write_text(FOLLOWER)
    starter = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    with _started(code, **{lifeline.STARTER: str(starter.pid)}) as follower:
        assert follower.stdout is not None
        assert follower.stdout.readline() == "following\n"

        starter.kill()
        starter.wait()

        assert follower.wait(PATIENCE_SECONDS) == -signal.SIGTERM


def test_a_process_that_was_spawned_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    code = tmp_path / "spawning.py"
    code.write_text(SPAWNING)
    with _started(code) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert not _has_ended(child)

        parent.kill()

    assert processes.wait_until(lambda: _has_ended(child), PATIENCE_SECONDS)
