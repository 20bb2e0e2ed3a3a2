"""An editor at the desk: what there is to decide, and where what was decided has to be found."""

import csv
import json
import os
from typing import Any

from tests import serving
from tests.browser import driver
from tests.tallying import Tally
from tracker.webhooks import receiver

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
CARRY_OUT = f"""
import datetime, json
from django.utils import timezone
from tracker import models, reviewing
reviewing.carry_out_decisions(timezone.now() + datetime.timedelta(seconds={HOLD_SECONDS}))
{driver.SEND}
slugs = dict(models.Identity.objects.filter(type="development").values_list("pk", "slug"))
print(json.dumps({{
    "slugs": slugs,
    "refused": list(models.HeldDecision.objects.values_list("refusal", flat=True)),
}}))
"""


def _write_given(service: serving.Service) -> dict[str, Any]:
    """Store what the editor works on, and return it."""
    listed = driver.MADE / "commitments.csv"
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
    commitment = driver.shell(service, GIVEN)
    pages = [
        *("/admin/", "/admin/review/", "/admin/review/?list=reports", "/admin/import/"),
        *("/admin/tracker/development/", "/admin/tracker/user/", "/admin/tracker/official/"),
        f"/admin/tracker/commitment/{commitment['commitment']}/change/",
        f"/admin/tracker/commitment/{commitment['commitment']}/verdict/",
    ]
    given = {**commitment, "list": str(listed), "title": TITLE, "pages": pages}
    (driver.MADE / "given.json").write_text(json.dumps(given), encoding="utf-8")
    return given


def _check(tally: Tally, subscriber: driver.Program, told: Any, changes: Any, heard: Any) -> None:
    """Look for what was decided at the desk in everything that tells of it."""
    decided = json.loads((driver.MADE / "decided.json").read_text(encoding="utf-8"))
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


def run(tally: Tally, browser: str) -> None:
    """Have an editor work on the worked example, and look for what was decided."""
    roles = {"newsroom": "subscriber", "editor": "editor"}
    os.environ.update(SETTINGS)
    with serving.running("browser", roles) as service, receiver.Receiver() as heard:
        subscriber = driver.Program(service, "newsroom")
        driver.Program(service, "editor").ask("/v1/documents", ARTICLE)
        serving.manage(["shell", "--no-imports", "-c", READ], service.environment)
        _write_given(service)
        subscriber.subscribe(heard)
        # Whoever has answered the challenge is told of what comes after.
        serving.manage(["shell", "--no-imports", "-c", driver.SEND], service.environment)
        before = subscriber.changes(0)[-1]["sequence"]
        steps = ["venv/bin/python", "desk_steps.py", service.url, ACCOUNT, PASSWORD, browser]
        tally.listen("desk", [*steps, str(driver.MADE)], driver.MADE)
        told = driver.shell(service, CARRY_OUT)
        _check(tally, subscriber, told, subscriber.changes(before), heard)
