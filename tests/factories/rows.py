"""Plain rows, one DjangoModelFactory for each model that is no record by itself."""

# factory_boy exports and types little of what it offers.
# mypy: disable-error-code="attr-defined,no-untyped-call"

from datetime import date, timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories import story
from tracker import models, vocabularies


class IdentityFactory(DjangoModelFactory[models.Identity]):
    """The identity of a record alone."""

    class Meta:
        model = models.Identity

    type = "development"
    slug = factory.Sequence(lambda number: f"record-{number}")


class DevelopmentFactory(DjangoModelFactory[models.Development]):
    """The row of a development, not yet published; ``development`` records it."""

    class Meta:
        model = models.Development

    identity = factory.SubFactory(IdentityFactory)
    kind = "commitment.reported"
    title = "New report on No foreign bases, citing Ana Ruiz"
    summary = factory.LazyFunction(
        lambda: {"en": "A report cites Ana Ruiz.", "es": "Se cita a Ana Ruiz."}
    )
    occurred_date = factory.LazyFunction(lambda: date(2026, 1, 25))
    occurred_precision = "day"
    detected_at = story.NOW
    confidence = 0.8
    side = "holder"
    speaker_name = "Ana Ruiz"
    detector = "prose"
    detector_version = "1"
    key = factory.Sequence(lambda number: f"commitment.reported:no-foreign-bases:{number}")


class AssessmentFactory(DjangoModelFactory[models.Assessment]):
    """A verdict of the history; ``commitment`` is to be given."""

    class Meta:
        model = models.Assessment

    verdict = "kept"
    effective_date = factory.LazyFunction(lambda: date(2026, 2, 1))
    recorded_at = story.NOW
    reason = "The port was handed over on 1 February."
    rubric_version = "1"
    assessor = story.ACTOR


class SubmissionFactory(DjangoModelFactory[models.Submission]):
    """An article handed in and not yet read."""

    class Meta:
        model = models.Submission

    slug = factory.Sequence(lambda number: f"submission-{number}")
    payload = factory.LazyFunction(
        lambda: {
            "text": story.ARTICLE,
            "url": "https://courier.example/bases",
            "title": "Costaguana rules out foreign bases",
            "outlet": "The Sulaco Courier",
            "language": "en",
            "published_at": "2026-01-25",
        }
    )
    actor = story.ACTOR
    submitted_at = story.NOW


class UserFactory(DjangoModelFactory[models.User]):
    """Someone with an account."""

    class Meta:
        model = models.User

    username = factory.Sequence(lambda number: f"emilia-{number}")


class TokenFactory(DjangoModelFactory[models.Token]):
    """A token of an editor; its secret is unknown, ``models.issue_token`` gives one that is."""

    class Meta:
        model = models.Token

    user = factory.SubFactory(UserFactory, role=factory.SelfAttribute("..role"))
    name = "newsroom"
    role = vocabularies.Role.EDITOR
    digest = factory.Sequence(lambda number: models.text_digest(f"token {number}"))
    created_at = story.NOW


class WebhookEndpointFactory(DjangoModelFactory[models.WebhookEndpoint]):
    """A subscription to everything about commitments."""

    class Meta:
        model = models.WebhookEndpoint

    slug = factory.Sequence(lambda number: f"endpoint-{number}")
    owner = factory.SubFactory(UserFactory)
    url = "https://receiver.example/hook"
    state = vocabularies.EndpointState.ENABLED
    event_types = factory.LazyFunction(lambda: ["commitment.*"])
    created_at = story.NOW
    answered_at = factory.LazyAttribute(
        lambda endpoint: None if endpoint.state == "pending" else story.NOW
    )


class WebhookSecretFactory(DjangoModelFactory[models.WebhookSecret]):
    """A signing secret of an endpoint; not a real ciphertext."""

    class Meta:
        model = models.WebhookSecret

    endpoint = factory.SubFactory(WebhookEndpointFactory)
    ciphertext = b"sealed"
    created_at = story.NOW


class DeliveryFactory(DjangoModelFactory[models.Delivery]):
    """An event due to be sent; ``revision`` is to be given."""

    class Meta:
        model = models.Delivery

    endpoint = factory.SubFactory(WebhookEndpointFactory)
    next_attempt_at = story.NOW
    created_at = story.NOW


class AttemptFactory(DjangoModelFactory[models.Attempt]):
    """A first attempt that arrived; ``delivery`` is to be given."""

    class Meta:
        model = models.Attempt

    number = 1
    attempted_at = story.NOW + timedelta(seconds=1)
    duration_ms = 20
    outcome = vocabularies.AttemptOutcome.DELIVERED
    status = 200


class FollowerFactory(DjangoModelFactory[models.Follower]):
    """A reader who follows without an account, and has confirmed that."""

    class Meta:
        model = models.Follower

    email = factory.Sequence(lambda number: f"reader-{number}@courier.example")
    created_at = story.NOW
    confirmed_at = story.NOW


class SavedSearchFactory(DjangoModelFactory[models.SavedSearch]):
    """A search whose address has confirmed it."""

    class Meta:
        model = models.SavedSearch

    slug = factory.Sequence(lambda number: f"search-{number}")
    owner = factory.SubFactory(UserFactory)
    title = "Foreign bases"
    email = "desk@courier.example"
    event_types = factory.LazyFunction(lambda: ["commitment.*"])
    state = "active"
    due_at = story.NOW
    created_at = story.NOW
