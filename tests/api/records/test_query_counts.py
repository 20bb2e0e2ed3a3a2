"""How many queries a page of each list costs: committed in query_counts.json, at every size.

``python -m pytest tests/api/records/test_query_counts.py --write-counts`` writes that file anew.
"""

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories, test_proposing
from tests.api import expect, subscribers
from tests.api.conftest import Bearer
from tests.api.records import test_views
from tracker import models, serializers

COMMITTED = Path(__file__).parent / "query_counts.json"
SIZES = (5, 50)
# As many rows as the largest of these pages, and one more for the page after it.
ROWS = max(SIZES) + 1

pytestmark = pytest.mark.django_db

NUMBERED: dict[str, Callable[[int], Any]] = {
    "party": lambda number: factories.party(name=f"Ministry {number}"),
    "official": lambda number: factories.official(
        name=f"Official {number}",
        tenures=[{"party": factories.costaguana().slug, "role": {"en": "Minister"}}],
    ),
    "source": lambda number: factories.source(name=f"Courier {number}", slug=f"courier-{number}"),
    "document": lambda number: factories.document(f"{factories.ARTICLE} {number}"),
}


def records(record_type: str) -> str:
    for number in range(ROWS):
        if record_type in NUMBERED:
            NUMBERED[record_type](number)
        else:
            test_views.ONE_OF_EACH[record_type]()
    return f"/v1/{serializers.PLURALS[record_type]}"


def history() -> str:
    topic: models.Record = factories.topic()
    for number in range(ROWS):
        topic = factories.changed(topic, description=f"Description {number}")
    return f"/v1/topics/{topic.slug}/revisions"


def corrections() -> str:
    history()
    return "/v1/corrections"


def snapshots() -> str:
    url = "https://courier.example/bases"
    for number in range(ROWS):
        document = factories.document(f"{factories.ARTICLE} {number}", url=url)
    return f"/v1/documents/{document.slug}/snapshots"


def timeline() -> str:
    slug = factories.commitment().slug
    for number in range(ROWS):
        relation = {"commitment": slug, "relation": "reaffirms", "side": "holder"}
        factories.statement(text=f"No bases, I say it {number} times.", relations=[relation])
    return f"/v1/commitments/{slug}/timeline"


def evidence() -> str:
    return timeline().replace("/timeline", "/evidence")


def deliveries() -> str:
    for _ in range(ROWS):
        subscribers.sent(_own_endpoint())
    return f"/v1/webhook-endpoints/{_own_endpoint().slug}/deliveries"


def attempts() -> str:
    row = subscribers.sent(_own_endpoint())
    for number in range(1, ROWS + 1):
        factories.AttemptFactory.create(delivery=row, number=number)
    row.refresh_from_db()
    return f"/v1/deliveries/{row.public_id}/attempts"


def _own_endpoint() -> models.WebhookEndpoint:
    """Return the endpoint of the one who asks where a token is needed."""
    own = models.WebhookEndpoint.objects.first()
    owner = models.User.objects.get()
    return own or factories.WebhookEndpointFactory.create(owner=owner)


def found() -> str:
    records("topic")
    return "/v1/search?q=bases"


def proposals() -> str:
    factories.ana_ruiz()
    snapshot = factories.snapshot(test_proposing.MET)
    for number in range(ROWS):
        row = models.Proposal.objects.create(
            slug=f"proposal-{number}",
            kind="meeting.held",
            title="A meeting",
            draft={},
            marks=[],
            confidence=0.5,
            proposed_at=factories.NOW,
        )
        row.quotes.create(snapshot=snapshot, exact=test_proposing.MET[:8], start=0, end=8)
    return "/v1/proposals"


LISTS: dict[str, Callable[[], str]] = {
    **{
        f"/v1/{plural}": partial(records, record_type)
        for record_type, plural in serializers.PLURALS.items()
    },
    "/v1/…/{slug}/revisions": history,
    "/v1/…/{slug}/timeline": timeline,
    "/v1/commitments/{slug}/evidence": evidence,
    "/v1/corrections": corrections,
    "/v1/proposals": proposals,
    "/v1/documents/{slug}/snapshots": snapshots,
    "/v1/search": found,
    "/v1/webhook-endpoints/{slug}/deliveries": deliveries,
    "/v1/deliveries/{public_id}/attempts": attempts,
}
PARTS = ("results", "for", "against", "reported")
"""Under which names a page may hold its rows."""
ROLES = {
    "/v1/webhook-endpoints/{slug}/deliveries": "subscriber",
    "/v1/deliveries/{public_id}/attempts": "subscriber",
    "/v1/proposals": "reviewer",
}


def test_every_list_by_page_is_counted(client: Client) -> None:
    paths = expect.json(client.get("/v1/schema"))["paths"]
    by_page = {
        re.sub(r"/v1/\w+/(\{slug\}/(revisions|timeline))$", r"/v1/…/\1", path)
        for path, methods in paths.items()
        for parameter in methods.get("get", {}).get("parameters", ())
        if parameter.get("$ref") == "#/components/parameters/PageSize"
    }

    assert by_page == LISTS.keys() == json.loads(COMMITTED.read_text(encoding="utf-8")).keys()


@pytest.mark.parametrize("path", LISTS)
def test_a_page_costs_as_many_queries_as_is_committed_whatever_its_size(
    client: Client, path: str, request: pytest.FixtureRequest, bearer: Bearer
) -> None:
    if path in ROLES:
        client = bearer(ROLES[path])
        # That the token is used is noted once a minute.
        expect.json(client.get("/v1/me"))
    address = LISTS[path]()
    counted = []
    for size in SIZES:
        joint = "&" if "?" in address else "?"
        with CaptureQueriesContext(connection) as queries:
            page = expect.json(client.get(f"{address}{joint}page_size={size}"))
        assert sum(len(page.get(part, ())) for part in PARTS) == size
        counted.append(len(queries))

    if request.config.getoption("--write-counts"):
        _write(path, counted[0])
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))[path]
    assert counted == [committed] * len(SIZES)


def _write(path: str, count: int) -> None:
    counts = json.loads(COMMITTED.read_text(encoding="utf-8")) if COMMITTED.exists() else {}
    counts = {name: count for name, count in {**counts, path: count}.items() if name in LISTS}
    content = json.dumps(counts, indent=2, sort_keys=True, ensure_ascii=False)
    COMMITTED.write_text(content + "\n", encoding="utf-8")
