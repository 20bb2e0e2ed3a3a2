"""While the model is away an article waits; then the offline reading stands, and is read later."""

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.flagging import modelling
from tests.outbound import chatting, loopback
from tracker import flagging, models, tasks
from tracker.models import documents

pytestmark = pytest.mark.django_db


def nowhere() -> str:
    """Return an address at which nobody listens."""
    return f"http://127.0.0.1:{loopback.closed_port()}/v1"


def read_offline(settings: Settings, text: str = modelling.TEXT) -> models.Snapshot:
    """Return an article that was read offline, as the model was away for too long."""
    modelling.commitment()
    snapshot = modelling.article(text)
    modelling.choose(settings, nowhere(), patience=0)
    assert flagging.flag_waiting(10) == 1
    snapshot.refresh_from_db()
    return snapshot


def reported() -> models.Development:
    return models.Development.objects.get(kind="commitment.reported")


def test_an_article_waits_for_a_model_that_is_away(settings: Settings) -> None:
    modelling.commitment()
    snapshot = modelling.article()
    modelling.choose(settings, nowhere())

    for _ in range(5):
        assert flagging.flag_waiting(10) == 1
        modelling.wait_no_longer()

    snapshot.refresh_from_db()
    assert (snapshot.flagged_at, snapshot.attempts) == (None, 0)
    assert snapshot.trouble.startswith("The language model is away: ")
    assert modelling.kinds() == []


def test_it_is_taken_up_again_after_a_minute(settings: Settings) -> None:
    modelling.commitment()
    snapshot = modelling.article()
    modelling.choose(settings, nowhere())

    flagging.flag_waiting(10)

    snapshot.refresh_from_db()
    assert snapshot.leased_until is not None
    assert 50 < (snapshot.leased_until - timezone.now()).total_seconds() <= 60
    assert flagging.flag_waiting(10) == 0


def test_a_model_that_gave_no_answer_is_left_alone_for_a_while(settings: Settings) -> None:
    modelling.commitment()
    for number in range(3):
        modelling.article(f"{modelling.SAID} It rained {number} days.", number)

    with chatting.serving(chatting.body(b"", 503)) as server:
        modelling.choose(settings, server.url)
        assert flagging.flag_waiting(10) == 3

    assert len(server.asked) == 1


def test_when_its_patience_is_over_the_offline_reading_stands_and_says_so(
    settings: Settings,
) -> None:
    snapshot = read_offline(settings)

    assert snapshot.flagged_at is not None
    assert (snapshot.is_awaiting_model, snapshot.attempts) == (True, 0)
    assert modelling.kinds() == ["commitment.reaffirmed", "commitment.reported"]
    assert reported().explanation["note"] == "read offline: the model was away"
    assert reported().explanation["analyser"]["name"] == "rules"


def test_a_deployment_of_rules_asks_nobody_and_waits_for_nobody(settings: Settings) -> None:
    modelling.commitment()
    snapshot = modelling.article()

    flagging.flag_waiting(10)

    snapshot.refresh_from_db()
    assert settings.ANALYSER == "rules"
    assert (snapshot.flagged_at is None, snapshot.is_awaiting_model) == (False, False)
    assert "note" not in reported().explanation


def test_a_model_that_is_back_reads_what_was_read_offline_and_only_adds(
    settings: Settings,
) -> None:
    snapshot = read_offline(settings)
    before = reported()

    with chatting.serving(modelling.telling(modelling.said(), modelling.opened())) as server:
        modelling.choose(settings, server.url)
        tasks.reread()

    snapshot.refresh_from_db()
    assert snapshot.is_awaiting_model is False
    added = ["commitment.broken", "commitment.reaffirmed", "commitment.reported"]
    assert modelling.kinds() == added
    assert reported() == before
    assert "readings_disagree" not in reported().explanation
    broken = models.Development.objects.get(kind="commitment.broken")
    assert (broken.report, broken.is_backfill) == (before, True)
    assert flagging.read_later(10) == 0


def test_a_report_that_the_model_says_nothing_of_stands_and_is_marked(settings: Settings) -> None:
    read_offline(settings)
    before = reported()

    with chatting.serving(modelling.telling()) as server:
        modelling.choose(settings, server.url)
        assert flagging.read_later(10) == 1

    after = reported()
    assert after.explanation["readings_disagree"] == "the model says nothing of it"
    assert (after.is_public, after.confidence) == (before.is_public, before.confidence)
    assert modelling.kinds() == ["commitment.reaffirmed", "commitment.reported"]


def test_a_report_of_which_the_model_says_the_opposite_is_marked(settings: Settings) -> None:
    read_offline(settings, f"{modelling.HEDGED}\n\n{modelling.OPENED}")
    assert modelling.kinds() == ["commitment.qualified", "commitment.reported"]

    with chatting.serving(modelling.telling(modelling.said(modelling.HEDGED))) as server:
        modelling.choose(settings, server.url)
        flagging.read_later(10)

    assert reported().explanation["readings_disagree"] == "the model says the opposite"
    added = ["commitment.qualified", "commitment.reaffirmed", "commitment.reported"]
    assert modelling.kinds() == added
    reaffirmed = models.Development.objects.get(kind="commitment.reaffirmed")
    assert reaffirmed.report == reported()
    assert [quote.exact for quote in reaffirmed.own_citations] == [modelling.HEDGED]
    assert reported().own_citations[0].exact == modelling.HEDGED


def test_what_a_person_decided_is_not_marked(settings: Settings) -> None:
    read_offline(settings)
    models.Development.objects.update(review_state="confirmed")

    with chatting.serving(modelling.telling()) as server:
        modelling.choose(settings, server.url)
        flagging.read_later(10)

    assert "readings_disagree" not in reported().explanation


def test_a_model_that_is_still_away_is_tried_after_longer_pauses(settings: Settings) -> None:
    snapshot = read_offline(settings)
    modelling.choose(settings, nowhere(), patience=0)

    assert flagging.read_later(10) == 1
    assert flagging.read_later(10) == 0, "the model is away"
    modelling.wait_no_longer()
    modelling.choose(settings, nowhere(), patience=0)
    assert flagging.read_later(10) == 1

    snapshot.refresh_from_db()
    assert (snapshot.is_awaiting_model, snapshot.attempts) == (True, 2)
    assert snapshot.leased_until is not None
    assert 230 < (snapshot.leased_until - timezone.now()).total_seconds() <= 240


def test_a_model_that_never_comes_back_is_given_up(settings: Settings) -> None:
    read_offline(settings)
    models.Snapshot.objects.update(attempts=documents.MOST_LATER_READINGS)

    assert models.Snapshot.objects.awaiting_model().count() == 0


def test_a_rereading_waits_for_the_model_and_passes_over_nothing(settings: Settings) -> None:
    modelling.commitment()
    modelling.article()
    flagging.flag_waiting(10)
    row = models.Rereading.objects.request("editor", None, None)
    modelling.choose(settings, nowhere())

    for _ in range(5):
        flagging.reread_waiting(10)
        models.Rereading.objects.update(leased_until=None)

    row.refresh_from_db()
    assert (row.documents_read, row.documents_failed, row.attempts) == (0, 0, 0)
    with chatting.serving(modelling.telling(modelling.opened())) as server:
        modelling.choose(settings, server.url)
        flagging.reread_waiting(10)
        flagging.reread_waiting(10)
    row.refresh_from_db()
    assert (row.documents_read, row.finished_at is None) == (1, False)
    assert "commitment.broken" in modelling.kinds()
