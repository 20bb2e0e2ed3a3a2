"""What is kept for ever, and secrets, of which only a hash is."""

import secrets
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from tests import factories
from tracker import models, vocabularies

pytestmark = pytest.mark.django_db

NOUNS = ["topic", "party", "official", "agreement", "meeting", "event", "commitment", "statement"]


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


@pytest.mark.parametrize("noun", NOUNS)
def test_a_record_is_never_deleted(noun: str) -> None:
    row = getattr(factories, noun)()

    with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
        row.record.delete()


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
