"""JSON that comes in: what is no object, or would upset what lies behind, is a problem."""

from typing import Any

import orjson
import pytest
from django.test import Client

from tests.api import expect
from tests.api.conftest import Bearer
from tracker.api.http import errors, parsers

pytestmark = pytest.mark.django_db

JSON = "application/json"


def send(client: Client, content: bytes, content_type: str = JSON, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.generic("POST", "/v1/documents", content, content_type, headers=named)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b" ", "empty_body"),
        (b"{", "parse_error"),
        (b'{"text": "a', "parse_error"),
        (b'{"text": "a"} x', "parse_error"),
        (b"{'text': 'a'}", "parse_error"),
        (b'{"text": "a",}', "parse_error"),
        (b'{"text": "a\nb"}', "parse_error"),
        (b'{"text": 01}', "parse_error"),
        (b"[]", "not_an_object"),
        (b'"text"', "not_an_object"),
        (b"null", "not_an_object"),
        (b"1", "not_an_object"),
        (b'{"text": "\xff"}', "not_utf8"),
        (b'{"text": "\xed\xa0\x80"}', "not_utf8"),
        ('{"text": "a"}'.encode("utf-16"), "not_utf8"),
        ('{"text": "a"}'.encode("utf-16-le"), "parse_error"),
        (b'\xef\xbb\xbf{"text": "a"}', "parse_error"),
        (b'{"text": "a", "text": "b"}', "duplicate_key"),
        (b'{"a": {"\\u0000": 1, "\\u0000": 2}}', "duplicate_key"),
        (b'{"a": NaN}', "not_a_number"),
        (b'{"a": -Infinity}', "not_a_number"),
        (b'{"a": 9007199254740993}', "number_out_of_range"),
        (b'{"a": -9007199254740993}', "number_out_of_range"),
        (b'{"a": ' + b"9" * 5000 + b"}", "number_out_of_range"),
        (b'{"a": 0.' + b"9" * 5000 + b"}", "number_out_of_range"),
        (b'{"a": 1e400}', "number_out_of_range"),
        (b'{"a": 1e-999999}', "number_out_of_range"),
        (b'{"a": 1e' + b"9" * 5000 + b"}", "number_out_of_range"),
        (b'{"a": ' + b"[" * 32 + b"]" * 32 + b"}", "too_deep"),
        (b'{"a": ' * 33 + b"1" + b"}" * 33, "too_deep"),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "too_deep"),
        (b"[" * 100_000, "too_deep"),
    ],
)
def test_what_is_no_safe_object_is_refused(bearer: Bearer, content: bytes, code: str) -> None:
    expect.problem(send(bearer("editor"), content), 400, code)


@pytest.mark.parametrize(
    ("content", "pointer"),
    [
        (b'{"text": "a\\u0000b"}', "/text"),
        (b'{"text": "a\\ud800b"}', "/text"),
        (b'{"a": [{"b~/c": "\\udfff"}]}', "/a/0/b~0~1c"),
        (b'{"\\ud800": 1}', "/\\ud800"),
    ],
)
def test_a_character_that_cannot_be_stored_is_pointed_at(
    bearer: Bearer, content: bytes, pointer: str
) -> None:
    document = expect.problem(send(bearer("editor"), content), 400, "invalid")

    assert document["errors"] == [
        {
            "pointer": pointer,
            "code": "forbidden_character",
            "detail": "NUL and lone surrogates are not allowed.",
        }
    ]


def test_an_empty_body_is_refused(bearer: Bearer) -> None:
    expect.problem(send(bearer("editor"), b""), 400, "empty_body")


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/json; charset=latin-1",
        "application/json; charset=utf-16",
        "application/json; charset=none",
        "application",
        ";",
        "application/*",
    ],
)
def test_another_type_of_content_is_refused(bearer: Bearer, content_type: str) -> None:
    response = send(bearer("editor"), b'{"url": "https://courier.example/"}', content_type)

    assert expect.problem(response, 415, orjson.loads(response.content)["code"])["code"] in {
        "unsupported_media_type",
        "unsupported_charset",
    }


@pytest.mark.parametrize("charset", ["; charset=utf-8", '; charset="UTF-8"', "; charset=UTF8", ";"])
def test_utf_8_may_be_named(bearer: Bearer, charset: str) -> None:
    content = b'{"url": "https://courier.example/"}'

    expect.json(send(bearer("editor"), content, JSON + charset), 202)


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate, gzip", "GZIP"])
def test_a_compressed_body_is_refused(bearer: Bearer, encoding: str) -> None:
    response = send(bearer("editor"), b"{}", content_encoding=encoding)

    expect.problem(response, 415, "unsupported_encoding")


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b'{"a": 9007199254740992, "b": -9007199254740992}', {"a": 2**53, "b": -(2**53)}),
        (b'{"a": 1.5e-3, "b": -0.0}', {"a": 0.0015, "b": -0.0}),
        ('{"é": "\\ud83d\\ude00"}'.encode(), {"é": "😀"}),
        (b'{"a": ' * 32 + b"1" + b"}" * 32, None),
    ],
)
def test_what_is_safe_is_read(content: bytes, value: dict[str, Any] | None) -> None:
    assert parsers.loads(content) == (value or orjson.loads(content))


def test_a_million_keys_are_read_in_one_pass() -> None:
    keys = b",".join(b'"%d":0' % number for number in range(100_000))

    with pytest.raises(errors.Problem) as raised:
        parsers.loads(b"{" + keys + b',"99999":1}')

    assert raised.value.code == "duplicate_key"
