"""A process that dies in a change leaves both the row and its revision, or neither."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests import databases, factories
from tracker import models

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("ledger_is_consistent"),
]

PROGRAM = """
import os, signal
import django
django.setup()
from django.db import transaction
from tracker import editing, recording
with transaction.atomic():
    with recording.change("Emilia Gould") as change:
        editing.create(change, "party", {{"name": "Sulaco", "kind": "state", "slug": "sulaco"}})
        {inside}
    {published}
{committed}
"""
KILLED = "os.kill(os.getpid(), signal.SIGKILL)"
EXITED = "os._exit(7)"


def run(**stages: str) -> int:
    """Run the program in a process of its own on the tests' database; return its exit code."""
    program = PROGRAM.format(**({"inside": "", "published": "", "committed": ""} | stages))
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DATABASE_URL": databases.address(),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        },
        check=False,
        timeout=60,
    )
    return done.returncode


@pytest.mark.parametrize(("death", "code"), [(KILLED, -9), (EXITED, 7)], ids=["killed", "exited"])
@pytest.mark.parametrize("stage", ["inside", "published"])
def test_who_dies_before_the_commit_leaves_neither_and_no_hole(
    stage: str, death: str, code: int
) -> None:
    assert run(**{stage: death}) == code

    assert models.Identity.objects.count() == models.Revision.objects.count() == 0
    factories.ruritania()
    assert [revision.sequence for revision in models.Revision.objects.all()] == [1]


def test_who_dies_after_the_commit_leaves_both() -> None:
    assert run(committed=KILLED) == -9

    assert models.Party.objects.get().slug == "sulaco"
    assert models.Revision.objects.get().event_type == "record.created"
