"""Asking for stored articles to be read again, over HTTP."""

import pytest
from django.test import Client

from tests import factories
from tests.api.conftest import Bearer
from tracker import flagging

pytestmark = pytest.mark.django_db

ADDRESS = "/v1/commitments/no-foreign-bases/reread"


def ask(
    client: Client, body: dict[str, object], address: str = ADDRESS
) -> tuple[int, dict[str, object], str]:
    response = client.post(address, body, "application/json")
    return response.status_code, response.json(), response.headers.get("Location", "")


def test_a_rereading_is_accepted_and_shows_how_far_it_has_come(bearer: Bearer) -> None:
    factories.document(url="https://courier.example/1")
    flagging.flag_waiting(1)
    factories.commitment()
    editor = bearer("editor")

    status, receipt, location = ask(editor, {"since": "2026-01-01"})

    assert (status, location) == (202, receipt["url"])
    assert receipt["commitment"] == "/v1/commitments/no-foreign-bases"
    assert (receipt["documents"], receipt["documents_read"]) == (1, 0)
    waiting = editor.get(location)
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (200, "1")
    flagging.reread_waiting(1)
    done = editor.get(location)
    assert done.json()["documents_read"] == 1
    assert done.json()["finished_at"] is not None
    assert "Retry-After" not in done.headers


def test_asked_twice_it_is_one_rereading(bearer: Bearer) -> None:
    factories.commitment()
    editor = bearer("editor")

    assert ask(editor, {})[2] == ask(editor, {"since": None})[2]
    assert ask(editor, {})[2] != ask(editor, {"since": "2026-01-01"})[2]


def test_what_cannot_be_asked_is_refused(bearer: Bearer) -> None:
    factories.commitment()
    editor = bearer("editor")

    status, problem, _ = ask(editor, {"since": "tomorrow"})
    assert (status, problem["errors"][0]["pointer"]) == (400, "/since")  # type: ignore[index]
    assert ask(editor, {"all": True})[0] == 400
    assert ask(editor, {}, "/v1/commitments/atlantis/reread")[0] == 404
    assert ask(bearer("reader"), {})[0] == 403
    assert editor.get("/v1/rereadings/atlantis").status_code == 404
    assert bearer("reader").get("/v1/rereadings/atlantis").status_code == 403
