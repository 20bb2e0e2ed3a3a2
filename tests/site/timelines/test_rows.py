"""Rows of timelines: what each sort of entry says, in which lane it stands, and by whose words."""

from datetime import UTC, date, datetime

import orjson
import pytest
from django.utils import translation

from tests import factories
from tracker import models, recording
from tracker.site import timelines
from tracker.site.timelines.rows import Row
from tracker.timelines import lookups

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def timeline(
    record: models.Record, known_at: datetime | None = None, before: str = ""
) -> timelines.Timeline:
    found = lookups.find(record.RECORD_TYPE, record.slug, known_at)
    asked = timelines.Asked(NOW, known_at, before)
    return timelines.around(record.RECORD_TYPE, found, orjson.loads(found.body), asked)


def rows(record: models.Record) -> list[Row]:
    return timeline(record).rows


def told(record: models.Record) -> list[tuple[str, str, str]]:
    return [(row.lane.value, row.date, row.label) for row in rows(record)]


def related(commitment: models.Commitment, relation: str) -> list[dict[str, str]]:
    return [{"commitment": commitment.slug, "relation": relation, "side": "holder"}]


def test_what_was_said_stands_for_the_commitment_qualifies_it_or_is_against_it() -> None:
    row = factories.commitment(slug="no-bases")
    for day, relation in ((3, "reaffirms"), (4, "qualifies"), (5, "contradicts"), (6, "mentions")):
        factories.statement(stated_date=f"2026-02-0{day}", relations=related(row, relation))

    assert told(row) == [
        ("reported", "2026-02-06", "Ana Ruiz mentions"),
        ("against", "2026-02-05", "Ana Ruiz contradicts"),
        ("qualified", "2026-02-04", "Ana Ruiz qualifies"),
        ("for", "2026-02-03", "Ana Ruiz reaffirms"),
    ]


def test_words_have_their_speaker_in_the_office_of_that_day_and_their_side() -> None:
    row = factories.commitment(slug="no-bases")
    factories.statement(relations=related(row, "reaffirms"))

    (said,) = rows(row)

    assert said.speaker is not None
    assert said.speaker["official"]["title"] == "Ana Ruiz"
    assert said.speaker["official"]["role"] == {"en": "Foreign Minister", "es": "Canciller"}
    assert (said.what, said.side, said.state) == ("Reaffirms", "holder", "confirmed")
    assert said.name == "25 January 2026: Ana Ruiz reaffirms"


def test_a_report_is_its_outlet_and_judged_by_nobody() -> None:
    row = factories.commitment(slug="no-bases")
    cited = factories.snapshot()
    factories.development(
        subject=row,
        kind="commitment.reported",
        relation="",
        occurred_date=date(2026, 1, 26),
        snapshot=cited,
    )

    (report,) = rows(row)

    assert (report.lane.value, report.label) == ("reported", cited.document.outlet)
    assert report.quote is not None
    assert report.quote["exact"] == factories.QUOTE
    assert (report.state, report.is_judged) == ("flagged", False)


def test_what_is_due_lies_ahead_and_what_was_due_does_not() -> None:
    ahead = factories.commitment(slug="boats", due_date="2027", stated_date="2026-01")
    past = factories.commitment(slug="ships", due_date="2026-02-01")

    due, said = rows(ahead)
    (was_due,) = rows(past)

    assert (due.lane.value, due.date, due.what, due.is_planned) == ("deadline", "2027", "Due", True)
    assert (said.lane.value, said.date, said.what) == ("for", "2026-01", "First said")
    assert was_due.is_planned is False


def test_a_verdict_is_one_row_with_its_reason() -> None:
    row = factories.commitment(slug="port")
    with recording.change(factories.ACTOR, "judged") as change:
        factories.AssessmentFactory.create(commitment=row, effective_date=date(2026, 3, 1))
        change.touch(row)

    (verdict,) = rows(row)

    assert (verdict.lane.value, verdict.what, verdict.tone) == ("verdict", "Verdict: Kept", "for")
    assert verdict.text == "The port was handed over on 1 February."


def test_a_silence_lasts_until_the_next_news() -> None:
    row = factories.commitment(slug="no-bases")
    factories.development(
        subject=row,
        kind="commitment.silent",
        relation="",
        detector="clock",
        occurred_date=date(2026, 6, 1),
        explanation={"silent_since": "2026-03-01"},
    )
    factories.statement(stated_date="2026-08-01", relations=related(row, "reaffirms"))

    shown = timeline(row)

    assert [each.lane.value for each in shown.rows] == ["for", "silence"]
    assert shown.rows[1].state == "calendar"
    assert "No news for 153 days, since 1 March 2026" in shown.drawing.wide


def test_an_agreement_shows_its_days_and_what_parties_did() -> None:
    pact = factories.agreement(
        slug="pact",
        signed_date="2026-01-10",
        expiry_date="2027-01-10",
        actions=[
            {
                "party": factories.costaguana().slug,
                "action": "signature",
                "action_date": "2026-01-10",
            },
            {
                "party": factories.ruritania().slug,
                "action": "ratification",
                "action_date": "2026-05",
            },
        ],
    )

    assert told(pact) == [
        ("deadline", "2027-01-10", "Expires"),
        ("action", "2026-05", "Ruritania: Ratification"),
        ("action", "2026-01-10", "Costaguana: Signature"),
    ]


def test_a_meeting_shows_when_it_takes_place() -> None:
    talks = factories.meeting(slug="talks", starts_at="2027-01-25T10:00:00Z", ends_at="2027-01-27")

    (held,) = rows(talks)

    assert (held.date, held.until, held.what) == ("2027-01-25", "2027-01-27", "Talks · Confirmed")
    assert held.span is not None
    assert (held.span.first, held.span.last) == (date(2027, 1, 25), date(2027, 1, 27))
    assert held.is_planned


def test_on_a_topic_each_row_names_its_record() -> None:
    topic = factories.topic(slug="bases")
    row = factories.commitment(slug="no-bases", short_title="No bases", topics=["bases"])
    factories.statement(relations=related(row, "contradicts"), topics=["bases"])

    (said,) = rows(topic)

    assert said.record is not None
    assert (said.lane.value, said.record["title"]) == ("against", "No bases")


def test_officials_and_parties_have_timelines() -> None:
    row = factories.commitment(slug="no-bases")
    factories.statement(relations=related(row, "reaffirms"), party=factories.costaguana().slug)

    for record in (factories.ana_ruiz(), factories.costaguana()):
        assert told(record) == [("for", "2026-01-25", "Ana Ruiz reaffirms")]


def test_undated_rows_come_last_and_are_told_below_the_picture() -> None:
    row = factories.commitment(slug="no-bases")
    factories.statement(stated_date=None, relations=related(row, "reaffirms"))
    factories.statement(stated_date="2026", relations=related(row, "reaffirms"))

    shown = timeline(row)

    assert [each.date for each in shown.rows] == ["2026", ""]
    assert "1 without a date: see the table" in shown.drawing.wide


def test_a_row_is_said_in_spanish() -> None:
    row = factories.commitment(slug="no-bases", due_date="2027-01")
    factories.statement(relations=related(row, "reaffirms"))

    with translation.override("es"):
        shown = timeline(row)

    assert [each.label for each in shown.rows] == ["Vence", "Ana Ruiz reafirma"]
    assert "A favor" in shown.drawing.wide
    assert "Hoy" in shown.drawing.narrow


def test_the_past_shows_what_was_known_then() -> None:
    row = factories.commitment(slug="no-bases")
    factories.statement(stated_date="2026-01-20", relations=related(row, "reaffirms"))
    then = models.Revision.objects.latest("sequence").published_at
    late = factories.statement(stated_date="2026-01-22", relations=related(row, "contradicts"))

    past = timeline(row, known_at=then)

    assert [each.lane.value for each in past.rows] == ["for"]
    assert "That day" in past.drawing.wide
    assert late.slug in {each.url.rpartition("/")[2] for each in rows(row)}


def test_older_entries_are_shown_after_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timelines, "MOST", 2)
    row = factories.commitment(slug="no-bases", due_date="2027")
    for day in (1, 2, 3):
        factories.statement(stated_date=f"2026-02-0{day}", relations=related(row, "reaffirms"))

    first = timeline(row)
    second = timeline(row, before=first.older)

    assert [each.date for each in first.rows] == ["2027", "2026-02-03", "2026-02-02"]
    assert [each.date for each in second.rows] == ["2026-02-01"]
    assert second.older == ""


def test_an_older_that_is_none_shows_the_newest() -> None:
    row = factories.commitment(slug="no-bases", due_date="2027")

    for before in ("x", "0-1-2", "99999999-1-2", "739000-7-1", "²-1-1"):
        assert len(timeline(row, before=before).rows) == 1
