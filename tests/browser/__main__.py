"""``python -m tests.browser``: has an editor work at the desk in headless Chromium.

Needs Chromium; its driver is installed under ``.local/browser/``, where pictures of the pages lie
afterwards. What was decided there is then looked for in the API, in the feed of changes and at a
receiver of webhooks.
"""

import csv
import json
import os
import shutil
import sys
import urllib.request
from pathlib import Path
from typing import Any

from tests import serving
from tests.tallying import Tally
from tracker.webhooks import receiver

HERE = Path(__file__).resolve().parent
MADE = serving.LOCAL / "browser"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ACCOUNT, PASSWORD = "antonia", "a silver mine in Sulaco"
COMMITMENT = "ecuador-no-foreign-bases"
TITLE = "Taken up as the editor says"
HOLD_SECONDS = 600
EXTRA_FLAGS, ROWS = 24, 200
THINGS = (
    *("A clinic", "A bridge", "A harbour wall", "A reservoir", "A bus line", "A market hall"),
    *("A library", "A rescue boat", "A fire station", "A seed bank", "A tram depot"),
    *("A school kitchen", "A water mast", "A sports field", "A ferry quay", "A wind farm"),
    *("A botanical garden", "A rail siding", "A flood gate", "A night shelter"),
)
PLACES = (
    "Ibarra",
    "Loja",
    "Macas",
    "Tena",
    "Puyo",
    "Manta",
    "Salinas",
    "Zamora",
    "Otavalo",
    "Baeza",
)
ARTICLE = {
    "url": "https://gazette.example/hospitals",
    "title": "Two hospitals",
    "outlet": "The Gazette",
    "language": "en",
    "published_at": "2026-07-02",
    "text": "Gabriela Sommerfeld said Ecuador will build two hospitals by December 2027.",
}
SETTINGS = {
    "OUTBOUND_ALLOWED_ADDRESSES": "127.0.0.0/8",
    "OUTBOUND_ALLOWED_PORTS": "*",
    "OUTBOUND_ALLOW_HTTP": "true",
    "REVIEW_HOLD": str(HOLD_SECONDS),
    "TWO_FACTOR": "required",
}
# Flags enough for two minutes, each of other words, two officials who are one, and a reviewer.
GIVEN = f"""
import json
from tracker import editing, models, recording, summaries
account = models.User.objects.create_superuser("{ACCOUNT}", password="{PASSWORD}")
report = models.Development.objects.filter(kind="commitment.reported").order_by("pk")[0]
subject, snapshot = report.subject, report.own_citations[0].snapshot
with recording.change("prose", is_machine=True) as change:
    for n in range({EXTRA_FLAGS}):
        kind = "commitment.contradicted"
        row = models.Development(
            kind=kind, relation="contradicts", side="holder", subject=subject, confidence=0.8,
            summary=summaries.summarise(kind, subject.commitment, f"Speaker {{n}}"),
            speaker_name=f"Speaker {{n}}", detector="prose", detector_version="1",
            key=f"{{kind}}:{{subject.slug}}:speaker-{{n}}:",
        )
        editing.raise_development(change, row)
        editing.cite(row.identity, snapshot, n, n + 60)
    people = [
        editing.create(change, "official", {{"name": name}})
        for name in ("Nicolás Ostrov", "N. Ostrov")
    ]
quote = models.Commitment.objects.get(identity__slug="{COMMITMENT}").own_citations[0]
print(json.dumps({{
    "commitment": models.Identity.objects.get(slug="{COMMITMENT}").pk,
    "stays": people[0].pk, "gone": people[1].pk,
    "article": quote.snapshot.document.title, "words": quote.exact[:60].strip(),
}}))
"""
READ = f"""
from tracker import ingest
ingest.read_submissions(10)
{serving.READ}
"""
# What a worker does, until nothing is left.
SEND = """
from tracker.webhooks import delivery, fanout
while fanout.fan_out(500) or delivery.send_due():
    pass
"""
CARRY_OUT = f"""
import datetime, json
from django.utils import timezone
from tracker import models, reviewing
reviewing.carry_out_decisions(timezone.now() + datetime.timedelta(seconds={HOLD_SECONDS}))
{SEND}
slugs = dict(models.Identity.objects.filter(type="development").values_list("pk", "slug"))
print(json.dumps({{
    "slugs": slugs,
    "refused": list(models.HeldDecision.objects.values_list("refusal", flat=True)),
}}))
"""


def chromium() -> str:
    """Return where the browser is. Raises SystemExit where there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise SystemExit(f"None of {', '.join(BROWSERS)} is installed.")
    return found


def make_driver(tally: Tally) -> bool:
    """Install what drives the browser, in an environment whose packages do not meet ours."""
    MADE.mkdir(parents=True, exist_ok=True)
    for name in ("program.py", "editor.py"):
        shutil.copyfile(HERE / name, MADE / name)
    packages = ["-r", str(HERE / "requirements.txt")]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    install = ["venv/bin/python", "-m", "pip", "install", *quiet, *packages]
    return tally.take(
        "an environment is made", [sys.executable, "-m", "venv", "venv"], MADE
    ) and tally.take("the driver is installed", install, MADE)


def shell(service: serving.Service, program: str) -> Any:
    """Return what a program in the service's own environment prints as JSON."""
    return json.loads(serving.manage(["shell", "--no-imports", "-c", program], service.environment))


def write_given(service: serving.Service) -> dict[str, Any]:
    """Store what the editor works on, and return it."""
    listed = MADE / "commitments.csv"
    with listed.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            [
                "short_title",
                "text",
                "language",
                "wording",
                "holders",
                "form",
                "strength",
                "due_date",
            ]
        )
        for n in range(ROWS):
            form, due = ("refrian", "") if n == 70 else ("act", "2026-13" if n == 140 else "2027")
            what, place = THINGS[n % len(THINGS)], PLACES[n // len(THINGS)]
            row = (f"{what} in {place}", f"{what} {place}.", "en", "editorial", "ecuador")
            rows.writerow([*row, form, "undertaking", due])
    commitment = shell(service, GIVEN)
    pages = [
        *("/admin/", "/admin/review/", "/admin/review/?list=reports", "/admin/import/"),
        *("/admin/tracker/development/", "/admin/tracker/user/", "/admin/tracker/official/"),
        f"/admin/tracker/commitment/{commitment['commitment']}/change/",
        f"/admin/tracker/commitment/{commitment['commitment']}/verdict/",
    ]
    given = {**commitment, "list": str(listed), "title": TITLE, "pages": pages}
    (MADE / "given.json").write_text(json.dumps(given), encoding="utf-8")
    return given


class Program:
    """An account's program that asks the API."""

    def __init__(self, service: serving.Service, account: str) -> None:
        self._service, self._token = service, service.tokens[account]

    def ask(self, path: str, body: Any = None) -> Any:
        """Return the answer of the API."""
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
        }
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - our own address
            self._service.url + path, content, headers
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.load(answer)

    def subscribe(self, heard: receiver.Receiver) -> None:
        """Subscribe a receiver to everything."""
        wanted = {"external_url": heard.url, "event_types": ["*"], "has_backfill": True}
        heard.secrets.append(self.ask("/v1/webhook-endpoints", wanted)["secret"])

    def changes(self, after: int) -> list[dict[str, Any]]:
        """Return all that was published after a place in the ledger."""
        found: list[dict[str, Any]] = []
        while True:
            page = self.ask(f"/v1/changes?after={after}&limit=1000")
            found += page["results"]
            after = page["last_sequence"]
            if page["next"] is None:
                return found


def check(tally: Tally, subscriber: Program, told: Any, changes: Any, heard: Any) -> None:
    """Look for what was decided at the desk in everything that tells of it."""
    decided = json.loads((MADE / "decided.json").read_text(encoding="utf-8"))
    slugs = told["slugs"]

    def equal(name: str, found: object, expected: object) -> None:
        if found != expected:
            print(f"{found!r}, and not {expected!r}")  # noqa: T201
        tally.count(name, is_good=found == expected)

    def about(event: dict[str, Any]) -> str:
        return str(event["data"]["object"]["slug"])

    def last(key: int) -> Any:
        found = [c["data"]["object"] for c in changes if about(c) == slugs[str(key)]]
        return found[-1] if found else {}

    states = [last(key).get("review_state") for key in decided["confirmed"]]
    equal("what was confirmed is published as confirmed", states, ["confirmed"] * len(states))
    corrected = last(decided["corrected"])
    said = (corrected["kind"], corrected["review_state"], corrected["speaker"]["name"])
    expected = ("commitment.qualified", "corrected", "The foreign ministry")
    equal("what was corrected is published as corrected", said, expected)
    listed = subscriber.ask("/v1/developments?review_state=confirmed&page_size=100")["results"]
    shown = {row["slug"] for row in listed}
    equal(
        "the API lists what was confirmed",
        {slugs[str(key)] for key in decided["confirmed"]} - shown,
        set(),
    )
    undone = slugs[str(decided["undone"])]
    told_of = {c["data"]["object"].get("review_state") for c in changes if about(c) == undone}
    equal("what was undone was never published as confirmed", "confirmed" in told_of, False)
    dismissed = [c for c in changes if c["type"] == "development.dismissed"]
    slug = slugs[str(decided["dismissed"])]
    equal("a dismissal is told", [c["data"]["object"]["slug"] for c in dismissed], [slug])
    titles = [c["data"]["object"].get(name) for c in changes for name in ("title", "short_title")]
    equal("the proposal became a record as the editor said", TITLE in titles, True)
    merged = [c for c in changes if c["type"] == "record.merged"]
    equal("the merger is told", len(merged), 1)
    commitment = subscriber.ask(f"/v1/commitments/{COMMITMENT}")
    quote = commitment["assessments"][-1]["citations"][0]["exact"]
    verdict = (commitment["verdict"], quote)
    equal("the verdict stands with its words", verdict, ("disputed", decided["words"]))
    made = [c for c in changes if c["data"]["object"].get("short_title", "").endswith(PLACES)]
    equal("the list was imported whole", len(made), ROWS)
    received = [json.loads(one.body).get("sequence") for one in heard.received if one.verified]
    sent = [c["sequence"] for c in changes if c["type"] != "record.refreshed"]
    equal("the receiver heard of exactly that", sorted(set(received) & set(sent)), sent)
    equal("no decision was refused", told["refused"], [])


def main() -> int:
    """Run it all against the worked example, and return how many checks failed."""
    browser = chromium()
    os.environ.update(SETTINGS)
    tally = Tally()
    if not make_driver(tally):
        return 1
    roles = {"newsroom": "subscriber", "editor": "editor"}
    with serving.running("browser", roles) as service, receiver.Receiver() as heard:
        subscriber = Program(service, "newsroom")
        Program(service, "editor").ask("/v1/documents", ARTICLE)
        serving.manage(["shell", "--no-imports", "-c", READ], service.environment)
        write_given(service)
        subscriber.subscribe(heard)
        # Whoever has answered the challenge is told of what comes after.
        serving.manage(["shell", "--no-imports", "-c", SEND], service.environment)
        before = subscriber.changes(0)[-1]["sequence"]
        driver = ["venv/bin/python", "program.py", service.url, ACCOUNT, PASSWORD, browser]
        tally.listen("desk", [*driver, str(MADE)], MADE)
        told = shell(service, CARRY_OUT)
        check(tally, subscriber, told, subscriber.changes(before), heard)
    print(f"{tally.passed} passed, {tally.failed} failed")  # noqa: T201
    return tally.failed


if __name__ == "__main__":
    sys.exit(bool(main()))
