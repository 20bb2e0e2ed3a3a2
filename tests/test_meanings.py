"""What a report's passages mean, said by a person: developments, statements, axes, the report."""

from typing import Any

import pytest
from rest_framework.exceptions import ValidationError

from tests import factories
from tests.test_flagging import REAFFIRMED, article, watched_commitment
from tracker import editing, flagging, models, recording, reviewing
from tracker.reviewing import meanings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

RUIZ = "We will not host foreign bases, Ana Ruiz said."
VIDAL = "Tomás Vidal said the base at Cayta will be opened in May."
BUILT = "Workers began to pour concrete on Monday."
TEXT = f"SULACO, Feb. 10. {RUIZ}\n\n{VIDAL} {BUILT}"


def cite(row: models.Development, snapshot: models.Snapshot, words: str, **speaker: Any) -> None:
    start = snapshot.text.index(words)
    quote = editing.cite(row.identity, snapshot, start, start + len(words))
    if speaker:
        models.Passage.objects.create(development=row, citation=quote, **speaker)


def report() -> models.Development:
    """Return a report of three passages: of a holder, of the other side, of the outlet itself."""
    factories.ana_ruiz()
    commitment = factories.commitment(towards=[factories.ruritania().slug])
    snapshot = article(TEXT, "https://courier.example/1")
    row = factories.development(
        subject=commitment,
        kind="commitment.reported",
        relation="",
        side="",
        occurred_date="2026-02-10",
        occurred_precision="day",
    )
    with recording.change("prose", "read") as change:
        ana, tomas = factories.ana_ruiz(), factories.tomas_vidal()
        cite(row, snapshot, RUIZ, speaker_name=ana.name, speaker_official=ana)
        cite(
            row,
            snapshot,
            VIDAL,
            speaker_name=tomas.name,
            speaker_official=tomas,
            speaker_party=factories.ruritania(),
        )
        cite(row, snapshot, BUILT)
        change.touch(row)
    return factories.stored(row)


def judged(row: models.Development, **said: Any) -> list[models.Development]:
    """Return what is told once passages, by who speaks in them, are said to mean something."""
    words = {"ruiz": RUIZ, "vidal": VIDAL, "built": BUILT}
    document = row.own_citations[0].snapshot.document.slug
    meant = [
        {
            "document": document,
            "exact": words[who],
            **(said_of if isinstance(said_of, dict) else {"kind": said_of}),
        }
        for who, said_of in said.items()
    ]
    return reviewing.judge(row, factories.ACTOR, "read", factories.NOW, meant)


def test_each_meaning_is_a_development_that_names_the_report_and_its_speaker() -> None:
    row = report()

    reaffirmed, broken = judged(row, ruiz="commitment.reaffirmed", built="commitment.broken")

    assert [each.report for each in (reaffirmed, broken)] == [row, row]
    body = factories.shown(reaffirmed)
    assert (body["kind"], body["relation"], body["side"]) == (
        "commitment.reaffirmed",
        "reaffirms",
        "holder",
    )
    assert body["title"] == "Commitment reaffirmed by Ana Ruiz: No foreign bases"
    assert [quote["exact"] for quote in body["citations"]] == [RUIZ]
    assert body["citations"][0]["speaker"]["official"]["slug"] == "ana-ruiz"
    assert (body["occurred_date"], body["review_state"]) == ("2026-02-10", "confirmed")
    assert (broken.side, broken.speaker_name) == ("third_party", "")
    told = factories.shown(row)
    assert told["review_state"] == "confirmed"
    assert [each["slug"] for each in told["developments"]] == [reaffirmed.slug, broken.slug]


def test_all_of_it_is_one_change_of_the_ledger_for_each_meaning() -> None:
    row = report()
    before = models.Revision.objects.count()

    one, two = judged(row, ruiz="commitment.reaffirmed", vidal="commitment.contradicted")

    events = list(models.Revision.objects.order_by("sequence").values_list("event_type", flat=True))
    assert events[before:].count("commitment.reaffirmed") == 1
    assert events[before:].count("commitment.contradicted") == 1
    assert {one.review_reason, two.review_reason} == {"read"}
    commitment = models.Commitment.objects.get()
    assert (commitment.consistency, commitment.evidence_against) == ("contradicted", "claim_only")


def test_passages_of_one_happening_are_quoted_together() -> None:
    row = report()
    nobody = {"kind": "commitment.progressed", "speaker": None, "side": "holder"}

    (told,) = judged(row, vidal=nobody, built=nobody)

    assert [quote["exact"] for quote in factories.shown(told)["citations"]] == [VIDAL, BUILT]


def test_whoever_speaks_is_entered_and_the_side_follows() -> None:
    row = report()
    speaker = {"name": "the deputy minister", "party": "costaguana", "role": "Deputy Minister"}
    said = {"kind": "commitment.qualified", "speaker": speaker, "occurred_date": "2026-02"}

    (told,) = judged(row, built=said)

    body = factories.shown(told)
    assert (body["side"], body["occurred_date"]) == ("holder", "2026-02")
    assert body["speaker"]["name"] == "the deputy minister"
    assert body["citations"][0]["speaker"]["role"] == "Deputy Minister"


def test_the_side_of_a_part_of_a_state_is_that_of_the_state() -> None:
    commitment = factories.commitment()
    ministry = factories.party(parent="costaguana")

    assert meanings.side_of(commitment, None, ministry, None) == "holder"
    assert meanings.side_of(commitment, factories.ana_ruiz(), None, None) == "holder"
    assert meanings.side_of(commitment, None, None, None) == "third_party"


def test_a_report_that_means_nothing_is_judged_and_its_passage_is_not_public() -> None:
    row = report()
    assert models.Development.objects.unjudged().get() == row

    assert judged(row, ruiz=None) == []

    assert not models.Development.objects.unjudged().exists()
    mention = models.Development.objects.get(kind="commitment.mentioned")
    assert (mention.report, mention.is_public, mention.review_state) == (row, False, "confirmed")
    assert factories.shown(row)["developments"] == []
    assert not models.Statement.objects.exists()


def flagged() -> tuple[models.Development, models.Development]:
    """Return a report that a machine read, and what it took it to mean."""
    watched_commitment()
    article(REAFFIRMED, "https://courier.example/1")
    flagging.flag_waiting(10)
    rows = models.Development.objects
    return rows.get(kind="commitment.reported"), rows.get(kind="commitment.reaffirmed")


def said(row: models.Development, kind: str | None, **fields: Any) -> list[models.Development]:
    quote = row.own_citations[0]
    meant = {"document": quote.snapshot.document.slug, "exact": quote.exact, "kind": kind}
    return reviewing.judge(row, factories.ACTOR, "", factories.NOW, [{**meant, **fields}])


def test_what_a_machine_took_it_to_mean_is_confirmed_by_that() -> None:
    row, meaning = flagged()

    assert said(row, "commitment.reaffirmed") == [meaning]

    assert factories.stored(meaning).review_state == "confirmed"
    assert models.Development.objects.count() == 2


def test_or_corrected_by_it() -> None:
    row, meaning = flagged()

    assert said(row, "commitment.contradicted", speaker=None, side="third_party") == [meaning]

    body = factories.shown(meaning)
    assert (body["kind"], body["review_state"]) == ("commitment.contradicted", "corrected")
    assert (body["side"], body["speaker"]) == ("third_party", None)


def test_or_dismissed_by_it() -> None:
    row, meaning = flagged()

    assert said(row, None) == []

    meaning = factories.stored(meaning)
    assert (meaning.review_state, meaning.review_reason) == ("dismissed", meanings.NOTHING)
    assert factories.stored(row).review_state == "confirmed"
    assert not models.Development.objects.unjudged().exists()


def test_what_is_said_again_changes_nothing() -> None:
    row = report()
    (told,) = judged(row, ruiz="commitment.reaffirmed")
    revisions = models.Revision.objects.count()

    assert judged(row, ruiz="commitment.reaffirmed") == [told]

    assert models.Revision.objects.count() == revisions


def test_one_meaning_of_several_passages_is_not_torn_apart() -> None:
    row = report()
    both = {"kind": "commitment.progressed", "speaker": None, "side": "holder"}
    (told,) = judged(row, vidal=both, built=both)

    for torn in ({"built": None}, {"built": None, "vidal": both}):
        with pytest.raises(ValidationError, match=r"split .* first"):
            judged(row, **torn)
    judged(row, built=None, vidal=None)

    assert factories.stored(told).review_state == "dismissed"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"exact": "Other words"}, "does not quote these words"),
        ({"kind": "commitment.mentioned"}, "is not one of"),
        ({"document": "nowhere"}, "There is no document"),
        ({"side": "left"}, "is not one of"),
        ({"speaker": {}}, "Give a name"),
        ({"occurred_date": "soon"}, "Use a real date"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(
    changes: dict[str, Any], refusal: str
) -> None:
    row = report()

    with pytest.raises(ValidationError, match=refusal):
        judged(row, ruiz={"kind": "commitment.reaffirmed", **changes})

    assert models.Development.objects.get() == row
    assert factories.stored(row).review_state == "flagged"


def test_only_a_report_that_stands_is_judged() -> None:
    row = report()
    (told,) = judged(row, ruiz="commitment.reaffirmed")
    with pytest.raises(ValidationError, match="no report"):
        judged(told, ruiz="commitment.reaffirmed")
    reviewing.dismiss(row, factories.ACTOR, "old", factories.NOW, with_meanings=True)

    with pytest.raises(reviewing.AlreadyDecidedError):
        judged(row, ruiz="commitment.reaffirmed")
