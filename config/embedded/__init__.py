"""PostgreSQL and Valkey for a laptop, started when the environment names no servers.

Each server has a supervisor, a process of its own that stops it a few seconds after the last
process that called ``ensure`` has gone. Everything lies in ``.local/`` in the project folder:

    postgres/  the database's data (when we are root perhaps a link, see ``accounts``)
    valkey/    Valkey's configuration and process id; no data
    log/       NAME.log and NAME-supervisor.log, and NAME.log.1 of the run before
    run/       NAME.url, the address; NAME.holders and NAME.supervisor, the locks; secret_key
"""

import os
from pathlib import Path

from config.embedded import holders, processes, secret
from config.embedded.places import Places

PROJECT = Path(__file__).resolve().parents[2]
VARIABLES = {"postgres": "DATABASE_URL", "valkey": "REDIS_URL"}


def ensure(root: Path = PROJECT) -> None:
    """Start or join the servers that the environment does not name, and name them there.

    A variable that is set is left as it is. If it was set by a parent process that called
    ``ensure``, this process too holds the server, which then outlives the parent. Ends the
    process with the end of the server's log when a server cannot be started. With our own
    database comes a ``SECRET_KEY``, kept beside it, where none is set.
    """
    for name, variable in VARIABLES.items():
        places = Places(root.resolve(), name)
        given = os.environ.get(variable)
        if given and given != places.url():
            continue
        try:
            os.environ[variable] = holders.hold(places)
        except processes.StartError as error:
            raise SystemExit(f"{error}\n(To use a server of your own, set {variable}.)") from None
    if os.environ["DATABASE_URL"] == Places(root.resolve(), "postgres").url():
        os.environ.setdefault("SECRET_KEY", secret.key(root.resolve()))
