"""Bad addresses, queries and headers: each is a problem that names what is wrong."""

from datetime import datetime
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from tests import factories
from tests.api import expect
from tests.api.conftest import Bearer
from tracker import editing, filters, recording, serializers
from tracker.filters import keysets

pytestmark = pytest.mark.django_db

LISTS = [f"/v1/{plural}" for plural in serializers.PLURALS.values()]
NOBODY_S_SLUGS = ["%00", "a%00", "%ED%A0%80", "%ff", "9" * 400, "-5", "99999999999999999999"]
COMMITMENTS = "/v1/commitments"


def wrong(response: Any, code: str = "invalid_parameter") -> list[str]:
    """Return the names of the parameters that the 400 complains of."""
    return [error["parameter"] for error in expect.problem(response, 400, code)["errors"]]


@pytest.mark.parametrize("listing", LISTS)
@pytest.mark.parametrize("slug", NOBODY_S_SLUGS)
def test_a_slug_that_cannot_be_is_a_404(client: Client, listing: str, slug: str) -> None:
    expect.problem(client.get(f"{listing}/{slug}"), 404, "not_found")
    expect.problem(client.get(f"{listing}/{slug}/revisions"), 404, "not_found")


@pytest.mark.parametrize("number", ["0", "-1", "01", "1.0", "9" * 30, "%00", "x"])
def test_a_version_that_cannot_be_is_a_404(client: Client, number: str) -> None:
    document = factories.document()

    address = f"/v1/documents/{document.slug}/snapshots/{number}"

    expect.problem(client.get(address), 404, "not_found")


@pytest.mark.parametrize("listing", [*LISTS, "/v1/topics/bases/revisions"])
@pytest.mark.parametrize("size", ["0", "-5", "1000000", "ten", "", "1.5", "٣", "1e1", "+1", "%00"])
def test_a_page_size_out_of_range_is_a_400(client: Client, listing: str, size: str) -> None:
    factories.topic(slug="bases")

    assert wrong(client.get(f"{listing}?page_size={size}")) == ["page_size"]


def forged(*parts: Any) -> str:
    """Return a cursor that is signed as ours are, whatever it says."""
    signer = signing.Signer(sep=".", salt=keysets.__name__)
    return signer.sign_object(list(parts))


def binding(client: Client) -> str:
    """Return what binds a cursor to the list of topics."""
    factories.topic(name="One")
    factories.topic(name="Two")
    cursor = expect.json(client.get("/v1/topics?page_size=1"))["next"].partition("cursor=")[2]
    signer = signing.Signer(sep=".", salt=keysets.__name__)
    bound_to: str = signer.unsign_object(cursor)[0]
    return bound_to


@pytest.mark.parametrize(
    "cursor", ["", "x", "!!!", "a.b", "bm90aGluZw", "%00", "é", "a" * 10_000, ".", "eyJ4IjoxfQ.x"]
)
def test_a_cursor_that_is_not_ours_is_a_400(client: Client, cursor: str) -> None:
    assert wrong(client.get(f"/v1/topics?cursor={cursor}"), "invalid_cursor") == ["cursor"]


@pytest.mark.parametrize("parts", [(), ("x",), ({"a": 1},), (None, None, None), (1, 2, 3, 4)])
def test_a_cursor_of_another_form_is_a_400(client: Client, parts: tuple[Any, ...]) -> None:
    response = client.get("/v1/topics", {"cursor": forged(*parts)})

    assert wrong(response, "invalid_cursor") == ["cursor"]


def test_a_cursor_of_another_list_is_a_400(client: Client) -> None:
    cursor = forged(binding(client), False, [datetime(2026, 3, 1).isoformat(), 1])  # noqa: DTZ001

    for address in ("/v1/parties", "/v1/topics?ordering=changed_at", "/v1/topics?ids=bases"):
        given = {"cursor": cursor}
        response = (
            client.get(address, given)
            if "?" not in address
            else client.get(f"{address}&cursor={cursor}")
        )
        assert wrong(response, "invalid_cursor") == ["cursor"], address


def test_a_cursor_at_a_deleted_row_works(client: Client) -> None:
    made = [factories.topic(name=f"Topic {number}") for number in range(3)]
    first = expect.json(client.get("/v1/topics?page_size=1"))
    with recording.change(factories.ACTOR, "Entered twice") as change:
        editing.delete(change, factories.stored(made[2]), change.now)

    rest = client.get(first["next"])

    assert expect.slugs(rest) == ["topic-1"]


@pytest.mark.parametrize("listing", LISTS)
def test_an_unknown_parameter_is_a_400(client: Client, listing: str) -> None:
    response = client.get(f"{listing}?holdr=x&page_sise=2")

    assert wrong(response, "unknown_parameter") == ["holdr", "page_sise"]


@pytest.mark.parametrize("record_type", sorted(filters.PARAMETERS))
def test_an_empty_value_is_a_400(client: Client, record_type: str) -> None:
    listing = f"/v1/{serializers.PLURALS[record_type]}"

    for name in filters.PARAMETERS[record_type]:
        assert wrong(client.get(f"{listing}?{name}=")) == [name]


@pytest.mark.parametrize("listing", LISTS)
@pytest.mark.parametrize("ordering", ["", "name", "-", "changed_at,slug", "--changed_at"])
def test_an_unknown_ordering_is_a_400(client: Client, listing: str, ordering: str) -> None:
    assert wrong(client.get(f"{listing}?ordering={ordering}")) == ["ordering"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("verdict", "perhaps"),
        ("verdict", "KEPT"),
        ("form", "%00"),
        ("holder", "%00"),
        ("strength", "undertaking,denial_of_plans"),
        ("due_before", "0000-01-01"),
        ("due_before", "99999999999"),
        ("due_after", "2026-02-30"),
        ("stated_after", "10000-01-01"),
        ("stated_before", "٢٠٢٦"),
        ("changed_since", "2026-01-01T00:00:00"),
        ("changed_since", "9999-12-31T23:59:59-12:00"),
        ("changed_since", "now"),
    ],
)
def test_a_value_that_cannot_be_is_a_400(client: Client, name: str, value: str) -> None:
    assert wrong(client.get(f"{COMMITMENTS}?{name}={value}")) == [name]


def test_more_than_a_hundred_values_are_a_400(client: Client) -> None:
    query = "&".join(f"holder=party-{number}" for number in range(101))

    assert wrong(client.get(f"{COMMITMENTS}?{query}")) == ["holder"]


@pytest.mark.parametrize("value", ["%25", "_", "%5C", "%27", "%22", "%27%3B--", "a" * 5000])
def test_what_sql_knows_is_no_slug(client: Client, value: str) -> None:
    assert wrong(client.get(f"{COMMITMENTS}?holder={value}")) == ["holder"]


def test_a_query_that_is_no_utf_8_upsets_nothing(client: Client) -> None:
    expect.problem(client.get("/v1/topics?%ff=%fe"), 400, "unknown_parameter")
    assert wrong(client.get("/v1/topics?ids=%ff")) == ["ids"]


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_method_is_never_taken_from_a_header(bearer: Bearer, name: str) -> None:
    client = bearer("admin")
    topic = factories.topic()

    response = client.get(f"/v1/topics/{topic.slug}", headers={name: "DELETE"})

    assert expect.json(response)["slug"] == topic.slug


@pytest.mark.parametrize(
    "spoofed",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-Port": "444"},
        {"Forwarded": "host=evil.example;proto=https"},
        {"X-Original-URL": "/admin/"},
        {"X-Rewrite-URL": "/admin/"},
    ],
)
def test_nobody_but_a_configured_proxy_is_believed(client: Client, spoofed: dict[str, str]) -> None:
    factories.topic(name="One")
    factories.topic(name="Two")

    page = expect.json(client.get("/v1/topics?page_size=1", headers=spoofed))

    assert page["next"].startswith("http://localhost:8000/v1/topics?")


def test_every_answer_carries_the_security_headers(client: Client) -> None:
    for address in ("/v1/topics", "/v1/nowhere", "/admin/login/"):
        answer = client.get(address)
        assert answer["X-Content-Type-Options"] == "nosniff", address
        assert answer["X-Frame-Options"] == "DENY", address
        assert answer["Referrer-Policy"] == "same-origin", address
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", address


def test_a_browser_may_read_from_anywhere_without_credentials(client: Client) -> None:
    origin = {"Origin": "https://reader.example"}

    answer = client.get("/v1/topics", headers=origin)
    asked = {"Access-Control-Request-Method": "GET"}
    asked["Access-Control-Request-Headers"] = "authorization, if-none-match"
    before = client.options("/v1/topics", headers={**origin, **asked})

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.has_header("Access-Control-Allow-Credentials")
    assert {"etag", "link", "ratelimit", "ratelimit-policy", "retry-after"} <= {
        name.strip().lower() for name in answer["Access-Control-Expose-Headers"].split(",")
    }
    assert before.status_code == 200
    assert before["Access-Control-Allow-Origin"] == "*"
    assert {"authorization", "if-none-match"} <= {
        name.strip() for name in before["Access-Control-Allow-Headers"].split(",")
    }


def test_the_desk_is_not_open_to_other_origins(client: Client) -> None:
    answer = client.get("/admin/login/", headers={"Origin": "https://reader.example"})

    assert not answer.has_header("Access-Control-Allow-Origin")
