"""A rerendering that is killed, shared, or begun by other code comes to its end all the same."""

import threading

import pytest
from django.db import connections

from tests import databases, factories, former
from tracker import checking, models, recording, rerendering

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAM = """
import os
import django
django.setup()
from django.db import transaction
from tracker import rerendering
rerendering.BATCH = 2
row = rerendering.begin()
{stages}
"""
ADVANCE = "rerendering.advance(row.pk)\n"
KILLED = (
    "with transaction.atomic():\n    rerendering.advance(row.pk)\n    os.kill(os.getpid(), 9)\n"
)


def test_who_is_killed_midway_goes_on_where_the_last_batch_ended() -> None:
    former.history()
    factories.commitment(short_title="A third")
    former.store_without("commitment", field="places", facets=["form"])

    # Two batches of facets, the rest of them, one of bodies; the next is killed.
    killed = databases.run(PROGRAM.format(stages=ADVANCE * 4 + KILLED))
    assert (killed.returncode, killed.stderr) == (-9, "")
    assert list(recording.outdated()) == ["commitment"]
    assert models.Revision.objects.filter(event_type="record.refreshed").count() == 2
    said = former.rerender()

    assert said == "revisions: 5, facets rewritten: 5; records: 3, bodies rendered anew: 3"
    assert models.Rerendering.objects.count() == 1
    assert models.Revision.objects.filter(event_type="record.refreshed").count() == 3
    assert checking.differences() == []


def test_several_at_once_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rerendering, "BATCH", 1)
    for number in range(6):
        factories.commitment(short_title=f"Commitment {number}")
    former.store_without("commitment", field="places", facets=["form"])
    said: list[str] = []

    def work() -> None:
        try:
            said.append(former.rerender())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(said) == 3
    row = models.Rerendering.objects.get()
    assert (row.revisions, row.facets_rewritten) == (6, 6)
    assert (row.records, row.bodies_rendered) == (6, 6)
    assert models.Revision.objects.filter(event_type="record.refreshed").count() == 6
    assert checking.differences() == []


def test_what_was_begun_by_other_code_and_not_ended_is_of_no_known_form() -> None:
    former.history()
    begun = rerendering.begin()
    assert begun is not None
    models.Rerendering.objects.update(digest="of other code")
    present = recording.present_forms()["commitment"]
    assert recording.outdated() == {"commitment": recording.Outdated(None, None)}

    said = former.rerender()

    assert said == "revisions: 4, facets rewritten: 4; records: 2, bodies rendered anew: 2"
    assert models.Rerendering.objects.unfinished().count() == 0
    assert models.Rerendering.objects.count() == 2
    assert models.RenderedForm.objects.get(type="commitment").bodies == present.bodies
