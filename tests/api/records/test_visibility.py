"""A deployment that shows other states or kinds than before: what goes, and what reviewers keep."""

from io import StringIO

import orjson
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.api import editors, expect
from tests.api.conftest import Bearer
from tracker import models, reviewing
from tracker.analysis import commitments
from tracker.webhooks import fanout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def test_what_is_shown_no_more_leaves_its_remains_and_stays_whole_for_reviewers(
    settings: Settings, client: Client, bearer: Bearer
) -> None:
    row = factories.development(snapshot=factories.snapshot())
    address = f"/v1/developments/{row.slug}"
    whole = expect.json(client.get(address))
    settings.PUBLIC_REVIEW_STATES = ["confirmed", "corrected"]

    assert reviewing.apply_visibility() == (0, 1)

    revision = models.Revision.objects.latest("sequence")
    left = orjson.loads(bytes(revision.body))
    assert (revision.event_type, revision.is_withdrawal) == ("record.deleted", True)
    assert left.keys() == {
        "schema",
        "type",
        "slug",
        "url",
        "html_url",
        "kind",
        "record",
        "review_state",
        "review_reason",
        "reviewed_at",
        "withheld_at",
        "version",
        "changed_at",
        "content_hash",
    }
    assert revision.changed["title"] == whole["title"]
    assert revision.facets["speaker"] == []
    assert revision.facets["kind"] == ["commitment.reported"]
    gone = expect.problem(client.get(address), 410, "withdrawn")
    assert gone["record"] == left
    assert gone["withdrawn_at"] == left["withheld_at"]
    assert gone["reason"] == "the deployment's settings changed"
    kept = expect.json(bearer("reviewer").get(address))
    assert (kept["title"], kept["citations"]) == (whole["title"], whole["citations"])
    expect.problem(bearer("editor").get(address), 410, "withdrawn")


def test_applied_twice_it_is_applied_once(settings: Settings) -> None:
    factories.development()
    settings.PUBLIC_REVIEW_STATES = ["confirmed"]
    reviewing.apply_visibility()
    before = models.Revision.objects.count()

    assert reviewing.apply_visibility() == (0, 0)
    assert models.Revision.objects.count() == before


def test_an_uncertain_flag_waits_for_a_person_and_then_fires(client: Client) -> None:
    uncertain = factories.development(confidence=0.49)
    certain = factories.development(confidence=0.5)

    listed = expect.json(client.get("/v1/developments"))["results"]

    assert [row["slug"] for row in listed] == [certain.slug]
    events = models.Revision.objects.filter(record=uncertain.pk)
    assert not events.exists()


def test_what_is_shown_again_is_no_news_of_its_kind(settings: Settings, client: Client) -> None:
    row = factories.development()
    settings.PUBLIC_REVIEW_STATES = ["confirmed"]
    reviewing.apply_visibility()
    settings.PUBLIC_REVIEW_STATES = ["flagged", "confirmed"]

    assert reviewing.apply_visibility() == (1, 0)

    events = models.Revision.objects.filter(record=row.pk).values_list("event_type", flat=True)
    assert list(events) == ["commitment.reported", "record.deleted", "record.updated"]
    assert expect.json(client.get(f"/v1/developments/{row.slug}"))["version"] == 3


def test_what_was_withheld_is_news_of_its_kind_once_it_is_shown(settings: Settings) -> None:
    settings.WITHHELD_UNTIL_CONFIRMED = ["commitment.reported"]
    row = factories.development()
    settings.WITHHELD_UNTIL_CONFIRMED = []

    assert reviewing.apply_visibility() == (1, 0)

    revision = models.Revision.objects.get(record=row.pk)
    assert (revision.event_type, revision.version) == ("commitment.reported", 2)


def read_by_rules(
    report: models.Development, version: str = commitments.VERSION, **fields: object
) -> models.Development:
    """Return a meaning as what reads articles now flags it, or a former version of it."""
    explanation = {"analyser": {"name": "rules", "version": version}}
    said = {"subject": models.Commitment.objects.get(), "explanation": explanation}
    return factories.meaning(report=report, **said, **fields)


def test_an_adopted_bar_shows_what_clears_it_and_another_withholds_it_again() -> None:
    report = factories.development()
    unsure = factories.development(subject=models.Commitment.objects.get(), confidence=0.3)
    meanings = [
        read_by_rules(report, confidence=0.9),
        read_by_rules(report, confidence=0.7),
        read_by_rules(unsure, confidence=0.9),
        read_by_rules(report, version="0", confidence=0.9),
    ]
    assert [row.is_public for row in meanings] == [False] * 4

    factories.measured("commitment.reaffirmed", "commitment.qualified", threshold=0.8)
    shown = reviewing.apply_visibility()
    factories.measured("commitment.reaffirmed", threshold=0.95)

    assert shown == (1, 0)
    first = models.Revision.objects.filter(record=meanings[0].pk).first()
    assert first is not None
    assert first.event_type == "commitment.reaffirmed"
    assert models.Development.objects.to_withhold().get() == meanings[0]
    assert reviewing.apply_visibility() == (0, 1)


def test_what_says_that_a_commitment_is_broken_waits_whatever_was_measured() -> None:
    report = factories.development()
    row = read_by_rules(report, kind="commitment.broken", relation="breaks", confidence=0.99)

    factories.measured("commitment.broken")

    assert reviewing.apply_visibility() == (0, 0)
    assert not factories.stored(row).is_public


def test_what_changes_while_it_is_shown_no_more_goes_with_the_change(
    settings: Settings, bearer: Bearer, client: Client
) -> None:
    row = factories.development()
    settings.WITHHELD_UNTIL_CONFIRMED = ["commitment.reported"]
    factories.changed(row, place="Sulaco")
    address = f"/v1/developments/{row.slug}"

    assert models.Revision.objects.latest("sequence").event_type == "record.deleted"
    expect.problem(client.get(address), 410, "withdrawn")
    editors.post(bearer("reviewer"), f"{address}/confirm", {}, If_Match="*")

    assert expect.json(client.get(address))["place"] == "Sulaco"
    assert models.Revision.objects.latest("sequence").event_type == "development.confirmed"


def test_the_command_counts(settings: Settings) -> None:
    factories.development()
    settings.PUBLIC_REVIEW_STATES = ["confirmed"]
    said = StringIO()

    call_command("apply_visibility", stdout=said)

    assert said.getvalue() == "0 developments are shown now, 1 are withheld.\n"


def test_what_a_machine_published_as_a_meaning_before_is_withheld_and_its_hearers_are_told(
    client: Client, bearer: Bearer
) -> None:
    told = factories.WebhookEndpointFactory.create(event_types=["commitment.reaffirmed"])
    factories.WebhookEndpointFactory.create(event_types=["commitment.overdue"])
    shown = {"kind": "commitment.reaffirmed", "relation": "reaffirms"}
    machines = factories.development(snapshot=factories.snapshot(), has_cleared_bar=True, **shown)
    reviewed = factories.development(subject=models.Commitment.objects.get(), **shown)
    reviewing.confirm(reviewed, "Emilia Gould", "she said so", timezone.now())
    other = factories.development(
        subject=models.Commitment.objects.get(), kind="commitment.overdue", confidence=None
    )
    fanout.fan_out(500)
    address = f"/v1/developments/{machines.slug}"
    then = models.Revision.objects.latest("sequence").published_at.isoformat().replace("+", "%2B")
    whole = expect.json(client.get(f"{address}?known_at={then}"))
    models.Development.objects.update(has_cleared_bar=False)
    assert expect.json(client.get("/v1/status"))["to_withhold"] == 1

    assert reviewing.apply_visibility() == (0, 1)
    fanout.fan_out(500)

    gone = expect.problem(client.get(address), 410, "withdrawn")
    assert gone["reason"] == "the deployment's settings changed"
    listed = expect.json(client.get("/v1/developments"))["results"]
    assert {row["slug"] for row in listed} == {reviewed.slug, other.slug}
    past = expect.json(client.get(f"{address}?known_at={then}"))
    assert past == {**whole, "later": "withheld"}
    deliveries = models.Delivery.objects.filter(revision__record=machines.pk).order_by("pk")
    assert list(deliveries.values_list("endpoint", "revision__event_type")) == [
        (told.pk, "commitment.reaffirmed"),
        (told.pk, "record.deleted"),
    ]
    assert expect.json(client.get("/v1/status"))["to_withhold"] == 0
    editors.post(bearer("reviewer"), f"{address}/confirm", {}, If_Match="*")
    assert expect.json(client.get(address))["review_state"] == "confirmed"
