"""The OpenAPI document: current, complete, and true of what is served."""

import functools
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.api import expect
from tests.api.records import test_views
from tracker import editing, kinds, models, recording, serializers
from tracker.api.openapi import webhooks
from tracker.api.records import heads

DIALECT = jsonschema.Draft202012Validator
MOST_BYTES = 500_000


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the document as made now; a warning fails."""
    path = tmp_path_factory.mktemp("schema") / "openapi.yaml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(path))
    committed = Path(settings.BASE_DIR / "openapi.yaml").read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8") == committed, "run: make schema"
    found: dict[str, Any] = yaml.safe_load(committed)
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def violations(document: dict[str, Any], name: str, value: Any) -> list[str]:
    """Return in which places ``value`` is not what the component ``name`` says."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return [f"{error.json_path}: {error.message}" for error in DIALECT(schema).iter_errors(value)]


def document_part(document: dict[str, Any]) -> Callable[[dict[str, Any]], Any]:
    """Return what gives of a reference what it leads to, and of anything else itself."""

    def found(part: dict[str, Any]) -> Any:
        steps = part.get("$ref", "").split("/")[1:]
        return functools.reduce(lambda inner, step: inner[step], steps, document) if steps else part

    return found


def test_the_committed_document_is_current_and_of_version_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.1"


def test_every_schema_in_it_is_one(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        DIALECT.check_schema(schema)


def test_every_operation_has_its_own_id(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, _, operation in operations(document)]

    assert len(set(ids)) == len(ids)
    assert {"commitments_list", "commitments_retrieve", "documents_create"} <= set(ids)


def test_every_operation_leads_to_the_one_description_of_problems(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        assert operation["responses"]["default"] == {"$ref": "#/components/responses/Problem"}, path
        assert all(status.startswith("2") for status in operation["responses"].keys() - {"default"})
    described = document["components"]["responses"]["Problem"]["description"]
    told = {int(number) for number in re.findall(r"\b(\d{3}):", described)}
    assert told == {308, 400, 401, 403, 404, 406, 409, 410, 412, 413, 415, 422, 428, 429, 500, 503}


def test_the_document_is_small_enough_to_be_opened(document: dict[str, Any]) -> None:
    assert (settings.BASE_DIR / "openapi.yaml").stat().st_size < MOST_BYTES


def test_the_document_begins_with_what_a_reader_needs_first(document: dict[str, Any]) -> None:
    parts = [tag["name"] for tag in document["tags"]]

    assert parts[:3] == ["commitments", "developments", "changes"]
    assert parts[-1] == "service"
    assert {tag for _, _, operation in operations(document) for tag in operation["tags"]} == {
        *parts
    }
    assert document["info"]["description"].startswith("# Start here")


def test_what_several_operations_ask_is_described_once(document: dict[str, Any]) -> None:
    inline = Counter(
        str(parameter)
        for _, _, operation in operations(document)
        for parameter in operation.get("parameters", ())
        if "$ref" not in parameter
    )

    assert [parameter for parameter, times in inline.items() if times > 1] == []


def test_every_operation_says_what_it_does(document: dict[str, Any]) -> None:
    silent = [path for path, _, operation in operations(document) if not operation["description"]]

    assert silent == []


def test_a_filter_lists_its_codes(document: dict[str, Any]) -> None:
    parameters = document["paths"]["/v1/commitments"]["get"]["parameters"]
    (form,) = [each for each in map(document_part(document), parameters) if each["name"] == "form"]

    assert form["schema"]["items"]["enum"] == ["act", "achieve", "maintain", "refrain"]


def test_writing_needs_a_token_and_so_does_what_is_one_s_own(document: dict[str, Any]) -> None:
    needing = [
        (path, method)
        for path, method, operation in operations(document)
        if {} not in operation.get("security", [{}])
    ]

    writing = [(path, method) for path, method, _ in operations(document) if method != "get"]
    assert [at for at in needing if at[1] != "get"] == writing
    assert ("/v1/submissions/{slug}", "get") in needing
    assert ("/v1/commitments", "get") not in needing


def test_every_write_has_an_example(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        if "requestBody" in operation and path != "/v1/documents":
            assert operation["requestBody"]["content"]["application/json"]["examples"], path


@pytest.mark.django_db
@pytest.mark.parametrize("record_type", models.RECORDS)
def test_bodies_are_as_described(
    document: dict[str, Any], client: Client, record_type: str
) -> None:
    row = test_views.ONE_OF_EACH[record_type]()
    plural = serializers.PLURALS[record_type]
    name = record_type.capitalize()

    body = expect.json(client.get(f"/v1/{plural}/{row.slug}"))

    assert violations(document, name, body) == []
    required = set(document["components"]["schemas"][name]["required"])
    # Lists leave it out.
    assert body.keys() - {"explanation"} == required
    page = expect.json(client.get(f"/v1/{plural}"))
    assert violations(document, f"Paginated{name}List", page) == []
    history = expect.json(client.get(f"/v1/{plural}/{row.slug}/revisions"))
    assert violations(document, "PaginatedRevisionList", history) == []


@pytest.mark.django_db
def test_what_time_adds_is_described(document: dict[str, Any], client: Client) -> None:
    row = factories.commitment()
    then = serializers.show_moment(models.Revision.objects.latest("sequence").published_at)
    with recording.change(factories.ACTOR, "entered twice") as change:
        editing.delete(change, row, timezone.now())

    page = expect.json(client.get(f"/v1/commitments?known_at={then}&valid_at=2026-02-01"))

    (body,) = page["results"]
    assert (page["known_at"], page["valid_at"]) == (then, "2026-02-01")
    assert (body["later"], body["valid_at"]) == ("deleted", "2026-02-01")
    assert violations(document, "PaginatedCommitmentList", page) == []
    schemas = document["components"]["schemas"]
    assert schemas["Commitment"]["properties"]["later"]["enum"][0] == "dismissed"
    assert body.keys() | {*heads.offered("commitment")} == (
        schemas["Commitment"]["properties"].keys()
    )
    assert page.keys() | {"count"} == schemas["PaginatedCommitmentList"]["properties"].keys()


def test_every_public_event_type_is_a_webhook(document: dict[str, Any]) -> None:
    public = [
        code for code, known in kinds.EVENT_TYPES.items() if getattr(known, "is_public", True)
    ]

    assert list(document["webhooks"]) == public
    assert "commitment.mentioned" not in public


def test_a_webhook_takes_messages_of_its_type_alone(document: dict[str, Any]) -> None:
    sent = document["components"]["schemas"]["Change"]["examples"]
    by_type = {example["data"]["object"]["type"]: example for example in sent}
    for code, methods in document["webhooks"].items():
        operation = methods["post"]
        content = operation["requestBody"]["content"]["application/json"]
        schema = {**content["schema"], "components": document["components"]}
        about = "development" if not code.startswith("record.") else "commitment"
        message = {**by_type[about], "type": code}

        assert list(DIALECT(schema).iter_errors(message)) == []
        assert list(DIALECT(schema).iter_errors({**message, "type": "record.lost"})) != []
        headers = map(document_part(document), operation["parameters"])
        assert [header["name"] for header in headers] == list(webhooks.HEADERS)


@pytest.mark.django_db
def test_other_answers_are_as_described(document: dict[str, Any], client: Client) -> None:
    snapshot = factories.snapshot()
    factories.development(snapshot=snapshot)
    home = f"/v1/documents/{snapshot.document.slug}/snapshots"
    described = {
        "/v1/changes": "Changes",
        "/v1/vocabularies": "Vocabularies",
        "/v1/event-types": "EventTypes",
        "/livez": "Health",
        home: "PaginatedSnapshotList",
        f"{home}/1": "SnapshotDetail",
    }

    for address, name in described.items():
        assert violations(document, name, expect.json(client.get(address))) == []
    problem = expect.problem(client.get("/v1/topics?colour=red"), 400, "unknown_parameter")
    assert violations(document, "Problem", problem) == []


@pytest.mark.django_db
def test_the_document_is_served_and_shown(client: Client, document: dict[str, Any]) -> None:
    assert expect.json(client.get("/v1/schema"))["paths"].keys() == document["paths"].keys()

    page = client.get("/docs/").content.decode()

    assert "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js" in page
    assert "https://" not in page.replace("https://spec.openapis.org", "")


@pytest.mark.django_db
def test_heads_at_a_record_are_as_described(document: dict[str, Any], client: Client) -> None:
    slug = factories.commitment().slug
    for relation in ("reaffirms", "contradicts"):
        bearing = {"commitment": slug, "relation": relation, "side": "holder"}
        factories.statement(text=relation, relations=[bearing])
    factories.development(subject=factories.known("commitment", slug))
    names = heads.offered("commitment")

    page = expect.json(client.get(f"/v1/commitments?expand={','.join(names)}"))

    (body,) = page["results"]
    for name in names:
        described = document["components"]["schemas"]["Commitment"]["properties"][name]
        schema = {**described, "components": document["components"]}
        assert list(DIALECT(schema).iter_errors(body[name])) == [], name
        assert body[name], name
    assert violations(document, "PaginatedCommitmentList", page) == []
