"""What the database itself refuses, by the name of the rule."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db import models as db

from tests import factories
from tests.models import refusals
from tracker import models, vocabularies

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 25)
EARLIER = DAY - timedelta(days=1)


def put(factory: str, **columns: Any) -> None:
    """Create a record and write columns past everything but the database."""
    row = getattr(factories, factory)()
    type(row)._default_manager.filter(pk=row.pk).update(**columns)


def put_self(factory: str, column: str) -> None:
    row = getattr(factories, factory)()
    type(row)._default_manager.filter(pk=row.pk).update(**{column: row})


def meeting_ends_early() -> None:
    put(
        "meeting",
        starts_at=factories.NOW,
        ends_at=factories.NOW - timedelta(hours=1),
        ends_precision="minute",
    )


def tenure_ends_early() -> None:
    models.Tenure.objects.create(
        official=factories.official(),
        party=factories.party(),
        role={"en": "Mayor"},
        start_date=DAY,
        end_date=EARLIER,
        end_precision="day",
    )


def cite(**columns: Any) -> None:
    snapshot = factories.snapshot()
    defaults = {"exact": "SULACO", "start": 0, "end": 6}
    models.Citation.objects.create(
        record=factories.topic().identity, snapshot=snapshot, **{**defaults, **columns}
    )


def cite_for_two() -> None:
    official = factories.ana_ruiz()
    action = models.Action.objects.create(agreement=factories.agreement(), action="signature")
    cite(tenure=official.tenures.get(), action=action)


def relate(**columns: Any) -> None:
    defaults: dict[str, Any] = {"relation": "reaffirms", "side": "holder"}
    models.Relation.objects.create(commitment=factories.commitment(), **{**defaults, **columns})


def relate_twice(column: str) -> None:
    other = getattr(factories, column)()
    commitment = factories.commitment()
    for _ in range(2):
        models.Relation.objects.create(
            **{column: other}, commitment=commitment, relation="mentions", side="holder"
        )


def twice(make: Any) -> None:
    make()
    make()


def revise(**columns: Any) -> None:
    revision = models.Revision.objects.get(record=factories.topic().identity)
    values = {f.attname: getattr(revision, f.attname) for f in revision._meta.concrete_fields}
    models.Revision.objects.create(**{**values, **columns})


def deliver_twice() -> None:
    factories.topic()
    endpoint = factories.WebhookEndpointFactory.create()
    for _ in range(2):
        factories.DeliveryFactory.create(endpoint=endpoint, revision=models.Revision.objects.get())


def attempt_twice() -> None:
    factories.topic()
    delivery = factories.DeliveryFactory.create(revision=models.Revision.objects.get())
    for _ in range(2):
        factories.AttemptFactory.create(delivery=delivery)


def deliver_nothing() -> None:
    factories.DeliveryFactory.create(revision=None)


def count_attempts_never_made() -> None:
    factories.topic()
    revision = models.Revision.objects.get()
    factories.DeliveryFactory.create(revision=revision, attempts_made=1, earlier_attempts=2)


def replay(**columns: Any) -> None:
    defaults = {"after": 1, "last_sequence": 1, "until": 5, "requested_at": factories.NOW}
    models.Replay.objects.create(
        endpoint=models.WebhookEndpoint.objects.first()
        or factories.WebhookEndpointFactory.create(),
        **{**defaults, **columns},
    )


def replay_twice() -> None:
    replay()
    replay(until=6)


def enable_unasked() -> None:
    factories.WebhookEndpointFactory.create(state="enabled", answered_at=None)


def assess(**columns: Any) -> None:
    factories.AssessmentFactory.create(commitment=factories.commitment(), **columns)


def same_participant_twice() -> None:
    meeting, ana = factories.meeting(), factories.ana_ruiz()
    for _ in range(2):
        models.Participant.objects.create(meeting=meeting, official=ana, attendance="attended")


def same_party_twice() -> None:
    agreement = factories.agreement()
    models.AgreementParty.objects.create(agreement=agreement, party=factories.costaguana())


def same_development_participant_twice() -> None:
    development, ana = factories.development(), factories.ana_ruiz()
    for _ in range(2):
        models.DevelopmentParticipant.objects.create(
            development=development, official=ana, name="Ana Ruiz"
        )


def show_contexts(*places: tuple[int, int]) -> None:
    snapshot = factories.snapshot()
    for number, start in places:
        models.QuoteContext.objects.create(
            document=snapshot.document, number=number, snapshot=snapshot, start=start, end=start + 4
        )


def snapshot_again(**columns: Any) -> None:
    values: dict[str, Any] = {"number": 2, "text": "No", "drift": "substantive"}
    models.Snapshot.objects.create(
        document=factories.document(), fetched_at=factories.NOW, **{**values, **columns}
    )


def same_key_twice() -> None:
    user = factories.UserFactory.create()
    for _ in range(2):
        models.IdempotencyKey.objects.create(
            user=user, key="a", request_digest="b", created_at=factories.NOW
        )


def same_address_twice() -> None:
    factories.document(url="https://courier.example/1")
    put("document", canonical_url="https://courier.example/1")


REFUSED: dict[str, Any] = {
    "record_slug_is_used_once": lambda: twice(lambda: factories.IdentityFactory.create(slug="a")),
    "record_slug_is_plain": lambda: factories.IdentityFactory.create(slug="A b"),
    "record_is_not_merged_into_itself": lambda: models.Identity.objects.filter(
        pk=factories.topic().pk
    ).update(merged_into=db.F("pk")),
    "topic_is_not_its_own_parent": lambda: put_self("topic", "parent"),
    "party_is_not_its_own_parent": lambda: put_self("party", "parent"),
    "party_code_is_upper_case": lambda: put("party", code="xc"),
    "party_country_is_alpha_2": lambda: put("party", country="x1"),
    "tenure_ends_after_it_starts": tenure_ends_early,
    "agreement_does_not_supersede_itself": lambda: put_self("agreement", "supersedes"),
    "agreement_party_has_a_role_once": same_party_twice,
    "meeting_ends_after_it_starts": meeting_ends_early,
    "meeting_is_not_part_of_itself": lambda: put_self("meeting", "part_of"),
    "meeting_country_is_alpha_2": lambda: put("meeting", country="XCC"[:1]),
    "participant_is_a_person_or_an_office": lambda: models.Participant.objects.create(
        meeting=factories.meeting(), attendance="attended"
    ),
    "participant_is_listed_once": same_participant_twice,
    "event_country_is_alpha_2": lambda: put("event", country="xc"),
    "commitment_upheld_so_far_is_for_maintain_and_refrain": lambda: put(
        "commitment", form="act", verdict="upheld_so_far"
    ),
    "commitment_target_has_value_and_unit": lambda: put("commitment", target_value=3),
    "commitment_does_not_supersede_itself": lambda: put_self("commitment", "superseded_by"),
    "speaker_is_someone": lambda: models.Speaker.objects.create(commitment=factories.commitment()),
    "assessment_has_a_reason": lambda: assess(reason=""),
    "statement_is_someones": lambda: put("statement", official=None),
    "relation_is_of_a_statement_or_an_event": relate,
    "relation_confidence_is_a_share": lambda: relate(event=factories.event(), confidence=1.1),
    "relation_of_a_statement_is_one": lambda: relate_twice("statement"),
    "relation_of_an_event_is_one": lambda: relate_twice("event"),
    "source_country_is_alpha_2": lambda: put("source", country="xc"),
    "document_address_is_read_once": same_address_twice,
    "snapshot_number_is_used_once": lambda: snapshot_again(number=1),
    "snapshot_has_text": lambda: snapshot_again(text=""),
    "snapshot_significance_is_a_share": lambda: snapshot_again(significance=1.5),
    "quote_context_number_is_used_once": lambda: show_contexts((1, 0), (1, 9)),
    "quote_context_of_a_place_is_one": lambda: show_contexts((1, 0), (2, 0)),
    "quote_contexts_are_few": lambda: show_contexts((6, 0)),
    "citation_offsets_span_its_words": lambda: cite(end=7),
    "citation_supports_one_thing": cite_for_two,
    "development_confidence_is_a_share": lambda: put("development", confidence=-0.1),
    "development_dismissal_has_a_reason": lambda: put("development", review_state="dismissed"),
    "development_participant_is_listed_once": same_development_participant_twice,
    "idempotency_key_is_used_once": same_key_twice,
    "ledger_has_one_head": lambda: models.LedgerHead.objects.create(pk=2),
    "revision_version_is_used_once": lambda: revise(sequence=9),
    "revision_sequence_is_positive": lambda: revise(sequence=0, version=9),
    "refresh_ends_after_it_starts": lambda: models.Refresh.objects.create(
        record=factories.topic().identity,
        requested_at=factories.NOW,
        finished_at=factories.NOW - timedelta(seconds=1),
    ),
    "delivery_carries_an_event_or_a_sample": deliver_nothing,
    "delivery_of_an_event_is_one": deliver_twice,
    "delivery_was_attempted_as_often_before": count_attempts_never_made,
    "replay_ends_after_it_begins": lambda: replay(until=0),
    "replay_under_way_is_one": replay_twice,
    "webhook_endpoint_answered_before_it_is_sent_to": enable_unasked,
    "attempt_number_is_used_once": attempt_twice,
    **refusals.REFUSED,
}
"""What each rule is there to refuse; the rules on codes have a test of their own."""


@pytest.mark.parametrize("rule", REFUSED)
def test_the_database_refuses(rule: str) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        REFUSED[rule]()

    cause: Any = refusal.value.__cause__
    assert cause.diag.constraint_name == rule


def test_every_rule_has_its_refusal() -> None:
    rules = {
        constraint.name
        for model in apps.get_app_config("tracker").get_models()
        for constraint in model._meta.constraints
        if not _is_about_codes(constraint)
    }

    assert rules == REFUSED.keys()


def _is_about_codes(constraint: db.BaseConstraint) -> bool:
    return constraint.name.endswith(("_are_known", "_is_known"))


def coded_columns() -> list[tuple[str, str | None]]:
    """Return (table, column) of every column that holds a code of a closed vocabulary."""
    vocabularies_by_choices = {
        tuple(vocabulary.choices()): vocabulary for vocabulary in vocabularies.ALL.values()
    }
    return [
        (model._meta.db_table, field.column)
        for model in apps.get_app_config("tracker").get_models()
        for field in model._meta.concrete_fields
        if tuple(getattr(field, "choices", None) or ()) in vocabularies_by_choices
    ]


@pytest.mark.parametrize(("table", "column"), coded_columns(), ids=str)
def test_a_column_of_codes_is_held_by_the_database(table: str, column: str) -> None:
    """The definition of some rule on codes names the column and its vocabulary's first code."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c' "
            "AND conrelid = %s::regclass AND conname ~ '_(is|are)_known$'",
            [table],
        )
        definitions = " ".join(row[0] for row in cursor.fetchall())

    assert f"(({column})::text = ANY" in definitions


def test_a_code_of_no_vocabulary_is_refused() -> None:
    with pytest.raises(IntegrityError, match="commitment_codes_are_known"), transaction.atomic():
        put("commitment", verdict="sort_of_kept")
