"""Corrections: kind, relation, side, speaker, record and quotes, and all that follows from them."""

from typing import Any

import orjson
import pytest
from rest_framework.exceptions import ValidationError

from tests import factories
from tests.test_flagging import REAFFIRMED, article, watched_commitment
from tracker import editing, flagging, models, recording, reviewing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def flagged(**fields: Any) -> models.Development:
    """Return a reaffirmation by the minister, as a machine flags it that is right often enough."""
    meaning: dict[str, Any] = {"kind": "commitment.reaffirmed", "relation": "reaffirms"}
    meaning["has_cleared_bar"] = True
    return factories.development(
        snapshot=factories.snapshot(),
        speaker_official=factories.ana_ruiz(),
        speaker_party=factories.costaguana(),
        **{**meaning, **fields},
    )


def corrected(row: models.Development, **fields: Any) -> dict[str, Any]:
    """Return the body of a development after a correction."""
    reviewing.correct(row, factories.ACTOR, "heard it", factories.NOW, fields)
    return factories.shown(row)


def commitment(slug: str = "no-foreign-bases") -> dict[str, Any]:
    return factories.shown(models.Commitment.objects.get(identity__slug=slug))


def axes(slug: str = "no-foreign-bases") -> tuple[str, str, str]:
    shown = commitment(slug)
    return shown["consistency"], shown["evidence_for"], shown["evidence_against"]


# --- Kind and relation ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "kind", "relation"),
    [
        ({"relation": "contradicts"}, "commitment.contradicted", "contradicts"),
        ({"kind": "commitment.broken"}, "commitment.broken", "breaks"),
        ({"kind": "commitment.stated"}, "commitment.stated", None),
        (
            {"kind": "commitment.qualified", "relation": "qualifies"},
            "commitment.qualified",
            "qualifies",
        ),
        ({"relation": "reaffirms"}, "commitment.reaffirmed", "reaffirms"),
    ],
)
def test_kind_and_relation_follow_one_another(
    fields: dict[str, str], kind: str, relation: str | None
) -> None:
    body = corrected(flagged(), **fields)

    assert (body["kind"], body["relation"]) == (kind, relation)


def test_title_summary_statement_and_axes_follow_the_kind() -> None:
    row = flagged()
    reviewing.confirm(row, factories.ACTOR, "heard it", factories.NOW)
    assert axes() == ("reaffirmed", "claim_only", "none_found")

    body = corrected(row, kind="commitment.contradicted")

    assert body["title"] == "Commitment contradicted by Ana Ruiz: No foreign bases"
    assert body["summary"] == {
        "en": "Commitment contradicted by Ana Ruiz: No foreign bases.",
        "es": "Compromiso contradicho por Ana Ruiz: No foreign bases.",
    }
    relation = models.Relation.objects.get()
    assert (relation.relation, relation.by.slug) == ("contradicts", f"said-in-{row.slug}")
    assert axes() == ("reversed", "none_found", "claim_only")
    assert [each["relation"] for each in commitment()["relations"]] == ["contradicts"]


def test_a_title_that_is_given_stays_as_given() -> None:
    body = corrected(flagged(), kind="commitment.qualified", title="Bases, but only small ones")

    assert body["title"] == "Bases, but only small ones"
    assert body["summary"]["en"] == "Commitment qualified by Ana Ruiz: No foreign bases."


def test_what_changes_no_meaning_leaves_the_title() -> None:
    body = corrected(flagged(title="As an editor put it"), place="Sulaco")

    assert body["title"] == "As an editor put it"


def test_a_kind_that_no_text_reports_is_of_no_other_kind() -> None:
    row = factories.development(kind="commitment.overdue", relation="", speaker_name="")

    with pytest.raises(ValidationError) as refused:
        reviewing.correct(
            row, factories.ACTOR, "kept", factories.NOW, {"kind": "commitment.fulfilled"}
        )

    assert refused.value.get_codes() == {"kind": "permanent"}


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("commitment.reported", "commitment.contradicted"),
        ("commitment.reaffirmed", "commitment.reported"),
    ],
)
def test_a_report_stays_a_report(kind: str, other: str) -> None:
    row = factories.development(kind=kind)

    with pytest.raises(ValidationError) as refused:
        reviewing.correct(row, factories.ACTOR, "", factories.NOW, {"kind": other})

    assert refused.value.get_codes() == {"kind": "permanent"}


def test_a_development_whose_title_contradicts_its_relation_is_put_right_by_the_same_relation() -> (
    None
):
    row = flagged(relation="contradicts")

    body = corrected(row, relation="contradicts")

    assert body["kind"] == "commitment.contradicted"


# --- Side, speaker, participants ------------------------------------------------------------------


def test_axes_follow_a_side_that_was_missing() -> None:
    row = flagged(kind="commitment.contradicted", relation="contradicts", side="")
    reviewing.confirm(row, factories.ACTOR, "heard it", factories.NOW)
    assert axes() == ("single_statement", "none_found", "claim_only")

    body = corrected(row, side="holder")

    assert body["side"] == "holder"
    assert axes() == ("reversed", "none_found", "claim_only")


def test_a_speaker_is_given_by_record_or_by_name() -> None:
    row = flagged()
    minister = factories.tomas_vidal()

    body = corrected(row, speaker={"official": minister.slug, "role": "Minister"})

    assert body["title"] == "Commitment reaffirmed by Tomás Vidal: No foreign bases"
    assert body["speaker"]["name"] == "Tomás Vidal"
    assert body["speaker"]["official"]["slug"] == "tomas-vidal"
    assert (body["speaker"]["role"], body["speaker"]["party"]) == ("Minister", None)
    statement = models.Statement.objects.get()
    assert (statement.official, statement.party) == (minister, None)

    named = corrected(row, speaker={"name": "A union"})

    assert named["speaker"]["official"] is None
    assert named["title"] == "Commitment reaffirmed by A union: No foreign bases"


def test_what_nobody_said_is_the_outlets_report() -> None:
    body = corrected(flagged(), speaker=None, kind="commitment.broken", side="")

    assert body["speaker"] is None
    assert body["title"] == "Commitment reported broken: No foreign bases"
    statement = models.Statement.objects.get()
    assert (statement.attribution, statement.attributed_as) == ("outlet", "The Sulaco Courier")
    assert statement.official is None
    assert axes() == ("single_statement", "none_found", "independent_report")


def test_participants_follow_into_the_summary() -> None:
    meeting = factories.meeting()
    row = factories.development(
        kind="meeting.held", subject=meeting, relation="", side="", speaker_name=""
    )

    body = corrected(
        row, participants=[{"name": "Minister Ruiz", "official": factories.ana_ruiz().slug}]
    )

    assert [each["name"] for each in body["participants"]] == ["Minister Ruiz"]
    assert body["summary"]["en"] == (
        "Meeting held: Talks at San Tomé. Named as taking part: Minister Ruiz."
    )


# --- Record ---------------------------------------------------------------------------------------


def test_both_commitments_follow_where_it_was_about_another() -> None:
    row = flagged()
    reviewing.confirm(row, factories.ACTOR, "heard it", factories.NOW)
    factories.commitment(short_title="No foreign troops", slug="no-foreign-troops")

    body = corrected(row, record="no-foreign-troops", relation="contradicts")

    assert body["record"]["slug"] == "no-foreign-troops"
    assert body["title"] == "Commitment contradicted by Ana Ruiz: No foreign troops"
    assert axes("no-foreign-bases") == ("single_statement", "none_found", "none_found")
    assert axes("no-foreign-troops") == ("reversed", "none_found", "claim_only")


def test_a_meaning_of_another_commitment_is_no_longer_one_of_its_report() -> None:
    subject = factories.commitment()
    report = factories.development(subject=subject)
    row = flagged(subject=subject, report=report)
    assert [each["slug"] for each in factories.shown(report)["developments"]] == [row.slug]
    factories.commitment(short_title="No foreign troops", slug="no-foreign-troops")

    body = corrected(row, record="no-foreign-troops")

    assert body["report"] is None
    assert factories.shown(report)["developments"] == []


def test_what_turns_out_to_be_about_a_meeting_is_no_statement_on_a_commitment() -> None:
    row = flagged()
    reviewing.confirm(row, factories.ACTOR, "heard it", factories.NOW)
    meeting = factories.meeting()

    body = corrected(row, kind="meeting.held", record=meeting.slug)

    assert (body["kind"], body["relation"], body["side"]) == ("meeting.held", None, None)
    assert body["title"] == "Meeting held by Ana Ruiz: Talks at San Tomé"
    assert axes() == ("single_statement", "none_found", "none_found")
    assert not models.Statement.objects.public().exists()


# --- Quotes ---------------------------------------------------------------------------------------


def test_quotes_that_are_named_stay_where_they_were_found_and_the_rest_goes() -> None:
    url = "https://courier.example/bases"
    first = factories.snapshot(url=url)
    other = factories.document("Exports of silver rose by a fifth.", title="Silver")
    row = factories.development(
        snapshot=first,
        kind="commitment.reaffirmed",
        relation="reaffirms",
        speaker_official=factories.ana_ruiz(),
    )
    reviewing.confirm(row, factories.ACTOR, "heard it", factories.NOW)
    factories.snapshot("Quite another text about silver and gold.", url=url)
    stays = {"document": first.document.slug, "exact": factories.QUOTE}
    added = {"document": other.slug, "exact": "Exports of silver rose"}

    both = corrected(row, citations=[stays, added])

    assert [(c["exact"], c["snapshot"]) for c in both["citations"]] == [
        (factories.QUOTE, 1),
        ("Exports of silver rose", 1),
    ]
    assert models.Statement.objects.get().text == factories.QUOTE

    one = corrected(row, citations=[added])

    assert [c["exact"] for c in one["citations"]] == ["Exports of silver rose"]
    statement = models.Statement.objects.get()
    assert statement.text == "Exports of silver rose"
    assert [c.exact for c in statement.own_citations] == ["Exports of silver rose"]


def spoken(row: models.Development) -> list[tuple[str, str | None]]:
    """Return the words of each quote, and who speaks in it."""
    quotes = factories.shown(row)["citations"]
    return [(each["exact"], (each["speaker"] or {"name": None})["name"]) for each in quotes]


def two_voices() -> models.Development:
    """Return a report that quotes the minister, her neighbour, and an outlet."""
    row = factories.development(snapshot=factories.snapshot())
    snapshot = models.Snapshot.objects.get()
    for words, speaker in (("San Tomé palace", "Tomás Vidal"), ("on Sunday", "")):
        start = snapshot.text.index(words)
        quote = editing.cite(row.identity, snapshot, start, start + len(words))
        if speaker:
            row.passages.create(citation=quote, speaker_name=speaker)
    row.passages.create(citation=row.own_citations[0], speaker_name="Ana Ruiz")
    return row


def test_a_corrected_speaker_is_corrected_in_the_quotes_that_were_hers() -> None:
    row = two_voices()
    minister = {"official": factories.ana_ruiz().slug, "role": "Minister"}

    body = corrected(row, speaker=minister)

    assert spoken(row) == [
        (factories.QUOTE, "Ana Ruiz"),
        ("San Tomé palace", "Tomás Vidal"),
        ("on Sunday", None),
    ]
    assert body["citations"][0]["speaker"] == body["speaker"]
    assert body["citations"][0]["speaker"]["official"]["slug"] == "ana-ruiz"

    corrected(row, speaker=None)

    assert [name for _, name in spoken(row)] == [None, "Tomás Vidal", None]


def test_who_speaks_in_a_quote_is_entered_with_it() -> None:
    row = two_voices()
    document = models.Document.objects.get().slug
    kept = {"document": document, "exact": "San Tomé palace"}
    entered = [
        {"document": document, "exact": factories.QUOTE, "speaker": None},
        {"document": document, "exact": "on Sunday", "speaker": {"name": "Luis Vega"}},
        {"document": document, "exact": "She spoke", "speaker": {"name": "Eva Mora"}},
    ]

    corrected(row, citations=[kept, *entered])

    assert sorted(spoken(row), key=str) == [
        (factories.QUOTE, None),
        ("San Tomé palace", "Tomás Vidal"),
        ("She spoke", "Eva Mora"),
        ("on Sunday", "Luis Vega"),
    ]


def test_an_official_who_speaks_in_a_quote_is_shown_as_merged_into_another() -> None:
    row = factories.development(snapshot=factories.snapshot(), speaker_name="")
    twice = factories.official(name="A. Ruiz", slug="a-ruiz")
    row.passages.create(
        citation=row.own_citations[0], speaker_name="A. Ruiz", speaker_official=twice
    )

    with recording.change(factories.ACTOR, "one person", is_withdrawing=True) as change:
        editing.merge(change, twice, factories.ana_ruiz(), factories.NOW)

    (quote,) = factories.shown(row)["citations"]
    assert quote["speaker"]["official"]["slug"] == "ana-ruiz"
    assert quote["speaker"]["official"]["role"] == {"en": "Foreign Minister", "es": "Canciller"}


def test_words_that_stand_nowhere_change_nothing() -> None:
    row = flagged()
    quote = {"document": models.Document.objects.get().slug, "exact": "Words of nobody"}

    with pytest.raises(editing.QuoteNotFound):
        reviewing.correct(
            row,
            factories.ACTOR,
            "",
            factories.NOW,
            {"citations": [quote], "kind": "commitment.broken"},
        )

    body = factories.shown(row)
    assert (body["kind"], body["review_state"], len(body["citations"])) == (
        "commitment.reaffirmed",
        "flagged",
        1,
    )


# --- What is read afterwards ----------------------------------------------------------------------


def test_a_report_of_what_was_corrected_is_no_flag_of_its_own() -> None:
    watched_commitment()
    factories.measured("commitment.reaffirmed")
    article(REAFFIRMED, "https://courier.example/1")
    flagging.flag_waiting(10)
    row = models.Development.objects.get(kind="commitment.reaffirmed")
    factories.commitment(
        slug="silver",
        short_title="Silver for the harbour",
        text="Costaguana will rebuild the harbour with its silver.",
        form="act",
    )
    corrected(row, kind="commitment.progressed", record="silver")

    article(REAFFIRMED, "https://gazette.example/9")
    flagging.flag_waiting(10)

    assert not models.Development.objects.filter(kind="commitment.reaffirmed").exists()
    assert len(factories.shown(row)["citations"]) == 2


def test_a_quote_that_a_person_took_out_is_not_put_back_when_its_text_is_read_again() -> None:
    watched_commitment()
    snapshots = [
        article(REAFFIRMED, f"https://{name}.example/1") for name in ("courier", "gazette")
    ]
    flagging.flag_waiting(10)
    row = models.Development.objects.get(kind="commitment.reaffirmed")
    kept = row.identity.citations.get(snapshot=snapshots[0])
    document = kept.snapshot.document.slug
    corrected(row, citations=[{"document": document, "exact": kept.exact}])

    models.Snapshot.objects.update(flagged_at=None)
    flagging.flag_waiting(10)

    assert [each["document"]["slug"] for each in factories.shown(row)["citations"]] == [document]


# --- The ledger -----------------------------------------------------------------------------------


def events(row: models.Development) -> list[str]:
    revisions = models.Revision.objects.filter(record=row.pk)
    return list(revisions.values_list("event_type", flat=True))


def test_a_public_development_of_another_kind_is_told_under_the_new_kind() -> None:
    row = flagged()

    corrected(row, kind="commitment.contradicted")
    corrected(row, place="Sulaco")

    assert events(row) == [
        "commitment.reaffirmed",
        "commitment.contradicted",
        "development.corrected",
    ]
    second = models.Revision.objects.filter(record=row.pk)[1]
    assert second.changed["kind"] == "commitment.reaffirmed"
    previous = orjson.loads(bytes(second.envelope))["data"]["previous"]
    assert (previous["kind"], previous["relation"]) == ("commitment.reaffirmed", "reaffirms")
    assert list(models.Revision.objects.corrections().filter(record=row.pk)) == list(
        models.Revision.objects.filter(record=row.pk)[1:]
    )


def test_a_mention_that_it_turns_out_to_be_is_withdrawn() -> None:
    row = flagged()

    corrected(row, kind="commitment.mentioned")

    assert events(row) == ["commitment.reaffirmed", "record.deleted"]
    assert not factories.stored(row).is_public
