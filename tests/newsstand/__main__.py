"""``python -m tests.newsstand``: two workers read a press of 200 outlets and are killed midway."""

import subprocess
import sys

from tests import serving

LOOPBACK = {
    "OUTBOUND_ALLOWED_ADDRESSES": "127.77.0.0/16",
    "OUTBOUND_ALLOWED_PORTS": "*",
    "OUTBOUND_ALLOW_HTTP": "true",
    "CONTACT": "desk@record.example",
}


def main() -> int:
    """Run it against a database of its own, and return 0 where all is as it must be."""
    with serving.database("newsstand") as environment:
        command = [sys.executable, "-m", "tests.newsstand.running", *sys.argv[1:]]
        settings = {**environment, **LOOPBACK}
        return subprocess.run(command, cwd=serving.PROJECT, env=settings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
