"""A newsroom's saved search, and the mails that went out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db.models.functions import Now

from tests import factories
from tracker import models
from tracker.digests import searches, sending

Save = Callable[..., models.SavedSearch]
Tell = Callable[[], list[EmailMultiAlternatives]]


@pytest.fixture
def save(db: None) -> Save:
    """Return what saves a search, confirmed by its address unless it is to be pending."""
    owner = factories.UserFactory.create(username="newsroom")

    def saved(*, is_confirmed: bool = True, **wanted: Any) -> models.SavedSearch:
        entered = {
            "title": "Foreign bases",
            "email": "desk@courier.example",
            "event_types": ["commitment.*"],
            "frequency": "immediate",
            **wanted,
        }
        search = searches.add(owner, entered, factories.NOW)
        if is_confirmed:
            assert searches.confirm(search, factories.NOW)
        return models.SavedSearch.objects.get(pk=search.pk)

    return saved


@pytest.fixture
def tell(db: None) -> Tell:
    """Return what has every search looked through now, and gives the mails that this sent."""

    def told() -> list[EmailMultiAlternatives]:
        mail.outbox.clear()
        models.SavedSearch.objects.update(due_at=Now())
        sending.ask_for_confirmations(50, factories.NOW)
        sending.send_due(50, factories.NOW)
        return [message for message in mail.outbox if isinstance(message, EmailMultiAlternatives)]

    return told
