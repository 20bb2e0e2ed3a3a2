"""However much is wrong with a request, its answer tells a hundred errors and says so."""

import time
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.api import expect
from tests.api.conftest import Bearer

pytestmark = pytest.mark.django_db

TOLD = "Only the first 100 errors are told."
MOST_SECONDS = 1.0
"""Of processor time, for what took several before."""

WRONG: dict[str, dict[str, Any]] = {
    "unknown fields": {f"f{number}": 1 for number in range(75_000)},
    "objects": {"name": "Ana", "other_names": [{"language": 1}] * 60_000},
    "unknown fields of objects": {
        "name": "Ana",
        "identifiers": [{f"field_{number}": 1 for number in range(200)}] * 300,
    },
    "values by name": {
        "name": "Ana",
        "translations": {f"l{number}": {"name": 1} for number in range(40_000)},
    },
}


@pytest.fixture
def admin(bearer: Bearer) -> Client:
    return bearer("admin")


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_body_with_much_that_is_wrong_is_refused_cheaply_and_briefly(
    admin: Client, wrong: dict[str, Any]
) -> None:
    began = time.process_time()
    response = admin.post("/v1/officials", wrong, "application/json")
    spent = time.process_time() - began

    document = expect.problem(response, 400, "invalid")
    assert (len(document["errors"]), document["detail"].endswith(TOLD)) == (100, True)
    assert len(response.content) < 20_000
    assert spent < MOST_SECONDS


def test_a_list_of_much_that_is_wrong_is_refused_briefly(admin: Client) -> None:
    factories.costaguana()
    wrong = {"places": [1.5, None] * 60_000, "short_title": "No bases", "holders": ["costaguana"]}

    document = expect.problem(
        admin.post("/v1/commitments", wrong, "application/json"), 400, "invalid"
    )

    assert (len(document["errors"]), document["detail"].endswith(TOLD)) == (100, True)


def test_many_unknown_parameters_are_refused_briefly(client: Client) -> None:
    asked = "&".join(f"p{number}=1" for number in range(900))

    response = client.get(f"/v1/topics?{asked}")

    document = expect.problem(response, 400, "unknown_parameter")
    assert (len(document["errors"]), document["detail"].endswith(TOLD)) == (100, True)
    assert len(response.content) < 20_000


def test_many_wrong_values_of_a_parameter_are_refused_briefly(client: Client) -> None:
    names = ",".join(f"field_{number}" for number in range(900))

    document = expect.problem(client.get(f"/v1/topics?fields={names}"), 400, "invalid_parameter")

    assert (len(document["errors"]), document["detail"].endswith(TOLD)) == (100, True)


def test_a_hundred_errors_are_all_that_there_are(client: Client) -> None:
    asked = "&".join(f"p{number}=1" for number in range(100))

    document = expect.problem(client.get(f"/v1/topics?{asked}"), 400, "unknown_parameter")

    assert (len(document["errors"]), TOLD in document["detail"]) == (100, False)
