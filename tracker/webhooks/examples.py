"""Examples of every message: people and a state that do not exist, in the form of the real ones."""

import functools
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.db.models.functions import Now

from tracker import models
from tracker.serializers import webhooks

FOLDER = Path(__file__).parent / "examples"
NO_SEQUENCE = 0


def send(endpoint: models.WebhookEndpoint, event_type: str, now: datetime) -> models.Delivery:
    """Have a sender send an example of ``event_type`` soon, once, and return the delivery."""
    return models.Delivery.objects.create(
        endpoint=endpoint,
        sample_type=event_type,
        sample=orjson.dumps(example(event_type, f"evt_{uuid.uuid4().hex}", now)),
        next_attempt_at=Now(),
        created_at=Now(),
    )


def example(event_type: str, webhook_id: str, now: datetime) -> dict[str, Any]:
    """Return the message of an event that never was, marked ``example``; it has no sequence."""
    told = _told(event_type)
    message: dict[str, Any] = orjson.loads(
        webhooks.envelope(
            event_type=event_type,
            sequence=NO_SEQUENCE,
            published_at=now,
            body=told["object"],
            previous=told["previous"],
            public_url=settings.PUBLIC_URL,
        )
    )
    return {**message, "id": webhook_id, "example": True}


@functools.cache
def _told(event_type: str) -> dict[str, Any]:
    told: dict[str, Any] = orjson.loads((FOLDER / f"{event_type}.json").read_bytes())
    return told
