"""``python -m config.web [OPTION ...]``: the WSGI server on PORT, which is this service's alone."""

import os
import sys

from config import ports

DEFAULT_PORT = "8000"

if __name__ == "__main__":
    port = int(os.environ.get("PORT", DEFAULT_PORT))
    try:
        ports.claim(port)
    except ports.PortTakenError as error:
        sys.exit(str(error))
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"]
    server += ["--port", str(port), "--blocking-threads", "4"]
    os.execv(sys.executable, [*server, *sys.argv[1:], "config.wsgi:application"])  # noqa: S606 - the same interpreter
