"""Several who create, refer, merge and delete at once: nothing is refused or left dangling."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from tests import factories
from tests.recording.test_concurrency import run_together
from tracker import editing, models, recording

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("ledger_is_consistent"),
]

WRITERS = 20


def test_each_of_many_with_one_title_gets_a_slug_of_its_own() -> None:
    def create() -> None:
        factories.topic(name="Ports and dykes")

    run_together([create] * WRITERS)

    slugs = set(models.Topic.objects.values_list("identity__slug", flat=True))
    numbered = {f"ports-and-dykes-{number}" for number in range(2, WRITERS + 1)}
    assert slugs == {"ports-and-dykes", *numbered}


def test_what_is_created_while_two_are_merged_bears_on_the_heir() -> None:
    heir, twin = factories.commitment(), factories.commitment(short_title="No bases")
    factories.ana_ruiz()

    def state(number: int) -> Callable[[], None]:
        about = (heir, twin)[number % 2]
        relation = {"commitment": about.slug, "relation": "reaffirms", "side": "holder"}

        def job() -> None:
            factories.statement(text=f"Statement {number}", relations=[relation])

        return job

    def merge() -> None:
        with recording.change("Emilia Gould", "the same", is_withdrawing=True) as change:
            editing.merge(change, factories.stored(twin), factories.stored(heir), factories.NOW)

    jobs = [state(number) for number in range(15)]
    run_together([*jobs[:8], merge, *jobs[8:]])

    assert not models.Relation.objects.filter(commitment=twin).exists()
    assert len(factories.shown(heir)["relations"]) == 15
    assert factories.shown(heir)["consistency"] == "reaffirmed"


def test_what_is_merged_while_statements_cite_both_is_cited_once_by_each() -> None:
    heir, twin = factories.commitment(), factories.commitment(short_title="No bases")
    statements = [factories.statement(text=f"Statement {number}") for number in range(15)]

    def cite(statement: models.Statement) -> Callable[[], None]:
        def job() -> None:
            for about in (heir, twin):
                relation = {"commitment": about.slug, "relation": "reaffirms", "side": "holder"}
                factories.changed(statement, relations=[relation])

        return job

    def merge() -> None:
        with recording.change("Emilia Gould", "the same", is_withdrawing=True) as change:
            editing.merge(change, factories.stored(twin), factories.stored(heir), factories.NOW)

    run_together([*(cite(statement) for statement in statements), merge])

    assert list(models.Relation.objects.values_list("commitment", flat=True)) == [heir.pk] * 15
    assert len(factories.shown(heir)["relations"]) == 15


def test_nobody_begins_to_refer_to_what_is_being_deleted() -> None:
    topic = factories.topic()
    is_checked, outcome = threading.Event(), []

    def refer() -> None:
        try:
            is_checked.wait(30)
            factories.event(topics=[topic.slug])
        except Exception as refusal:  # noqa: BLE001 - it is looked at below
            outcome.append(str(refusal))
        finally:
            connection.close()

    thread = threading.Thread(target=refer)
    thread.start()
    with recording.change("Emilia Gould", "a mistake", is_withdrawing=True) as change:
        editing.delete(change, factories.stored(topic), factories.NOW)
        is_checked.set()
        thread.join(0.5)  # gives the other a chance to go wrong; the test holds without it too
    thread.join(30)

    assert len(outcome) == 1
    assert "There is no topic with this slug." in outcome[0]
    assert models.Event.objects.count() == 0
