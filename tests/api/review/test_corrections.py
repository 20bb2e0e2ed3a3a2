"""What was changed or withdrawn after publication, and why."""

import pytest
from django.test import Client

from tests import factories
from tests.api import expect
from tracker import editing, recording, reviewing

pytestmark = pytest.mark.django_db


def test_corrections_tell_what_was_said_before_and_why(client: Client) -> None:
    topic = factories.topic(name="Bases")
    factories.changed(topic, name="Foreign bases")
    row = factories.development()
    reviewing.dismiss(row, factories.ACTOR, "It was said of another country.", factories.NOW)
    with recording.change("prose", "read for developments", is_machine=True) as change:
        editing.update(change, topic, {"description": "Of others."})
    with recording.change(factories.ACTOR, "") as change:
        editing.update(change, topic, {"description": "Of others, on land."})

    page = expect.json(client.get("/v1/corrections"))

    assert [(e["event_type"], e["reason"]) for e in page["results"]] == [
        ("development.dismissed", "It was said of another country."),
        ("record.updated", "changed"),
    ]
    assert page["results"][1]["previous"] == {"name": "Bases"}
    assert page["results"][1]["record"] == {
        "type": "topic",
        "slug": topic.slug,
        "url": f"/v1/topics/{topic.slug}",
    }
    only = expect.json(client.get("/v1/corrections?type=topic&page_size=1"))
    assert [entry["sequence"] for entry in only["results"]] == [2]
