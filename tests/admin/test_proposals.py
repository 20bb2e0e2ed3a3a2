"""Proposals at the desk: the words beside what they would make, and decisions on several."""

import pytest
from django.test import Client

from tests import test_proposing
from tests.admin.conftest import notes
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

DESK = "/admin/tracker/proposal/"


def decide(desk: Client, proposal: models.Proposal, action: str, reason: str) -> list[str]:
    """Return what the page says after an action on a proposal."""
    sent = {"action": action, "reason": reason, "_selected_action": [proposal.pk]}
    return notes(desk.post(DESK, sent, follow=True))


def test_the_words_stand_beside_what_they_would_make(desk: Client) -> None:
    proposal = test_proposing.proposed(test_proposing.MET)

    page = desk.get(f"{DESK}{proposal.pk}/change/").content.decode()

    assert f"<mark>{test_proposing.MET}</mark>" in page
    assert "Meeting of Ana Ruiz and Elena Sarmiento" in page


def test_a_proposal_is_taken_up(desk: Client) -> None:
    proposal = test_proposing.proposed(test_proposing.MET)

    assert decide(desk, proposal, "accept", "Seen") == ["Decided on 1."]
    assert models.Meeting.objects.get().status == "passed"


def test_a_dismissal_needs_a_reason(desk: Client) -> None:
    proposal = test_proposing.proposed(test_proposing.MET)

    assert decide(desk, proposal, "dismiss", "") == ["A dismissal needs a reason."]
    assert decide(desk, proposal, "dismiss", "A rumour") == ["Decided on 1."]
    assert models.Proposal.objects.get().review_state == "dismissed"
