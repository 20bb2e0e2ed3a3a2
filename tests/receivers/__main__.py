"""``python -m tests.receivers``: has each receiver of the documentation take real deliveries.

Needs Node.js 18 or newer with npm, and openssl. Three verifiers that are not ours judge the
signatures as well: the packages standardwebhooks of PyPI and npm, and openssl in the shell.
"""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import standardwebhooks

from tests import serving
from tests.receivers import gateway, programs
from tracker.webhooks import receiver

HERE = Path(__file__).resolve().parent
MADE = serving.LOCAL / "receivers"
ACCOUNT = "newsroom"
STEP_SECONDS = 300
MOST_BYTES = 20_000
LOOPBACK = {
    "OUTBOUND_ALLOWED_ADDRESSES": "127.0.0.0/8",
    "OUTBOUND_ALLOWED_PORTS": "*",
    "OUTBOUND_ALLOW_HTTP": "true",
}
# What a worker does, until nothing is left.
SEND = """
from tracker.webhooks import delivery, fanout, replaying
while fanout.fan_out(500) or replaying.replay_waiting(500) or delivery.send_due():
    pass
"""

Listening = Callable[[Path, int, str], Any]


class Checks:
    """How much passed and failed so far."""

    def __init__(self) -> None:
        self.passed = self.failed = 0

    def equal(self, name: str, found: object, expected: object) -> None:
        """Print and count whether ``found`` is as expected."""
        is_good = found == expected
        said = "" if is_good else f": {found!r}, and not {expected!r}"
        print(f"{'passed' if is_good else 'failed'} {name}{said}", flush=True)  # noqa: T201
        self.passed += is_good
        self.failed += not is_good


class Subscriber:
    """An account's program: it subscribes addresses and asks for what is to be sent to them."""

    def __init__(self, service: serving.Service) -> None:
        self._service = service
        self.endpoints: list[dict[str, Any]] = []

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Return the answer of the API."""
        headers = {
            "Authorization": f"Bearer {self._service.tokens[ACCOUNT]}",
            "Content-Type": "application/json",
        }
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - our own address
            self._service.url + path, content, headers, method=method
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.load(answer)

    def subscribe(self, port: int) -> str:
        """Subscribe an address of this machine to everything, and return the secret."""
        wanted = {
            "external_url": f"http://127.0.0.1:{port}/",
            "event_types": ["*"],
            "has_backfill": True,
        }
        made = self.ask("POST", "/v1/webhook-endpoints", wanted)
        self.endpoints.append(made)
        return str(made["secret"])

    def of_each(self, action: str, body: Mapping[str, Any]) -> None:
        """Have something done at each endpoint."""
        for endpoint in self.endpoints:
            self.ask("POST", f"{endpoint['url']}/{action}", body)

    def states(self) -> list[str]:
        """Return how each endpoint stands."""
        return [self.ask("GET", endpoint["url"])["state"] for endpoint in self.endpoints]

    def events(self) -> list[dict[str, Any]]:
        """Return all that an endpoint may be told, as the feed of changes has it."""
        after, found = 0, []
        while True:
            page = self.ask("GET", f"/v1/changes?after={after}&limit=1000")
            found += page["results"]
            after = page["last_sequence"]
            if page["next"] is None:
                return [event for event in found if event["type"] != "record.refreshed"]

    def send(self) -> None:
        """Send all that is due."""
        serving.manage(["shell", "--no-imports", "-c", SEND], self._service.environment)


def python(folder: Path, port: int, secret: str) -> Any:
    """Run the receiver in Python."""
    program = programs.written("receiver.py", folder)
    environment = {**os.environ, "WEBHOOK_SECRETS": secret}
    return programs.listening([sys.executable, program.name, str(port)], folder, port, environment)


def javascript(folder: Path, port: int, secret: str) -> Any:
    """Run the receiver in JavaScript."""
    program = programs.written("receiver.mjs", folder)
    environment = {**os.environ, "WEBHOOK_SECRETS": secret}
    return programs.listening(["node", program.name, str(port)], folder, port, environment)


def shell(folder: Path, port: int, secret: str) -> Any:
    """Run the receiver in shell, behind a web server."""
    program = programs.written("receiver.sh", folder)
    environment = {"WEBHOOK_SECRET": secret, "EVENTS": str(folder), "TMPDIR": str(folder)}
    return gateway.listening(program, port, environment)


RECEIVERS: dict[str, Listening] = {"Python": python, "JavaScript": javascript, "shell": shell}


@contextmanager
def all_listening(
    subscriber: Subscriber,
) -> Iterator[tuple[dict[str, programs.Heard], dict[str, int], receiver.Receiver]]:
    """Subscribe and run each receiver, and one of our own that keeps what it gets."""
    with ExitStack() as running:
        ports = {name: serving.free_port() for name in RECEIVERS}
        heard = {}
        for name, start in RECEIVERS.items():
            secret = subscriber.subscribe(ports[name])
            folder = MADE / name.lower()
            heard[name] = running.enter_context(start(folder, ports[name], secret))
        kept = running.enter_context(receiver.Receiver(port=serving.free_port()))
        kept.secrets.append(subscriber.subscribe(int(kept.url.rsplit(":", 1)[1].strip("/"))))
        yield heard, ports, kept


def check(checks: Checks, service: serving.Service) -> None:
    """Send everything twice, then a message of a new secret beside the old, and a forged one."""
    subscriber = Subscriber(service)
    events = subscriber.events()
    with all_listening(subscriber) as (heard, ports, kept):
        subscriber.send()
        checks.equal("every receiver answers its challenge", subscriber.states(), ["enabled"] * 4)
        for word in ("new", "again"):
            subscriber.of_each("replay", {"after": 0})
            subscriber.send()
            for name, said in heard.items():
                found = said.count(word) - said.count(f"{word} endpoint.ping")
                checks.equal(f"{name}: each event is {word} once", found, len(events))
        subscriber.of_each("rotate-secret", {"grace_seconds": 3600})
        subscriber.of_each("send-example", {"event_type": "commitment.reported"})
        subscriber.send()
        forged = {"webhook-id": "evt_0", "webhook-timestamp": "1", "webhook-signature": "v1,AAAA"}
        for name, said in heard.items():
            fresh = "new" if name == "shell" else "sample"
            examples = [line for line in said.lines if line.endswith("commitment.reported")]
            checks.equal(
                f"{name}: signed by a new secret beside its own", examples[-1].split()[0], fresh
            )
            url = f"http://127.0.0.1:{ports[name]}/"
            checks.equal(f"{name}: refuses a forgery", programs.post(url, forged, b"{}"), 401)
    check_catching_up(checks, service, len(events))
    check_oracles(checks, kept)


def check_catching_up(checks: Checks, service: serving.Service, events: int) -> None:
    """Have the receiver in Python pull everything."""
    folder = MADE / "catching-up"
    program = programs.written("receiver.py", folder)
    done = subprocess.run(
        [sys.executable, program.name, "catch-up", service.url, "0"],
        cwd=folder,
        env={**os.environ, "WEBHOOK_SECRETS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=STEP_SECONDS,
    )
    lines = [line for line in done.stdout.splitlines() if "record.refreshed" not in line]
    new = sum(line.startswith("new ") for line in lines)
    checks.equal("Python: all of it can be pulled as well", (done.returncode, new), (0, events))


def check_oracles(checks: Checks, kept: receiver.Receiver) -> None:
    """Have both packages of Standard Webhooks judge what was sent."""
    secret, count = kept.secrets[0], len(kept.received)
    largest = max(len(one.body) for one in kept.received)
    checks.equal("no message has 20 kB", largest < MOST_BYTES, True)
    oracle = standardwebhooks.Webhook(secret)
    verified = [oracle.verify(one.body, dict(one.headers)) for one in kept.received]
    checks.equal("standardwebhooks of PyPI accepts all", len(verified), count)
    folder = MADE / "oracle"
    shutil.copytree(HERE / "oracle", folder, dirs_exist_ok=True)
    lines = (
        {"secret": secret, "headers": dict(one.headers), "body": one.body.decode()}
        for one in kept.received
    )
    written = folder / "deliveries.jsonl"
    written.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    for command in (["npm", "ci"], ["node", "verify.mjs", written.name]):
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=STEP_SECONDS
        )
    said = done.stdout.strip() or done.stderr.strip()[-500:]
    checks.equal("standardwebhooks of npm accepts all", said, str(count))


def main() -> int:
    """Run it all against the worked example, and return how many checks failed."""
    os.environ.update(LOOPBACK)
    shutil.rmtree(MADE, ignore_errors=True)
    checks = Checks()
    with serving.running("receivers", {ACCOUNT: "subscriber"}) as service:
        check(checks, service)
    print(f"{checks.passed} passed, {checks.failed} failed")  # noqa: T201
    return checks.failed


if __name__ == "__main__":
    sys.exit(bool(main()))
