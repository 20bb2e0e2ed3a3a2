"""Redaction: nothing of what a record said is left anywhere, and that it was blanked is shown."""

from io import StringIO
from typing import Any

import orjson
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from tests import databases, factories
from tracker import checking, editing, models, recording, redacting, refreshing, reviewing
from tracker.webhooks import fanout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def redact(row: models.Record) -> int:
    with recording.change("Emilia Gould", "court order 7/2026", is_withdrawing=True) as change:
        return redacting.redact(change, factories.stored(row), factories.NOW)


def settle() -> None:
    while refreshing.refresh_waiting(10):
        pass


def test_a_person_is_blanked_wherever_they_are_shown() -> None:
    row = factories.official(name="Holroyd", summary="A man of Holroyd House")
    commitment = factories.commitment(made_by=[{"official": row.slug}], due_date="2027")
    factories.changed(commitment, due_date="2028")
    factories.changed(row, name="John Holroyd")
    settle()
    assert "tracker_revision.body" in databases.holding("Holroyd")

    count = redact(row)

    assert count == 5
    assert databases.holding("Holroyd") == []
    settle()
    assert factories.shown(commitment)["made_by"][0]["official"] == {
        "type": "official",
        "slug": "holroyd",
        "title": None,
        "url": "/v1/officials/holroyd",
        "role": None,
        "party": None,
    }
    assert checking.differences() == []


def test_the_sequence_is_kept_and_says_what_was_done(client: Client) -> None:
    row = factories.statement(text="He sold the mine")
    factories.changed(row, medium="A letter")
    before = models.Revision.objects.count()

    redact(row)

    numbers = list(models.Revision.objects.values_list("sequence", flat=True))
    assert numbers == list(range(1, before + 2))
    *earlier, last = models.Revision.objects.filter(record=row.pk)
    assert [revision.version for revision in earlier] == [1, 2]
    assert all(revision.is_withdrawal for revision in earlier)
    assert all(revision.changed == {} and revision.reason == "" for revision in earlier)
    assert orjson.loads(bytes(earlier[0].body)).keys() == {
        "schema",
        "type",
        "slug",
        "url",
        "html_url",
        "redacted_at",
        "version",
        "changed_at",
        "content_hash",
    }
    assert (last.event_type, last.reason, last.is_withdrawal) == (
        "record.redacted",
        "court order 7/2026",
        True,
    )
    gone = orjson.loads(client.get(f"/v1/statements/{row.slug}").content)
    assert (gone["status"], gone["reason"]) == (410, "court order 7/2026")
    assert gone["record"]["redacted_at"] == "2026-03-01T12:00:00.000000Z"
    assert databases.holding("sold the mine") == []


def test_a_document_is_blanked_with_its_texts_and_what_is_quoted_of_them() -> None:
    snapshot = factories.snapshot(url="https://courier.example/bases")
    models.RawContent.keep(snapshot, factories.ARTICLE.encode(), "text/html")
    models.Recheck.objects.begin(snapshot.document, factories.NOW)
    factories.SubmissionFactory.create(document=snapshot.document, snapshot=snapshot)
    models.ListedArticle.objects.create(
        source=factories.source(),
        host=models.Host.objects.get(),
        url="https://courier.example/bases",
        digest="0" * 64,
        said={"title": "Costaguana rules out foreign bases"},
        first_seen_at=factories.NOW,
        document=snapshot.document,
    )
    development = factories.development(snapshot=snapshot)
    agreement = factories.agreement(
        citations=[{"document": snapshot.document.slug, "exact": factories.QUOTE}]
    )

    redact(snapshot.document)

    assert databases.holding(factories.QUOTE) == []
    assert databases.holding("She spoke after meeting") == []
    assert databases.holding("rules out foreign bases") == []
    assert databases.holding("courier.example/bases") == []
    for row in (development, agreement):
        (citation,) = factories.shown(row)["citations"]
        assert (citation["exact"], citation["prefix"], citation["suffix"]) == ("█", None, None)
        assert citation["document"]["title"] == citation["document"]["author"] is None
    for kept in (models.RawContent, models.Sketch, models.Recheck, models.QuoteContext):
        assert kept._default_manager.count() == 0
    assert models.Submission.objects.get().payload == {}


@pytest.mark.parametrize(
    "make",
    [
        factories.topic,
        factories.costaguana,
        factories.ana_ruiz,
        factories.agreement,
        factories.meeting,
        factories.event,
        factories.commitment,
        factories.statement,
        factories.source,
        factories.document,
        factories.development,
    ],
)
def test_every_type_of_record_can_be_blanked(make: Any) -> None:
    row = make()

    redact(row)

    settle()
    assert not factories.stored(row).is_public
    assert models.Revision.objects.filter(record=row.pk).latest("sequence").is_withdrawal
    assert checking.differences() == []


def test_columns_are_left_as_those_of_a_row_of_which_nothing_was_entered() -> None:
    row = factories.commitment(
        due_date="2027",
        criteria=[{"kind": "success", "text": "The mine is sold."}],
        places=["Sulaco"],
        translations={"es": {"short_title": "Sin bases"}},
    )

    redact(row)

    blanked = factories.stored(row)
    assert (blanked.short_title, blanked.text, blanked.language) == ("", "", "en")
    assert (blanked.due_date, blanked.due_precision) == (None, "")
    assert (blanked.criteria, blanked.places, blanked.translations) == ([], [], {})
    assert (blanked.form, blanked.strength) == ("refrain", "undertaking")


def test_a_verdict_s_reason_is_blanked() -> None:
    row = factories.commitment()
    factories.AssessmentFactory.create(commitment=row, reason="He sold the mine", verdict="broken")

    models.ProposedVerdict.objects.create(
        commitment=row,
        verdict="broken",
        effective_date=factories.NOW.date(),
        reason="He sold the mine twice",
        rubric_version="1",
        assessor=factories.ACTOR,
        proposed_at=factories.NOW,
    )

    redact(row)

    assert models.Assessment.objects.get().reason == "█"
    assert models.ProposedVerdict.objects.get().reason == "█"


def test_what_was_withdrawn_before_is_announced_as_redacted() -> None:
    row = factories.topic(name="Sold mines")
    with recording.change("Emilia Gould") as change:
        editing.delete(change, row, factories.NOW)

    redact(row)

    events = models.Revision.objects.filter(record=row.pk).values_list("event_type", flat=True)
    assert list(events) == ["record.created", "record.deleted", "record.redacted"]
    assert databases.holding("Sold mines") == []


def test_what_was_never_public_is_blanked_in_silence() -> None:
    row = factories.development(kind="commitment.contradicted", title="He sold the mine")
    before = models.Revision.objects.count()

    redact(row)

    assert models.Revision.objects.count() == before
    assert databases.holding("sold the mine") == []


def test_the_ledger_is_append_only_again_afterwards() -> None:
    redact(factories.topic())

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('on_record.redacting', true)")
        assert cursor.fetchone() == ("off",)


def test_whoever_was_told_is_told_of_the_blanking() -> None:
    row = factories.topic()
    endpoint = factories.WebhookEndpointFactory.create(event_types=["record.created"])
    fanout.fan_out(10)

    redact(row)
    fanout.fan_out(10)

    told = models.Delivery.objects.filter(endpoint=endpoint)
    assert list(told.values_list("revision__event_type", flat=True)) == [
        "record.created",
        "record.redacted",
    ]
    assert b"Foreign bases" not in told.earliest("pk").message


def test_the_command_blanks_and_says_so() -> None:
    factories.topic(name="Sold mines")
    said = StringIO()

    call_command("redact", "topic", "sold-mines", "--reason", "court order 7/2026", stdout=said)

    assert said.getvalue() == "topic/sold-mines is blanked; 1 revisions were rewritten.\n"
    revision = models.Revision.objects.latest("sequence")
    assert (revision.actor, revision.reason) == ("redact", "court order 7/2026")


@pytest.mark.parametrize(("slug", "reason"), [("none", "an order"), ("foreign-bases", " ")])
def test_the_command_refuses_what_it_cannot_do(slug: str, reason: str) -> None:
    factories.topic()

    with pytest.raises(CommandError):
        call_command("redact", "topic", slug, "--reason", reason)

    assert models.Revision.objects.count() == 1


def test_an_answer_that_can_be_repeated_is_blanked_too(client: Client) -> None:
    row = factories.official(name="Holroyd", summary="A man of Holroyd House")
    stated = factories.statement(official=row.slug)
    for number, shown in enumerate((row, stated)):
        models.IdempotencyKey.objects.create(
            user=factories.UserFactory.create(username=f"editor-{number}"),
            key="one",
            request_digest="0" * 64,
            created_at=factories.NOW,
            status=201,
            answer=factories.stored(shown).body,
        )

    redact(row)

    assert databases.holding("Holroyd") == []
    of_statement = models.IdempotencyKey.objects.latest("pk")
    assert orjson.loads(bytes(of_statement.answer))["text"] == stated.text


def test_an_article_that_is_being_read_is_told_of_no_more() -> None:
    factories.commitment()
    snapshot = factories.snapshot()
    (held,) = models.Snapshot.objects.unflagged().claim(1, 60)

    redact(snapshot.document)

    assert not models.Snapshot.objects.held_by(held).exists()
    assert not models.Snapshot.objects.unflagged().exists()


def test_what_is_left_in_a_body_is_not_said_again_when_it_is_refreshed() -> None:
    row = factories.official(name="Holroyd")
    commitment = factories.commitment(made_by=[{"official": row.slug}])
    before = factories.stored(commitment)
    redact(row)
    settle()
    # As databases may have it in which others wrote while it was blanked.
    models.RecordQuerySet(models.Commitment).store([before])

    models.Refresh.objects.request(row.identity)
    settle()

    assert databases.holding("Holroyd") == []
    assert factories.shown(commitment)["made_by"][0]["official"]["title"] is None


def test_a_change_that_does_not_hold_up_all_others_blanks_nothing() -> None:
    row = factories.topic()

    with (
        pytest.raises(ValueError, match="in a change that withdraws"),
        recording.change("Emilia Gould", "court order 7/2026") as change,
    ):
        redacting.redact(change, row, factories.NOW)

    assert factories.shown(row)["name"] == "Foreign bases"


def test_whatever_is_blanked_among_records_that_show_each_other_the_ledger_is_sound() -> None:
    topic, official = factories.topic(), factories.ana_ruiz()
    snapshot = factories.snapshot(author="Martin Decoud")
    citation = {"document": snapshot.document.slug, "exact": factories.QUOTE}
    commitment = factories.commitment(
        topics=[topic.slug], made_by=[{"official": official.slug}], citations=[citation]
    )
    relation = {"commitment": commitment.slug, "relation": "reaffirms", "side": "holder"}
    statement = factories.statement(relations=[relation], citations=[citation])
    event = factories.event(parties=["costaguana"], relations=[relation])
    meeting = factories.meeting(
        parties=["costaguana"], participants=[{"official": "ana-ruiz", "attendance": "expected"}]
    )
    development = factories.development(
        subject=commitment, snapshot=snapshot, speaker_official=official
    )
    agreement = factories.agreement(citations=[citation], topics=[topic.slug])

    shown: list[models.Record] = [topic, official, snapshot.document, commitment, statement, event]
    shown += [meeting, development, agreement, factories.costaguana(), factories.source()]
    for row in shown:
        redact(row)
        assert checking.differences() == []
        settle()
        assert checking.differences() == []


def test_what_the_audit_says_of_a_decision_on_it_is_blanked_too() -> None:
    flag = factories.development(kind="commitment.contradicted")
    reviewing.dismiss(flag, "Emilia", "said by Holroyd in his cups", factories.NOW)
    assert models.AuditEntry.objects.filter(detail__contains="Holroyd").exists()

    redact(factories.stored(flag))

    assert not models.AuditEntry.objects.filter(detail__contains="Holroyd").exists()
