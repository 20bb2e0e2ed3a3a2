"""The command that has texts be read again which were set aside."""

import io

import pytest
from django.core.management import call_command

from tests import factories
from tracker import models

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("retry_reading", *arguments, stdout=out)
    return out.getvalue().splitlines()


def set_aside(text: str, trouble: str) -> models.Snapshot:
    snapshot = factories.snapshot(text, title=text)
    models.Snapshot.objects.filter(pk=snapshot.pk).update(attempts=3, trouble=trouble)
    return snapshot


def test_what_was_set_aside_is_shown_with_the_reason_and_read_again() -> None:
    slow = set_aside("It rained.", "It was not read within 30 seconds.")
    killed = set_aside("It rained again.", "")
    lines = [
        f"{slow.document.slug} 1: It was not read within 30 seconds.",
        f"{killed.document.slug} 1: The process that read it ended.",
    ]

    assert run("--dry-run") == lines
    assert models.Snapshot.objects.set_aside().count() == 2
    assert run(slow.document.slug) == [lines[0], "1 are read again."]
    assert list(models.Snapshot.objects.set_aside()) == [killed]
    assert run() == [lines[1], "1 are read again."]
    assert run() == ["0 are read again."]
