"""Timelines: what happened around a record, in order, each thing once."""

from datetime import date

import pytest
from django.test import Client

from tests import factories
from tests.api import expect
from tracker import editing, models, recording, reviewing

pytestmark = pytest.mark.django_db


def entries(client: Client, address: str) -> list[tuple[str, str | None]]:
    """Return (type, date) of each entry of a timeline."""
    results = expect.json(client.get(address))["results"]
    return [(entry["type"], entry["date"]) for entry in results]


def related(commitment: models.Commitment, relation: str = "reaffirms") -> list[dict[str, str]]:
    return [{"commitment": commitment.slug, "relation": relation, "side": "holder"}]


@pytest.fixture
def commitment() -> models.Commitment:
    """Return a commitment with an entry of each type around it."""
    row = factories.commitment()
    factories.statement(stated_date="2026-01-20", relations=related(row))
    factories.event(start_date="2026-02", relations=related(row, "progresses"))
    factories.development(subject=row, occurred_date=date(2026, 1, 25))
    with recording.change(factories.ACTOR, "judged") as change:
        factories.AssessmentFactory.create(commitment=row, effective_date=date(2026, 3, 1))
        change.touch(row)
    return row


def test_a_timeline_joins_everything_newest_first(
    client: Client, commitment: models.Commitment
) -> None:
    assert entries(client, "/v1/commitments/no-foreign-bases/timeline") == [
        ("assessment", "2026-03-01"),
        ("event", "2026-02"),
        ("development", "2026-01-25"),
        ("statement", "2026-01-20"),
    ]


def test_entries_hold_bodies_and_parts_as_they_are_stored(
    client: Client, commitment: models.Commitment
) -> None:
    page = expect.json(client.get("/v1/commitments/no-foreign-bases/timeline"))

    assessment, event, development, statement = page["results"]
    stored = factories.shown(commitment)
    assert assessment == {
        "type": "assessment",
        "date": "2026-03-01",
        "precision": "day",
        "body": stored["assessments"][0],
        "record": {
            "type": "commitment",
            "slug": "no-foreign-bases",
            "title": "No foreign bases",
            "url": "/v1/commitments/no-foreign-bases",
        },
    }
    assert event == {
        "type": "event",
        "date": "2026-02",
        "precision": "month",
        "body": factories.shown(models.Event.objects.get()),
    }
    assert development == {
        "type": "development",
        "date": "2026-01-25",
        "precision": "day",
        "body": factories.shown(models.Development.objects.get()),
        "statement": None,
    }
    assert statement["body"] == factories.shown(models.Statement.objects.get())


def test_a_confirmed_development_holds_its_statement(client: Client) -> None:
    development = factories.meaning(
        snapshot=factories.snapshot(), speaker_official=factories.ana_ruiz()
    )
    reviewing.confirm(development, factories.ACTOR, "said so", factories.NOW)
    statement = factories.shown(models.Statement.objects.get())

    address = "/v1/commitments/no-foreign-bases/timeline"
    (entry,) = expect.json(client.get(address))["results"]

    assert (entry["type"], entry["statement"]) == ("development", statement)
    assert entries(client, f"{address}?type=statement") == [("statement", "2026-01-25")]
    (of_official,) = expect.json(client.get("/v1/officials/ana-ruiz/timeline"))["results"]
    assert of_official["statement"] == statement


def test_an_agreement_shows_its_actions_in_their_own_order(client: Client) -> None:
    actions = [
        {"party": factories.ruritania().slug, "action": "signature", "action_date": "2025-05"},
        {"party": factories.costaguana().slug, "action": "ratification", "action_date": "2026"},
        {"party": factories.costaguana().slug, "action": "signature", "action_date": "2025-04-01"},
        {"party": factories.ruritania().slug, "action": "ratification"},
    ]
    factories.agreement(actions=actions)

    address = "/v1/agreements/agreement-on-the-port-of-sulaco/timeline"
    results = expect.json(client.get(address))["results"]

    assert [(entry["date"], entry["body"]["action"]) for entry in results] == [
        ("2026", "ratification"),
        ("2025-05", "signature"),
        ("2025-04-01", "signature"),
        (None, "ratification"),
    ]
    assert {entry["record"]["title"] for entry in results} == {"Agreement on the Port of Sulaco"}
    of_party = expect.json(client.get("/v1/parties/ruritania/timeline"))["results"]
    assert [(entry["date"], entry["precision"]) for entry in of_party] == [
        ("2025-05", "month"),
        (None, None),
    ]
    assert {entry["body"]["party"]["slug"] for entry in of_party} == {"ruritania"}


def test_a_party_s_timeline_has_what_its_parts_said_did_and_promised(client: Client) -> None:
    ministry = factories.party(slug="ministry", parent=factories.costaguana().slug)
    commitment = factories.commitment(holders=["ministry"])
    factories.statement(party="ministry", official=None, stated_date="2026-01-01")
    factories.event(parties=["ministry", "costaguana"], start_date="2026-01-02")
    factories.development(subject=commitment, occurred_date=date(2026, 1, 3))

    due = [("development", "2026-01-03"), ("event", "2026-01-02"), ("statement", "2026-01-01")]
    assert entries(client, "/v1/parties/costaguana/timeline") == due
    assert entries(client, f"/v1/parties/{ministry.slug}/timeline") == due


def test_topics_and_meetings_have_timelines(client: Client) -> None:
    factories.topic()
    meeting = factories.meeting(topics=["foreign-bases"])
    factories.statement(meeting=meeting.slug, topics=["foreign-bases"], stated_date="2026-01-25")
    factories.development(
        subject=meeting, kind="meeting.held", occurred_date=date(2026, 1, 26), relation="", side=""
    )

    due = [("development", "2026-01-26"), ("statement", "2026-01-25")]
    assert entries(client, f"/v1/meetings/{meeting.slug}/timeline") == due
    assert entries(client, "/v1/topics/foreign-bases/timeline") == due


@pytest.mark.parametrize(
    ("query", "dates"),
    [
        ("type=event", ["2026-02"]),
        ("type=event&type=statement", ["2026-02", "2026-01-20"]),
        ("after=2026-01-25", ["2026-03-01", "2026-02", "2026-01-25"]),
        ("before=2026-02", ["2026-01-25", "2026-01-20"]),
        ("after=2026-01-21&before=2026-03", ["2026-02", "2026-01-25"]),
        ("ordering=date", ["2026-01-20", "2026-01-25", "2026-02", "2026-03-01"]),
    ],
)
def test_a_timeline_is_narrowed_and_turned_round(
    client: Client, commitment: models.Commitment, query: str, dates: list[str]
) -> None:
    found = entries(client, f"/v1/commitments/{commitment.slug}/timeline?{query}")

    assert [day for _, day in found] == dates


@pytest.mark.parametrize("ordering", ["-date", "date"])
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_give_every_entry_once_where_days_are_shared(
    client: Client, commitment: models.Commitment, size: int, ordering: str
) -> None:
    for number in range(3):
        factories.statement(stated_date="2026-02-01", relations=related(commitment))
        factories.event(title=f"{number}", start_date=None, relations=related(commitment))
    address = f"/v1/commitments/{commitment.slug}/timeline?ordering={ordering}"
    everything = expect.json(client.get(address))["results"]
    assert len(everything) == 10

    pages, following = [], f"{address}&page_size={size}&count=true"
    while following:
        page = expect.json(client.get(following))
        assert page["count"] == 10
        pages.append(page["results"])
        previous, following = page["previous"], page["next"]

    assert [entry for page in pages for entry in page] == everything
    if previous:
        assert expect.json(client.get(previous))["results"] == pages[-2]


def test_only_what_is_public_is_on_a_timeline(client: Client) -> None:
    commitment = factories.commitment()
    factories.development(subject=commitment, kind="commitment.broken")
    statement = factories.statement(relations=related(commitment))
    with recording.change(factories.ACTOR, "a mistake") as change:
        editing.delete(change, statement, factories.NOW)

    assert entries(client, f"/v1/commitments/{commitment.slug}/timeline") == []


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("type=poem", "type"),
        ("after=yesterday", "after"),
        ("before=2026-02-30", "before"),
        ("before=", "before"),
        ("ordering=slug", "ordering"),
        ("cursor=x", "cursor"),
        ("holder=x", "holder"),
    ],
)
def test_a_wrong_parameter_of_a_timeline_is_named(
    client: Client, commitment: models.Commitment, query: str, name: str
) -> None:
    response = client.get(f"/v1/commitments/{commitment.slug}/timeline?{query}")

    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == [name]


def test_what_is_not_there_or_merged_has_no_timeline(client: Client) -> None:
    kept, merged = factories.topic(), factories.topic(slug="bases")
    with recording.change(factories.ACTOR, "the same") as change:
        editing.merge(change, merged, kept, factories.NOW)

    expect.problem(client.get("/v1/topics/none/timeline"), 404, "not_found")
    response = client.get("/v1/topics/bases/timeline")
    expect.problem(response, 308, "merged")
    assert response["Location"] == "/v1/topics/foreign-bases/timeline"
    expect.problem(client.get("/v1/statements/x/timeline"), 404, "not_found")


def test_an_unchanged_timeline_is_not_sent_again(
    client: Client, commitment: models.Commitment
) -> None:
    address = f"/v1/commitments/{commitment.slug}/timeline"
    etag = client.get(address)["ETag"]

    expect.unchanged(client.get(address, headers={"If-None-Match": etag}), etag)
