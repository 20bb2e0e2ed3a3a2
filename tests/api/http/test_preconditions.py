"""If-Match: a change says which version it changes, and is refused where that has changed."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.api import editors, expect
from tests.api.conftest import Bearer
from tests.recording.test_concurrency import run_together
from tracker import models, refreshing

pytestmark = pytest.mark.django_db
ADDRESS = "/v1/topics/foreign-bases"


def changed(bearer: Bearer, method: str, **headers: str) -> Any:
    body, reason = {"name": "Bases"}, "entered twice"
    return editors.send(bearer("editor"), method, ADDRESS, body, X_Change_Reason=reason, **headers)


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_change_without_a_version_is_a_428(bearer: Bearer, method: str) -> None:
    factories.topic()

    response = changed(bearer, method)

    expect.problem(response, 428, "precondition_required")
    assert models.Revision.objects.count() == 1


@pytest.mark.parametrize(
    "if_match", ['"v1.1"', 'W/"v1.1"', "*", " * ", '"other", "v1.1"', '"",W/"v1.1"']
)
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_the_present_version_is_changed(bearer: Bearer, if_match: str, method: str) -> None:
    factories.topic()

    response = changed(bearer, method, If_Match=if_match)

    assert response.status_code == {"PATCH": 200, "DELETE": 204}[method]


@pytest.mark.parametrize("if_match", ['"v0.1"', '"v1"', '"v1.0"', '"v3.1"', 'W/"x"', '"*"', '""'])
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_another_version_is_a_412(bearer: Bearer, if_match: str, method: str) -> None:
    factories.topic()

    response = changed(bearer, method, If_Match=if_match)

    expect.problem(response, 412, "precondition_failed")
    assert models.Revision.objects.count() == 1


@pytest.mark.parametrize(
    "if_match",
    [
        "",
        " ",
        "v1.1",
        '"v1.1',
        'v1.1"',
        "**",
        '*, "v1.1"',
        '"a" "b"',
        '"a",',
        'w/"a"',
        '"a\x01"',
        '"é"',
    ],
)
def test_a_malformed_version_is_a_400(bearer: Bearer, if_match: str) -> None:
    factories.topic()

    response = editors.patch(bearer("editor"), ADDRESS, {"name": "Bases"}, if_match)

    expect.problem(response, 400, "malformed_if_match")


def test_a_version_that_was_changed_meanwhile_is_a_412(bearer: Bearer, client: Client) -> None:
    row = factories.topic()
    etag = client.get(ADDRESS)["ETag"]
    factories.changed(row, name="Bases of others")

    expect.problem(
        editors.patch(bearer("editor"), ADDRESS, {"name": "A"}, etag), 412, "precondition_failed"
    )
    expect.json(
        editors.patch(bearer("editor"), ADDRESS, {"name": "A"}, client.get(ADDRESS)["ETag"])
    )


def test_the_version_before_a_refresh_is_as_good(bearer: Bearer, client: Client) -> None:
    costaguana = factories.costaguana()
    address = f"/v1/commitments/{factories.commitment().slug}"
    etag = client.get(address)["ETag"]
    for name in ("Republic of Costaguana", "State of Costaguana"):
        factories.changed(factories.stored(costaguana), name=name)
        while refreshing.refresh_waiting(10):
            pass
    assert client.get(address)["ETag"] == '"v3.1"' != etag

    response = editors.patch(bearer("editor"), address, {"due_date": "2026-12"}, etag)

    assert expect.json(response)["version"] == 4
    stale = editors.patch(bearer("editor"), address, {"due_date": "2027"}, etag)
    expect.problem(stale, 412, "precondition_failed")


def test_what_is_not_there_needs_no_version_to_be_a_404(bearer: Bearer) -> None:
    expect.problem(editors.send(bearer("editor"), "PATCH", ADDRESS, {}), 404, "not_found")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_one_version_one_is_refused(bearer: Bearer) -> None:
    factories.topic()
    answers: list[Any] = []
    clients = [bearer("editor") for _ in range(6)]

    def write(number: int) -> None:
        answers.append(editors.patch(clients[number], ADDRESS, {"name": f"N {number}"}, '"v1.1"'))

    run_together([lambda number=number: write(number) for number in range(6)])  # type: ignore[misc]

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412, 412]
    assert models.Revision.objects.count() == 2
