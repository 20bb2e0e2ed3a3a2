"""What is kept for ever, and secrets, of which only a hash is."""

import secrets
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from tests import factories
from tracker import models, vocabularies

pytestmark = pytest.mark.django_db

RECORD_TYPES = [
    "topic",
    "party",
    "official",
    "agreement",
    "meeting",
    "event",
    "commitment",
    "statement",
]


@pytest.mark.parametrize("statement", ["UPDATE {} SET reason = 'x'", "DELETE FROM {}"])
def test_an_assessment_is_neither_changed_nor_deleted(statement: str) -> None:
    factories.AssessmentFactory.create(commitment=factories.commitment())

    with (
        pytest.raises(IntegrityError, match="assessments are append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("tracker_assessment"))


@pytest.mark.parametrize("statement", ["UPDATE {} SET text = 'x'", "DELETE FROM {}"])
def test_the_text_of_a_snapshot_is_neither_changed_nor_deleted(statement: str) -> None:
    factories.snapshot()

    with (
        pytest.raises(IntegrityError, match="snapshots are kept for ever"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("tracker_snapshot"))


@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_a_record_is_never_deleted(record_type: str) -> None:
    row = getattr(factories, record_type)()

    with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
        row.identity.delete()


def test_a_secret_of_a_token_is_known_by_its_hash_alone() -> None:
    user = factories.UserFactory.create()
    token, secret = models.issue_token(user, "desk", vocabularies.Role.EDITOR, factories.NOW, 1)

    assert secret.startswith("orec_")
    assert secret not in str(vars(models.Token.objects.get()))
    found = models.Token.objects.presented
    assert found(secret, factories.NOW) == token
    assert found(secret, factories.NOW + timedelta(days=1)) is None
    assert found("orec_" + secrets.token_urlsafe(32), factories.NOW) is None
    token.revoked_at = factories.NOW
    token.save()
    assert found(secret, factories.NOW) is None


@pytest.mark.parametrize(
    "assignment",
    [
        "sequence = sequence + 100",
        "event_type = event_type || 'x'",
        "record_id = (SELECT max(id) FROM tracker_record)",
        "type = 'topic'",
        "version = version + 100",
        "body = body || 'x'",
        "envelope = envelope || 'x'",
        "changed = '{\"name\": 1}'",
        "content_hash = 'ab'",
        "changed_at = changed_at - interval '1 day'",
        "published_at = published_at - interval '1 day'",
        "is_withdrawal = NOT is_withdrawal",
        "actor = actor || 'x'",
        "is_by_machine = NOT is_by_machine",
        "reason = reason || 'x'",
    ],
    ids=lambda assignment: assignment.partition(" ")[0],
)
def test_of_a_revision_its_facets_may_be_rewritten_and_nothing_with_them(assignment: str) -> None:
    factories.costaguana()
    factories.topic()
    party = models.Revision.objects.get(type="party")
    rewriting = 'UPDATE tracker_revision SET facets = \'{"type": ["party"]}\''
    with connection.cursor() as cursor:
        cursor.execute(f"{rewriting} WHERE sequence = %s", [party.pk])
    party.refresh_from_db()
    assert party.facets == {"type": ["party"]}

    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{rewriting}, {assignment} WHERE sequence = %s", [party.pk])
