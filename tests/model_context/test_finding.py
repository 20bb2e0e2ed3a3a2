"""Finding a record, and the instant of an answer: what is gone is refused, with the reason."""

from datetime import timedelta

import pytest

from tests import factories
from tracker import editing, models, recording, serializers
from tracker.model_context import finding, instants, refusals

pytestmark = pytest.mark.django_db

Instant = instants.Instant


def now() -> Instant:
    return instants.of(instants.read(None))


def at_head() -> Instant:
    """Return the instant of the last publication, asked for as such."""
    return instants.of(instants.read(now().shown))


def refusal(record_type: str, slug: str, instant: Instant) -> str:
    with pytest.raises(refusals.Refusal) as refused:
        finding.find(record_type, slug, instant)
    return str(refused.value)


def test_what_was_deleted_is_refused_now_and_shown_of_before() -> None:
    topic = factories.stored(factories.topic(name="Fishing"))
    before = at_head()
    with recording.change("maria", "entered twice") as change:
        editing.delete(change, topic, factories.NOW)

    gone = "withdrawn: This was public and has been withdrawn. entered twice"
    assert refusal("topic", topic.slug, now()) == gone
    assert refusal("topic", topic.slug, at_head()) == gone
    shown = finding.find("topic", topic.slug, before)
    assert (shown.body["name"], shown.later) == ("Fishing", "deleted")


def test_what_was_merged_leads_to_its_heir() -> None:
    twin, heir = (factories.stored(factories.topic(name=name)) for name in ("Fish", "Fishing"))
    with recording.change("maria", "the same") as change:
        editing.merge(change, twin, heir, factories.NOW)

    assert refusal("topic", "fish", now()) == (
        "merged: This record was merged into another: topic fishing"
    )


def test_what_was_never_public_is_not_there() -> None:
    factories.topic(name="Fishing")

    assert refusal("topic", "nothing", now()).startswith("not_found: ")
    assert refusal("topic", "nothing", at_head()).startswith("not_found: ")
    assert refusal("party", "fishing", now()).startswith("not_found: ")


def test_an_answer_for_now_holds_for_the_last_publication() -> None:
    factories.topic(name="Fishing")
    head = models.LedgerHead.objects.get()

    instant = now()

    assert instant.known_at is None
    assert instant.query == f"known_at={serializers.show_moment(head.published_at)}"


def test_before_the_ledger_began_nothing_is_known() -> None:
    with pytest.raises(refusals.Refusal, match=r"before_ledger: .*has not begun"):
        instants.read("2020")
    factories.topic(name="Fishing")
    began = models.Revision.objects.order_by("sequence").values_list("published_at").first()
    assert began is not None
    earlier = serializers.show_moment(began[0] - timedelta(seconds=1))

    with pytest.raises(refusals.Refusal) as refused:
        instants.read(earlier)

    assert refused.value.code == "before_ledger"
    assert str(serializers.show_moment(began[0])) in refused.value.detail
