"""What is stored in a former form is told: by status, by the check, by processes that start."""

import orjson
import pytest
from django.test import Client

from tests import databases, factories, former
from tests.api import expect
from tracker import checking, models, recording

pytestmark = pytest.mark.django_db

WEB = """
import threading
from config import wsgi
[thread.join() for thread in threading.enumerate() if thread.name == "rerender.needed"]
"""
WORKER = """
import django
django.setup()
from celery import signals
from tracker import tasks
signals.worker_ready.send(None)
"""


def test_a_new_database_is_up_to_date(client: Client) -> None:
    factories.commitment()

    assert recording.outdated() == {}
    assert expect.json(client.get("/v1/status"))["to_rerender"] == []
    assert former.rerender() == "Nothing is outdated."
    assert not models.Rerendering.objects.exists()


def test_what_code_left_that_noted_no_forms_is_outdated(client: Client) -> None:
    factories.commitment()
    former.forget_forms()

    recording.note_forms_without_records()

    assert list(recording.outdated()) == ["party", "commitment"]
    assert expect.json(client.get("/v1/status"))["to_rerender"] == ["party", "commitment"]
    assert checking.differences() == []


def test_the_check_names_the_remedy_for_a_form_and_tells_what_is_unsound_apart() -> None:
    former.history()
    of_form = [
        "commitment: facets of a former form: 4 (form); run manage.py rerender",
        "commitment: bodies of a former form: 2 (places); run manage.py rerender",
    ]
    assert checking.differences() == of_form

    models.Commitment.objects.filter(form="achieve").update(text="We build no port.")

    assert checking.differences() == [
        "commitment/a-port: its body is not what it says now; see text",
        *of_form,
    ]
    former.forget_forms()
    assert checking.differences() == [
        "commitment/a-port: its body is not what it says now; see text",
        *of_form,
    ]


def test_a_field_that_says_nothing_is_of_the_form_too() -> None:
    factories.commitment()
    former.store_without("commitment", field="meeting")

    assert checking.differences() == [
        "commitment: bodies of a former form: 1 (meeting); run manage.py rerender"
    ]
    former.rerender()
    assert factories.shown(models.Commitment.objects.get())["meeting"] is None
    assert checking.differences() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("program", [WEB, WORKER], ids=["web", "worker"])
def test_a_process_that_starts_says_what_is_outdated(program: str) -> None:
    former.history()

    started = databases.run(program)

    assert started.returncode == 0
    (told,) = [orjson.loads(line) for line in started.stderr.splitlines()]
    told.pop("timestamp")
    assert told == {
        "level": "warning",
        "event": "rerender.needed",
        "logger": "tracker.rerendering",
        "types": ["commitment"],
        "command": "manage.py rerender",
    }
    former.rerender()
    assert databases.run(program).stderr == ""


@pytest.mark.parametrize("program", [WEB, WORKER], ids=["web", "worker"])
def test_a_process_starts_without_a_database_too(program: str) -> None:
    started = databases.run(program, at="postgresql://nobody@127.0.0.1:9/nothing")

    assert (started.returncode, started.stderr) == (0, "")
