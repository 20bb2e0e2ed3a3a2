"""Records at the desk: each save is one change of the ledger, refused where the API refuses it."""

from datetime import date

import pytest
from django.test import Client

from tests import factories
from tests.admin.conftest import Send, filled, mistakes, page_of
from tests.api import expect
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def latest(row: models.Record) -> models.Revision:
    return models.Revision.objects.filter(record=row.pk).order_by("-sequence")[0]


def test_a_change_is_published_with_who_made_it_and_why(send: Send) -> None:
    commitment = factories.commitment()

    send(page_of(commitment), short_title="No foreign bases at all", reason="As published")

    revision = latest(commitment)
    assert (revision.event_type, revision.version) == ("record.updated", 2)
    assert (revision.actor, revision.reason) == (factories.ACTOR, "As published")
    assert revision.changed == {"short_title": "No foreign bases"}
    assert factories.shown(commitment)["short_title"] == "No foreign bases at all"


def test_saving_without_a_change_publishes_nothing(send: Send) -> None:
    commitment = factories.commitment()

    send(page_of(commitment), reason="Only looking")

    assert latest(commitment).version == 1


def test_what_is_entered_is_locked_against_machines(send: Send) -> None:
    party = factories.party()
    before = set(party.locked_fields)

    send(page_of(party), homepage="https://mfa.example")

    assert set(factories.stored(party).locked_fields) - before == {"homepage"}


def test_a_new_record_gets_a_slug_of_its_title(send: Send) -> None:
    send("/admin/tracker/topic/add/", name="Puertos y diques", reason="New")

    topic = models.Topic.objects.get()
    assert (topic.slug, topic.version, topic.is_public) == ("puertos-y-diques", 1, True)
    assert latest(topic).event_type == "record.created"
    assert topic.locked_fields == ["description", "name", "parent", "translations"]


def test_a_new_record_may_choose_its_slug_once(send: Send) -> None:
    send("/admin/tracker/topic/add/", name="Ports", slug="harbours")
    again = send("/admin/tracker/topic/add/", name="Harbours", slug="harbours")

    assert mistakes(again) == ["This slug is taken, perhaps for ever."]
    assert [topic.slug for topic in models.Topic.objects.all()] == ["harbours"]


def test_parts_are_saved_before_the_record_is_published(send: Send) -> None:
    official = factories.official()

    send(
        page_of(official),
        **{
            "tenures-TOTAL_FORMS": "1",
            "tenures-0-party": str(factories.costaguana().pk),
            "tenures-0-role": "en: Administrator of the mine",
            "tenures-0-start_date": "2024-06",
        },
    )

    (tenure,) = factories.shown(official)["tenures"]
    assert tenure["role"] == {"en": "Administrator of the mine"}
    assert (tenure["start_date"], tenure["start_precision"]) == ("2024-06", "month")
    assert models.Tenure.objects.get().start_date == date(2024, 6, 1)
    assert "tenures" in factories.stored(official).locked_fields


def test_a_part_taken_out_is_gone_from_the_body(send: Send) -> None:
    agreement = factories.agreement()

    send(page_of(agreement), **{"memberships-1-DELETE": "on"})

    assert [part["party"]["slug"] for part in factories.shown(agreement)["parties"]] == [
        "costaguana"
    ]


def test_a_relation_brings_the_axes_of_its_commitment_up_to_date(send: Send) -> None:
    commitment = factories.commitment()
    statement = factories.statement()

    send(
        page_of(statement),
        **{
            "relations-TOTAL_FORMS": "1",
            "relations-0-commitment": str(commitment.pk),
            "relations-0-relation": "reaffirms",
            "relations-0-side": "holder",
        },
    )
    assert factories.shown(commitment)["consistency"] == "reaffirmed"

    send(page_of(statement), **{"relations-0-DELETE": "on"})
    assert factories.shown(commitment)["consistency"] == "single_statement"


def test_a_deadline_brings_the_schedule_up_to_date(send: Send) -> None:
    commitment = factories.commitment()

    send(page_of(commitment), due_date="2020-05-05")

    shown = factories.shown(commitment)
    assert (shown["due_date"], shown["due_precision"]) == ("2020-05-05", "day")
    assert shown["schedule"] == "overdue"


@pytest.mark.parametrize(
    ("field", "value", "mistake"),
    [
        ("criteria-1-text", "\u202ea base", "row 1: text: The character U+202E is not allowed."),
        ("translations-0-text", "Sin bases", "In which language is this? Sin bases"),
        ("short_title", "\u202eNo bases", "The character U+202E is not allowed."),
        ("stated_date", "0999-01-01", "Use a real date: YYYY, YYYY-MM or YYYY-MM-DD."),
        ("text", "\u200b", "This text has nothing to read."),
    ],
)
def test_what_the_api_refuses_is_refused(send: Send, field: str, value: str, mistake: str) -> None:
    commitment = factories.commitment()

    response = send(page_of(commitment), **{field: value})

    assert mistake in mistakes(response)
    assert latest(commitment).version == 1


def test_a_meeting_that_took_place_needs_a_quote(send: Send) -> None:
    meeting = factories.meeting()

    response = send(page_of(meeting), status="passed")

    assert mistakes(response) == [
        "A meeting that took place needs a citation. "
        "Quote a text for it first, under Quotes, and save this then."
    ]


def test_what_the_database_refuses_is_said_and_nothing_is_saved(send: Send) -> None:
    party = factories.costaguana()

    response = send(page_of(party), name="New name", code="lower")

    assert any("party_code_is_upper_case" in mistake for mistake in mistakes(response))
    assert factories.stored(party).name == "Costaguana"


def test_rows_and_lines_left_empty_are_none(send: Send) -> None:
    criteria = [{"kind": "failure", "text": "A base is built"}]
    commitment = factories.commitment(places=["Sulaco"], criteria=criteria)

    send(page_of(commitment), **{"places": "", "criteria-0-text": ""})

    assert factories.shown(commitment)["places"] == []
    assert factories.shown(commitment)["criteria"] == []


def test_a_change_made_meanwhile_is_not_written_over(desk: Client) -> None:
    commitment = factories.commitment()
    page = filled(desk, page_of(commitment))
    factories.changed(commitment, short_title="Changed meanwhile")

    response = desk.post(page_of(commitment), {**page, "short_title": "Changed here"})

    assert mistakes(response) == [
        "Someone has changed this record meanwhile. Open it anew and change it again."
    ]
    assert factories.stored(commitment).short_title == "Changed meanwhile"


def test_deleting_withdraws_with_a_reason(desk: Client) -> None:
    topic = factories.topic()

    desk.post(page_of(topic, "delete"), {"post": "yes", "reason": "Entered twice"})

    document = expect.problem(desk.get(f"/v1/topics/{topic.slug}"), 410, "withdrawn")
    assert document["reason"] == "Entered twice"
    assert (latest(topic).event_type, latest(topic).actor) == ("record.deleted", factories.ACTOR)
    assert models.Topic.objects.filter(pk=topic.pk).exists()


def test_what_is_withdrawn_stays_as_it_was(desk: Client) -> None:
    topic = factories.topic()
    desk.post(page_of(topic, "delete"), {"post": "yes", "reason": "Entered twice"})

    assert b'name="_save"' not in desk.get(page_of(topic)).content
    assert desk.post(page_of(topic), {"name": "Back"}).status_code == 403
    assert desk.post(page_of(topic, "delete"), {"post": "yes"}).status_code == 403


def test_several_at_once_are_never_deleted(desk: Client) -> None:
    topic = factories.topic()

    desk.post(
        "/admin/tracker/topic/",
        {"action": "delete_selected", "_selected_action": [topic.pk], "post": "yes"},
    )

    assert models.Identity.objects.get(pk=topic.pk).deleted_at is None


def test_what_is_withdrawn_is_not_offered_for_reference(desk: Client) -> None:
    factories.topic(name="Ports")
    gone = factories.topic(name="Ports again")
    desk.post(page_of(gone, "delete"), {"post": "yes", "reason": "Entered twice"})

    offered = desk.get(
        "/admin/autocomplete/?app_label=tracker&model_name=topic&field_name=parent&term=Ports"
    )

    assert [result["text"] for result in expect.json(offered)["results"]] == ["Ports"]


def test_what_is_locked_is_marked_and_left_to_machines_again(send: Send, desk: Client) -> None:
    commitment = factories.commitment(due_date="2026-03")
    page = desk.get(page_of(commitment)).content.decode()
    assert 'Due date <span class="locked"' in page
    assert 'Places <span class="locked"' not in page

    send(page_of(commitment), unlocked=["due_date", "text"], text="Costaguana hosts no bases.")

    locked = factories.stored(commitment).locked_fields
    assert not {"due_date", "due_precision"} & set(locked)
    assert "text" in locked


def test_a_new_commitment_in_the_speaker_s_words_is_quoted_as_it_is_made(send: Send) -> None:
    document = factories.document()
    entered = {
        "text": factories.QUOTE,
        "short_title": "No foreign bases",
        "language": "en",
        "wording": "verbatim",
        "holders": str(factories.costaguana().pk),
        "form": "refrain",
        "strength": "undertaking",
    }
    quote = {"quoted_document": document.slug, "quoted_words": factories.QUOTE}

    unquoted = send("/admin/tracker/commitment/add/", **entered)
    misquoted = send(
        "/admin/tracker/commitment/add/", **entered, **{**quote, "quoted_words": "Two bases"}
    )
    send("/admin/tracker/commitment/add/", **entered, **quote)

    assert mistakes(unquoted) == [
        "A commitment in verbatim wording needs a citation, or its wording is editorial. "
        "Give the quoted article and its words."
    ]
    assert f"These words stand nowhere in {document.slug}: Two bases" in mistakes(misquoted)
    commitment = models.Commitment.objects.get()
    assert [c["exact"] for c in factories.shown(commitment)["citations"]] == [factories.QUOTE]


def test_what_happened_is_told_the_latest_first(desk: Client) -> None:
    commitment = factories.commitment()
    factories.development(subject=commitment, title="Reported", occurred_date=date(2026, 1, 25))
    factories.meaning(subject=commitment, title="Meant", occurred_date=date(2026, 2, 3))
    relation = {"commitment": commitment.slug, "relation": "reaffirms", "side": "holder"}
    factories.statement(relations=[relation], stated_date="2026-01-30")

    page = desk.get(page_of(commitment)).content.decode()

    told = page[page.index('class="timeline"') :]
    order = [told.index(words) for words in ("Meant", "We will not host", "Reported")]
    assert order == sorted(order)
    assert "Flagged by machine, not public" in told


def test_without_scripts_records_are_named_by_their_slugs(send: Send) -> None:
    commitment, topic = factories.commitment(), factories.topic()
    meeting = factories.meeting(slug="talks")

    send(page_of(commitment), **{"topics-slugs": topic.slug, "meeting-slugs": "talks"})
    unknown = send(page_of(commitment), **{"topics-slugs": "foreign-bases, none"})
    lost = send(page_of(commitment), **{"meeting-slugs": "none"})

    shown = factories.shown(commitment)
    assert [each["slug"] for each in shown["topics"]] == [topic.slug]
    assert shown["meeting"]["slug"] == meeting.slug
    assert mistakes(unknown) == ["“none” is not a valid value."]
    assert 'value="none"></noscript>' in unknown.content.decode()
    assert mistakes(lost) == [
        "Select a valid choice. That choice is not one of the available choices."
    ]
