"""Run a program with the servers: ``python -m config.embedded PROGRAM [ARGUMENT ...]``.

The program takes this process's place and holds the servers for as long as it runs.
"""

import os
import sys

from config import embedded
from config.embedded import holders

if __name__ == "__main__":
    embedded.ensure()
    holders.pass_on()
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 - the person's own command line
