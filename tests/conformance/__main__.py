"""``python -m tests.conformance``: has Schemathesis look for answers that the document denies.

Without ``--seed`` every run asks something else; the seed is printed, so that it can be repeated.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from pathlib import Path

from tests import serving

HERE = Path(__file__).resolve().parent
MADE = serving.LOCAL / "conformance"
# Two of the same rank, neither of whom may see what is the other's alone.
ACCOUNTS = {"amanda": "admin", "benito": "admin"}
LARGEST_SEED = 2**31


def main() -> int:
    """Run Schemathesis and return its exit status."""
    asked = _arguments()
    MADE.mkdir(parents=True, exist_ok=True)
    print(f"Seed {asked.seed}", flush=True)  # noqa: T201
    with serving.running("conformance", ACCOUNTS) as service:
        identities = MADE / "identities.json"
        identities.write_text(json.dumps(_identities(service)), encoding="utf-8")
        command = [
            *(str(Path(sys.executable).parent / "schemathesis"), "--config-file"),
            *(str(_config(identities)), "run", f"{service.url}/v1/schema"),
            *("--url", service.url, "--checks", "all"),
            *("--phases", "examples,coverage,fuzzing,stateful"),
            *("--seed", str(asked.seed), "--max-examples", str(asked.examples)),
        ]
        environment = {**os.environ, "PYTHONPATH": str(serving.PROJECT)}
        return subprocess.run(command, cwd=MADE, env=environment, check=False).returncode


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(LARGEST_SEED))
    parser.add_argument("--examples", type=int, default=100, help="of each operation")
    return parser.parse_args()


def _identities(service: serving.Service) -> dict[str, object]:
    """Return the accounts as a file of Web Fuzzing Commons names them."""
    return {
        "auth": [
            {
                "name": account,
                "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {token}"}],
            }
            for account, token in service.tokens.items()
        ]
    }


def _config(identities: Path) -> Path:
    """Return the configuration with the accounts of this run, between whom objects are private."""
    said = (HERE / "schemathesis.toml").read_text(encoding="utf-8")
    peers = json.dumps(list(ACCOUNTS))
    written = MADE / "schemathesis.toml"
    auth = f"\n[auth.wfc]\npath = {json.dumps(str(identities))}\npeers = {peers}\n"
    written.write_text(said + auth, encoding="utf-8")
    return written


if __name__ == "__main__":
    sys.exit(main())
