"""How a row is shown: the one public form of every record, and the checks on what people enter."""

import functools
from typing import Any

from tracker import models
from tracker.serializers import forms
from tracker.serializers.agreements import AgreementSerializer
from tracker.serializers.base import SCHEMA, RecordSerializer
from tracker.serializers.commitments import CommitmentSerializer
from tracker.serializers.developments import DevelopmentSerializer
from tracker.serializers.fields import show_moment
from tracker.serializers.meetings import EventSerializer, MeetingSerializer
from tracker.serializers.officials import OfficialSerializer
from tracker.serializers.parties import PartySerializer, TopicSerializer
from tracker.serializers.references import (
    PLURALS,
    address,
    embedded_form,
    page,
    page_at,
    redacted_among,
    reference,
)
from tracker.serializers.sources import DocumentSerializer, SourceSerializer
from tracker.serializers.statements import StatementSerializer

SERIALIZERS: dict[str, type[RecordSerializer]] = {
    "topic": TopicSerializer,
    "party": PartySerializer,
    "official": OfficialSerializer,
    "agreement": AgreementSerializer,
    "meeting": MeetingSerializer,
    "event": EventSerializer,
    "commitment": CommitmentSerializer,
    "statement": StatementSerializer,
    "source": SourceSerializer,
    "document": DocumentSerializer,
    "development": DevelopmentSerializer,
}


def form(record_type: str) -> dict[str, Any]:
    """Return the form of the bodies of a type of record, by field."""
    shown: dict[str, Any] = forms.form(SERIALIZERS[record_type]())
    return {"schema": SCHEMA, **shown}


def fetched(record_type: str, keys: list[int]) -> list[models.Record]:
    """Return the rows with these keys, in order, with all that their bodies show."""
    rows = models.RECORDS[record_type]._default_manager.filter(pk__in=keys).order_by("pk")
    return list(SERIALIZERS[record_type].fetched(rows))


def render(record: models.Record) -> dict[str, Any]:
    """Return the public form of a row as plain data, without its version.

    A record that is no longer shown is rendered as what is left of it: that it was there, and
    why it is gone.
    """
    shown = {"schema": SCHEMA, **_renderer(record.RECORD_TYPE.value).to_representation(record)}
    return remains(record, shown) if record.is_withdrawn else shown


@functools.cache
def _renderer(record_type: str) -> RecordSerializer:
    """Return the serializer that renders all rows of a type: to make its fields takes longest."""
    return SERIALIZERS[record_type]()


def remains(record: models.Record, shown: dict[str, Any]) -> dict[str, Any]:
    """Return what is left to show of a record whose whole form is ``shown``."""
    left = {key: shown[key] for key in ("schema", "type", "slug", "url", "html_url")}
    identity = record.identity
    if identity.merged_into is not None:
        left["merged_into"] = address(identity.merged_into.type, identity.merged_into.slug)
    if identity.deleted_at is not None:
        left["deleted_at"] = show_moment(identity.deleted_at)
    if identity.redacted_at is not None:
        left["redacted_at"] = show_moment(identity.redacted_at)
    if isinstance(record, models.Development):
        left |= {key: shown[key] for key in ("kind", "record", "review_state")}
        left |= {key: shown[key] for key in ("review_reason", "reviewed_at")}
    return left
