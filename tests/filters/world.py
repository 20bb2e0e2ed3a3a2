"""A small world: records of every type, of which some differ in each parameter."""

from datetime import date

from tests import factories
from tracker import models, recording, reviewing


def make() -> None:
    """Make records of every type, of which some differ in each parameter."""
    costaguana, ruritania = factories.costaguana(), factories.ruritania()
    ministry = factories.party(parent=costaguana.slug, name="Ministry of Defence")
    navy = factories.party(
        parent=ministry.slug, name="Navy", kind="armed_forces", country="XC", slug="bases"
    )
    ana, tomas = factories.ana_ruiz(), factories.tomas_vidal()
    factories.official()
    bases, ports = factories.topic(), factories.topic(name="Ports", slug="ports")
    factories.topic(name="Naval bases", parent=bases.slug)
    _agreements(costaguana, ruritania, navy, ports)
    _meetings(ana, tomas, ruritania, ports)
    _events(navy, ruritania, bases)
    document = factories.snapshot(url="https://courier.example/1")
    official_source = factories.source(
        name="Presidency", slug="presidency", tier="official", language="es", country="XC"
    )
    factories.document(
        "Nota de prensa.",
        source=official_source.slug,
        outlet="Presidency",
        language="es",
        published_at="2026-02-10T08:00:00Z",
        story=7,
    )
    factories.document("Sin fecha.", published_at=None)
    first, second = _commitments(costaguana, ruritania, navy, ministry, ana, tomas, bases)
    _statements(first, second, costaguana, ministry, tomas)
    factories.event(
        title="Landing",
        relations=[{"commitment": first.slug, "relation": "breaks", "side": "counterpart"}],
    )
    _developments(first, second, document, ana, tomas, costaguana, ruritania)


def _agreements(
    costaguana: models.Party, ruritania: models.Party, navy: models.Party, ports: models.Topic
) -> None:
    both = [
        {"party": costaguana.slug},
        {"party": costaguana.slug, "role": "guarantor"},
        {"party": ruritania.slug},
    ]
    factories.agreement(parties=both, signed_date="2026-01", binding="binding", slug="bases")
    factories.agreement(
        title="Memorandum",
        parties=[{"party": navy.slug}],
        instrument_type="mou",
        status="in_force",
        text_status="withheld",
        signed_date="2026",
        expiry_date="2027-06",
        topics=[ports.slug],
        actions=[{"party": navy.slug, "action": "signature"}, {"action": "amendment"}],
    )
    factories.agreement(title="Talks", parties=[], status="proposed", signed_date="2026-01-25")


def _meetings(
    ana: models.Official, tomas: models.Official, ruritania: models.Party, ports: models.Topic
) -> None:
    factories.meeting(
        slug="bases",
        participants=[
            {"official": ana.slug, "attendance": "expected"},
            {"official": tomas.slug, "attendance": "expected"},
        ],
        parties=[ruritania.slug],
        country="XR",
    )
    factories.meeting(
        title="Call",
        kind="call",
        status="tentative",
        starts_at="2026-01",
        agreements=["bases"],
    )
    factories.meeting(
        title="Summit",
        kind="summit",
        starts_at="2026-01-25T23:30:00Z",
        country="XC",
        topics=[ports.slug],
    )
    factories.meeting(title="Some day", starts_at=None)


def _events(navy: models.Party, ruritania: models.Party, bases: models.Topic) -> None:
    factories.event(parties=[navy.slug, ruritania.slug], country="XC", topics=[bases.slug])
    factories.event(title="Vote", kind="vote", start_date="2026", parties=[ruritania.slug])
    factories.event(title="Delivery", kind="delivery", start_date=None)


def _commitments(  # noqa: PLR0917
    costaguana: models.Party,
    ruritania: models.Party,
    navy: models.Party,
    ministry: models.Party,
    ana: models.Official,
    tomas: models.Official,
    bases: models.Topic,
) -> tuple[models.Commitment, models.Commitment]:
    first = factories.commitment(
        slug="bases",
        holders=[costaguana.slug, navy.slug],
        towards=[ruritania.slug],
        made_by=[
            {"official": ana.slug, "party": ministry.slug},
            {"official": tomas.slug, "party": ruritania.slug},
        ],
        agreements=["bases"],
        meeting="bases",
        stated_date="2026-01-25",
        due_date="2026",
        topics=[bases.slug],
    )
    second = factories.commitment(
        short_title="Open the port",
        slug="port",
        holders=[ministry.slug],
        form="achieve",
        strength="stated_intention",
        stated_date="2026-01",
        due_date="2027-06-30",
    )
    factories.commitment(short_title="Pay", holders=[ruritania.slug], form="act")
    with recording.change(factories.ACTOR, "judged") as change:
        reviewing.assess(
            change,
            second,
            {"verdict": "in_progress", "effective_date": date(2026, 2, 1), "reason": "Begun."},
        )
    return first, second


def _statements(
    first: models.Commitment,
    second: models.Commitment,
    costaguana: models.Party,
    ministry: models.Party,
    tomas: models.Official,
) -> None:
    factories.statement(
        topics=["ports"],
        on_behalf_of=ministry.slug,
        agreements=["bases"],
        meeting="bases",
        relations=[
            {"commitment": first.slug, "relation": "reaffirms", "side": "counterpart"},
            {"commitment": second.slug, "relation": "contradicts", "side": "holder"},
        ],
    )
    factories.statement(
        official=tomas.slug,
        stance="denial",
        language="es",
        stated_date="2026",
        relations=[{"commitment": first.slug, "relation": "contradicts", "side": "third_party"}],
    )
    factories.statement(
        official=None, party=costaguana.slug, attribution="institution", stated_date=None
    )


def _developments(  # noqa: PLR0917
    first: models.Commitment,
    second: models.Commitment,
    snapshot: models.Snapshot,
    ana: models.Official,
    tomas: models.Official,
    costaguana: models.Party,
    ruritania: models.Party,
) -> None:
    factories.development(
        subject=first, snapshot=snapshot, speaker_official=ana, speaker_party=costaguana
    )
    factories.development(
        subject=second,
        kind="commitment.progressed",
        speaker_name="",
        speaker_party=ruritania,
        confidence=0.5,
        occurred_date="2026-02-01",
        occurred_precision="month",
    )
    factories.development(
        subject=models.Meeting.objects.slugs("bases").get(),
        kind="meeting.held",
        speaker_name="Tomás Vidal",
        speaker_official=tomas,
        review_state="confirmed",
        confidence=0.3,
        is_backfill=True,
        occurred_date=None,
        occurred_precision="",
    )
    signed = factories.development(
        subject=models.Agreement.objects.slugs("bases").get(),
        kind="agreement.signed",
        speaker_name="",
        confidence=None,
    )
    with recording.change(factories.ACTOR, "named by the report") as change:
        signed.participants.create(name="Ana Ruiz", official=ana)
        change.touch(signed)
