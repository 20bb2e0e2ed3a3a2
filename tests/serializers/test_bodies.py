"""Bodies without their explanation: the bytes between two fields are cut out."""

import orjson
import pytest

from tracker.serializers import bodies

BEFORE = {"slug": "abc", "title": 'He said: ","explanation":{" and ","review_state":"'}
AFTER = {"review_state": "flagged", "version": 1}


@pytest.mark.parametrize(
    "explanation",
    [
        {},
        {"rule": "example", "matched": [{"text": '","review_state":"', "start": 1}]},
        {"review_state": "nested", "explanation": {"review_state": "deeper"}},
    ],
)
def test_an_explanation_is_cut_out_whatever_it_says(explanation: object) -> None:
    body = orjson.dumps({**BEFORE, "explanation": explanation, **AFTER})

    assert bodies.without_explanation(body) == orjson.dumps({**BEFORE, **AFTER})


def test_a_body_without_an_explanation_stays_as_it_is() -> None:
    body = orjson.dumps({**BEFORE, **AFTER})

    assert bodies.without_explanation(body) == body


def test_a_body_of_another_form_is_read_to_find_it() -> None:
    body = orjson.dumps({"review_state": "flagged", "explanation": {"rule": "x"}, "version": 1})

    assert bodies.without_explanation(body) == b'{"review_state":"flagged","version":1}'
