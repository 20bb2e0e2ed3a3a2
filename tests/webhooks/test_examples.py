"""The committed examples are what the ledger says of such events now, and small enough."""

from typing import Any

import orjson
import pytest
from pytest_django import Settings

from tests import factories
from tests.webhooks import golden
from tracker import kinds
from tracker.serializers import webhooks
from tracker.webhooks import examples

MOST_BYTES = 20_000


@pytest.mark.django_db
def test_each_example_is_what_the_ledger_says_of_such_an_event(
    request: pytest.FixtureRequest,
) -> None:
    """``python -m pytest tests/webhooks/test_examples.py --write-examples`` writes them anew."""
    made = dict(golden.events())

    if request.config.getoption("--write-examples"):
        _write(made)
    stored = {path.stem: orjson.loads(path.read_bytes()) for path in examples.FOLDER.iterdir()}
    assert stored.keys() == made.keys()
    for code, told in made.items():
        assert stored[code] == told, code


def test_there_is_an_example_of_every_event_type_that_is_public() -> None:
    public = {code for code, known in kinds.EVENT_TYPES.items() if getattr(known, "is_public", 1)}

    assert {path.stem for path in examples.FOLDER.iterdir()} == public


@pytest.mark.parametrize("code", sorted(path.stem for path in examples.FOLDER.iterdir()))
def test_an_example_says_that_it_is_one_and_is_small(code: str, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://record.example"

    message = examples.example(code, "evt_0", factories.NOW)

    assert list(message) == [
        *("id", "type", "timestamp", "sequence", "api_version", "subject", "data", "example")
    ]
    assert (message["id"], message["type"], message["example"]) == ("evt_0", code, True)
    assert message["sequence"] == 0
    assert message["subject"] == message["data"]["object"]["url"]
    assert message["subject"].startswith("https://record.example/v1/")
    assert len(orjson.dumps(message)) < MOST_BYTES


def test_an_id_is_found_at_the_beginning_of_any_message() -> None:
    message = orjson.dumps(examples.example("meeting.held", "evt_" + "0" * 32, factories.NOW))

    assert webhooks.id_of(message[:64]) == "evt_" + "0" * 32


def _write(made: dict[str, dict[str, Any]]) -> None:
    for path in examples.FOLDER.iterdir():
        path.unlink()
    for code, told in made.items():
        content = orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        (examples.FOLDER / f"{code}.json").write_bytes(content)
