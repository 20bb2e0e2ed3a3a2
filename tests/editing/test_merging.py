"""Two records of one thing become one: names, parts, quotes and references go to the heir."""

from typing import Any

import pytest

from tests import factories
from tracker import editing, models, recording, refreshing, watched

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def merge(row: models.Record, into: models.Record) -> None:
    with recording.change("Emilia Gould", "the same", is_withdrawing=True) as change:
        editing.merge(change, factories.stored(row), factories.stored(into), factories.NOW)


def related(commitment: models.Commitment, relation: str = "reaffirms") -> dict[str, str]:
    return {"commitment": commitment.slug, "relation": relation, "side": "holder"}


def slugs(shown: Any) -> list[str]:
    return [reference["slug"] for reference in shown]


def latest(row: models.Record) -> tuple[str, str, str]:
    revision = models.Revision.objects.filter(record=row.pk).latest("sequence")
    return revision.event_type, revision.actor, revision.reason


def test_a_merged_official_s_names_are_other_names_of_the_heir() -> None:
    heir = factories.official(
        name="Marta Quist", other_names=[{"name": "M. Quist"}, {"name": "Marta Q."}]
    )
    twin = factories.official(
        name="Martha Quist",
        other_names=[{"name": "m. quist"}, {"name": "Quist, Marta", "note": "in registers"}],
        translations={"es": {"name": "Marta Quistes"}},
    )

    merge(twin, heir)

    assert factories.shown(heir)["other_names"] == [
        {"name": "M. Quist", "language": None, "note": None},
        {"name": "Marta Q.", "language": None, "note": None},
        {"name": "Martha Quist", "language": None, "note": None},
        {"name": "Quist, Marta", "language": None, "note": "in registers"},
        {"name": "Marta Quistes", "language": "es", "note": None},
    ]
    assert latest(heir) == ("record.updated", "Emilia Gould", "the same")
    (known,) = [o for o in watched.index().tracked.officials if o.slug == heir.slug]
    assert "Martha Quist" in known.aliases
    assert "other_names" in factories.stored(heir).locked_fields


def test_one_name_in_two_records_is_kept_once() -> None:
    heir, twin = factories.party(name="Navy"), factories.party(name="navy", slug="fleet")

    merge(twin, heir)

    assert factories.shown(heir)["other_names"] == []


def test_all_that_refers_to_a_party_refers_to_the_heir() -> None:
    heir, twin = factories.costaguana(), factories.party(name="Sulaco Republic", kind="state")
    commitment = factories.commitment(holders=[twin.slug], made_by=[{"party": twin.slug}])
    owed = factories.commitment(short_title="Owed", towards=[twin.slug, heir.slug])
    agreement = factories.agreement(
        parties=[{"party": twin.slug}, {"party": heir.slug}],
        actions=[{"party": twin.slug, "action": "signature"}],
    )
    official = factories.official(tenures=[{"party": twin.slug, "role": {"en": "Envoy"}}])
    meeting = factories.meeting(
        parties=[twin.slug],
        participants=[{"office": "Envoy", "party": twin.slug, "attendance": "attended"}],
    )
    event = factories.event(parties=[twin.slug, heir.slug])
    statement = factories.statement(official=None, party=twin.slug, on_behalf_of=twin.slug)
    navy = factories.party(name="Navy", parent=twin.slug)
    flag = factories.development(subject=commitment, kind="meeting.held", speaker_party=twin)

    merge(twin, heir)

    only = [heir.slug]
    shown = factories.shown(commitment)
    assert slugs(shown["holders"]) == only
    assert shown["made_by"][0]["party"]["slug"] == heir.slug
    assert slugs(factories.shown(owed)["towards"]) == only
    shown = factories.shown(agreement)
    assert [part["party"]["slug"] for part in shown["parties"]] == only
    assert shown["actions"][0]["party"]["slug"] == heir.slug
    assert factories.shown(official)["tenures"][0]["party"]["slug"] == heir.slug
    shown = factories.shown(meeting)
    assert slugs(shown["parties"]) == only
    assert shown["participants"][0]["party"]["slug"] == heir.slug
    assert slugs(factories.shown(event)["parties"]) == only
    shown = factories.shown(statement)
    assert (shown["party"]["slug"], shown["on_behalf_of"]["slug"]) == (heir.slug, heir.slug)
    assert factories.shown(navy)["parent"]["slug"] == heir.slug
    assert factories.shown(flag)["speaker"]["party"]["slug"] == heir.slug
    assert latest(statement) == ("record.refreshed", "Emilia Gould", "the same")
    (known,) = [c for c in watched.index().tracked.commitments if c.slug == commitment.slug]
    assert known.holders == (heir.slug,)


def test_what_bears_on_a_commitment_bears_on_the_heir_and_counts_there() -> None:
    heir, twin = factories.commitment(), factories.commitment(short_title="No bases")
    document = factories.document()
    quote = {"document": document.slug, "exact": factories.QUOTE}
    statement = factories.statement(
        relations=[{**related(twin, "contradicts"), "citations": [quote]}]
    )
    event = factories.event(relations=[related(twin)])
    flag = factories.development(subject=twin, kind="meeting.held")

    merge(twin, heir)

    shown = factories.shown(heir)
    assert [(r["by"]["slug"], r["relation"]) for r in shown["relations"]] == [
        (statement.slug, "contradicts"),
        (event.slug, "reaffirms"),
    ]
    assert shown["consistency"] == "contradicted"
    (relation,) = factories.shown(statement)["relations"]
    assert relation["commitment"]["slug"] == heir.slug
    assert relation["citations"][0]["exact"] == factories.QUOTE
    assert factories.shown(flag)["record"]["slug"] == heir.slug
    assert models.Relation.objects.filter(commitment=twin).count() == 0


def test_one_relation_to_both_is_one_relation_with_the_quotes_of_both() -> None:
    heir, twin = factories.commitment(), factories.commitment(short_title="No bases")
    document = factories.document("Nothing here. Not in Sulaco.")
    quotes = [{"document": document.slug, "exact": words} for words in ("here", "Sulaco")]
    statement = factories.statement(
        relations=[
            {**related(twin, "qualifies"), "citations": quotes},
            {**related(heir, "reaffirms"), "citations": quotes[:1]},
        ]
    )

    merge(twin, heir)

    (relation,) = factories.shown(statement)["relations"]
    assert (relation["commitment"]["slug"], relation["relation"]) == (heir.slug, "reaffirms")
    assert [citation["exact"] for citation in relation["citations"]] == ["here", "Sulaco"]


def test_of_two_relations_the_one_that_a_person_stands_behind_remains() -> None:
    heir, twin = factories.commitment(), factories.commitment(short_title="No bases")
    statement = factories.statement(relations=[related(twin, "qualifies"), related(heir)])
    with recording.change("machine") as change:
        models.Relation.objects.filter(commitment=heir).update(review_state="flagged")
        change.touch(statement)
        change.touch(heir)

    merge(twin, heir)

    (relation,) = factories.shown(statement)["relations"]
    assert (relation["relation"], relation["review_state"]) == ("qualifies", "confirmed")
    assert factories.shown(heir)["consistency"] == "qualified"


def test_the_parts_and_quotes_of_the_merged_record_are_the_heir_s_each_once() -> None:
    document = factories.document("Minister since June. Envoy in May. Guest in April.")
    quotes = [{"document": document.slug, "exact": words} for words in ("June", "May", "April")]
    minister = {"party": factories.costaguana().slug, "role": {"en": "Minister"}}
    envoy = {**minister, "role": {"en": "Envoy"}}
    heir = factories.official(
        tenures=[{**minister, "citations": quotes[:1]}], citations=[quotes[2]]
    )
    twin = factories.official(
        name="C. Gould",
        tenures=[
            {**minister, "citations": quotes[1:2]},
            {**envoy, "citations": quotes[1:2]},
        ],
        citations=[quotes[0], quotes[2]],
    )

    merge(twin, heir)

    shown = factories.shown(heir)
    assert [
        (tenure["role"]["en"], [c["exact"] for c in tenure["citations"]])
        for tenure in shown["tenures"]
    ] == [("Minister", ["June", "May"]), ("Envoy", ["May"])]
    assert [c["exact"] for c in shown["citations"]] == ["April", "June"]
    assert models.Citation.objects.filter(record=twin.pk).count() == 0


def test_who_is_listed_under_both_is_listed_once() -> None:
    heir, twin = factories.official(), factories.official(name="C. Gould")
    meeting = factories.meeting(
        participants=[
            {"official": twin.slug, "attendance": "expected"},
            {"official": heir.slug, "attendance": "attended"},
        ]
    )
    commitment = factories.commitment(made_by=[{"official": twin.slug}, {"official": heir.slug}])
    flag = factories.development(subject=commitment, kind="meeting.held", speaker_official=twin)
    for official in (heir, twin):
        flag.participants.create(name="Gould", official=official)
    with recording.change("prose") as change:
        change.touch(flag)

    merge(twin, heir)

    (participant,) = factories.shown(meeting)["participants"]
    assert (participant["official"]["slug"], participant["attendance"]) == (heir.slug, "attended")
    (speaker,) = factories.shown(commitment)["made_by"]
    assert speaker["official"]["slug"] == heir.slug
    shown = factories.shown(flag)
    assert [p["official"]["slug"] for p in shown["participants"]] == [heir.slug]
    assert shown["speaker"]["official"]["slug"] == heir.slug


def test_merged_statements_bear_on_each_commitment_once() -> None:
    first, second = factories.commitment(), factories.commitment(short_title="No ports")
    heir = factories.statement(relations=[related(first)])
    twin = factories.statement(relations=[related(first), related(second, "contradicts")])
    origin = factories.commitment(short_title="Origin", origin_statement=twin.slug)

    merge(twin, heir)

    assert slugs(r["commitment"] for r in factories.shown(heir)["relations"]) == [
        first.slug,
        second.slug,
    ]
    assert slugs(r["by"] for r in factories.shown(second)["relations"]) == [heir.slug]
    assert len(factories.shown(first)["relations"]) == 1
    assert factories.shown(origin)["origin_statement"]["slug"] == heir.slug


def test_a_verdict_stays_where_it_was_given() -> None:
    heir, twin = factories.commitment(), factories.commitment(short_title="No bases")
    factories.AssessmentFactory.create(commitment=twin)

    merge(twin, heir)

    assert factories.shown(heir)["verdict"] == "not_yet_rated"
    assert models.Assessment.objects.get().commitment_id == twin.pk


def test_nobody_comes_to_stand_above_itself() -> None:
    top = factories.topic(name="Top")
    twin = factories.topic(name="Twin", parent=top.slug)
    child = factories.topic(name="Child", parent=twin.slug)
    heir = factories.topic(name="Heir", parent=child.slug)

    merge(twin, heir)

    assert factories.shown(heir)["parent"]["slug"] == "top"
    assert factories.shown(child)["parent"]["slug"] == "heir"


def test_a_record_that_supersedes_its_twin_supersedes_nothing_afterwards() -> None:
    twin = factories.agreement(title="Old text")
    heir = factories.agreement(title="New text", supersedes=twin.slug)

    merge(twin, heir)

    assert factories.shown(heir)["supersedes"] is None


def test_what_a_proposal_names_is_the_heir() -> None:
    heir, twin = factories.official(), factories.official(name="C. Gould")
    proposal = models.Proposal.objects.create(
        slug="a",
        kind="commitment.stated",
        title="A",
        draft={},
        marks=[],
        confidence=0.5,
        speaker_official=twin,
        detector="prose",
        detector_version="1",
        proposed_at=factories.NOW,
    )

    merge(twin, heir)

    proposal.refresh_from_db()
    assert proposal.speaker_official_id == heir.pk


def test_of_very_many_the_references_move_at_once_and_the_bodies_soon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(editing.merging, "MOST_AT_ONCE", 2)
    heir, twin = factories.topic(), factories.topic(name="Bases")
    events = [factories.event(title=f"Event {number}", topics=[twin.slug]) for number in range(3)]

    merge(twin, heir)

    assert list(heir.events.order_by("pk")) == events
    assert models.Refresh.objects.unfinished().filter(record=heir.identity).exists()
    while refreshing.refresh_waiting(10):
        pass
    for event in events:
        assert slugs(factories.shown(event)["topics"]) == [heir.slug]
        assert latest(event)[0] == "record.refreshed"


def test_what_is_withdrawn_and_refers_to_a_merged_record_is_restored_with_the_heir() -> None:
    heir, twin = factories.topic(), factories.topic(name="Bases")
    event = factories.event(topics=[twin.slug])
    with recording.change("Emilia Gould", "gone", is_withdrawing=True) as change:
        editing.delete(change, event, factories.NOW)

    merge(twin, heir)
    with recording.change("Emilia Gould", "back") as change:
        editing.restore(change, factories.stored(event))

    assert slugs(factories.shown(event)["topics"]) == [heir.slug]
