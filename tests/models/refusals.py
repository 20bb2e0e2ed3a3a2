"""What the database refuses of rows that are work to be done and not records."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from tests import factories
from tracker import models


def propose(**fields: Any) -> models.Proposal:
    """Return a proposal of a meeting, not decided on."""
    told = {
        "slug": f"proposal-{models.Proposal.objects.count()}",
        "kind": "meeting.held",
        "title": "Talks",
        "draft": {"title": "Talks"},
        "marks": ["talks"],
        "confidence": 0.5,
        "detector": "prose",
        "detector_version": "1",
        "proposed_at": factories.NOW,
    }
    return models.Proposal.objects.create(**{**told, **fields})


def quote(**fields: Any) -> models.ProposalQuote:
    """Return a quote of a proposal, of the same place each time."""
    snapshot = models.Snapshot.objects.first() or factories.snapshot()
    proposal = models.Proposal.objects.first() or propose()
    told = {"exact": "They met.", "start": 0, "end": 9}
    return models.ProposalQuote.objects.create(
        proposal=proposal, snapshot=snapshot, **{**told, **fields}
    )


def quote_twice() -> None:
    for _ in range(2):
        quote()


def reread(**fields: Any) -> models.Rereading:
    """Return a rereading of all articles since a day."""
    told = {
        "slug": f"rereading-{models.Rereading.objects.count()}",
        "since": date(2026, 1, 1),
        "until_key": 1,
        "documents": 0,
        "actor": factories.ACTOR,
        "requested_at": factories.NOW,
    }
    return models.Rereading.objects.create(**{**told, **fields})


def reread_twice() -> None:
    for _ in range(2):
        reread()


def rerender(**fields: Any) -> models.Rerendering:
    """Return a rerendering of nothing."""
    told = {
        "digest": "ab",
        "is_whole": False,
        "facets": [],
        "bodies": [],
        "requested_at": factories.NOW,
    }
    return models.Rerendering.objects.create(**{**told, **fields})


def rerender_twice() -> None:
    for _ in range(2):
        rerender()


def look_again(**fields: Any) -> models.Recheck:
    """Return a page that is looked at again."""
    return models.Recheck.objects.create(
        document=factories.document(),
        host=models.Host.objects.of("https://courier.example/"),
        first_read_at=factories.NOW,
        **fields,
    )


def adopt(**fields: Any) -> None:
    """Adopt a bar twice, past everything but the database."""
    bar = {"analyser": "llm", "kind": "commitment.reaffirmed", "threshold": 0.8, "precision": 0.9}
    known = {"lower_bound": 0.8, "findings": 30, "measured_at": factories.NOW}
    for _ in range(2):
        models.Bar.objects.create(**{**bar, **known, "adopted_at": factories.NOW, **fields})


def propose_verdict(**fields: Any) -> None:
    """Propose a verdict on one commitment twice."""
    of = factories.known("commitment", "no-foreign-bases") or factories.commitment()
    told = {"verdict": "broken", "effective_date": date(2026, 2, 1), "reason": "Two bases"}
    known = {"commitment": of, "rubric_version": "1", "assessor": factories.ACTOR}
    for _ in range(2):
        models.ProposedVerdict.objects.create(
            **{**told, **known, "proposed_at": factories.NOW, **fields}
        )


REFUSED: Mapping[str, Callable[[], Any]] = {
    "bar_is_adopted_once": adopt,
    "bar_is_reached_by_what_was_measured": lambda: adopt(findings=29),
    "proposal_confidence_is_a_share": lambda: propose(confidence=1.1),
    "proposal_that_is_confirmed_became_something": lambda: propose(review_state="confirmed"),
    "proposal_dismissal_has_a_reason": lambda: propose(review_state="dismissed"),
    "proposal_quote_offsets_span_its_words": lambda: quote(end=8),
    "proposal_quote_is_given_once": quote_twice,
    "proposed_verdict_has_a_reason": lambda: propose_verdict(reason=""),
    "one_verdict_at_a_time_waits_for_a_second_reader": propose_verdict,
    "recheck_pending_has_a_time": lambda: look_again(pending="gone"),
    "rereading_of_the_same_is_under_way_once": reread_twice,
    "rereading_ends_after_it_starts": lambda: reread(
        finished_at=factories.NOW - timedelta(seconds=1)
    ),
    "rerendering_is_under_way_once": rerender_twice,
    "rerendering_ends_after_it_starts": lambda: rerender(
        finished_at=factories.NOW - timedelta(seconds=1)
    ),
    "saved_search_has_one_owner": lambda: factories.SavedSearchFactory.create(owner=None),
    "webhook_endpoint_has_one_owner": lambda: factories.WebhookEndpointFactory.create(
        follower=factories.FollowerFactory.create()
    ),
    "follower_is_one_for_an_address": lambda: [
        factories.FollowerFactory.create(email=email)
        for email in ("ana@courier.example", "Ana@courier.example")
    ],
    "saved_search_hour_is_one_of_the_day": lambda: factories.SavedSearchFactory.create(hour=24),
}
