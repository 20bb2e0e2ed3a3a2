"""A field and a filter are added to a database with history: what is stored follows."""

from io import StringIO
from typing import Any

import orjson
import pytest
from django.core.management import call_command
from django.test import Client

from tests import factories, former
from tests.api import expect
from tracker import checking, editing, models, recording, redacting, serializers
from tracker.filters import previewing
from tracker.webhooks import fanout, replaying

pytestmark = pytest.mark.django_db


def moment(revision: models.Revision) -> str:
    return str(serializers.show_moment(revision.published_at))


def test_bodies_gain_the_field_as_a_refresh_and_old_revisions_the_facet() -> None:
    rows = former.history()
    before = {row.pk: (row.version, row.changed_at) for row in rows}
    old = list(models.Revision.objects.order_by("sequence").values("body", "envelope", "changed"))
    models.Refresh.objects.all().delete()

    said = former.rerender()

    assert said == "revisions: 4, facets rewritten: 4; records: 2, bodies rendered anew: 2"
    bases, port = (factories.stored(row) for row in rows)
    assert orjson.loads(bases.body)["places"] == ["Manta"]
    assert orjson.loads(port.body)["places"] == []
    for row in (bases, port):
        version, changed_at = before[row.pk]
        assert (row.version, row.changed_at) == (version + 1, changed_at)
        latest = models.Revision.objects.get(record=row.pk, version=row.version)
        assert (latest.event_type, latest.changed) == ("record.refreshed", {"places": None})
        assert (latest.actor, latest.reason) == ("rerender", "shown in a new form")
    facets = models.Revision.objects.filter(record=bases.pk).order_by("sequence")
    assert [found["form"] for found in facets.values_list("facets", flat=True)] == [
        ["refrain"],
        ["refrain"],
        ["maintain"],
        ["maintain"],
    ]
    published = models.Revision.objects.order_by("sequence")[: len(old)]
    assert list(published.values("body", "envelope", "changed")) == old
    assert "Manta" in models.SearchEntry.objects.get(pk=bases.pk).text
    assert checking.differences() == []
    assert recording.outdated() == {}
    # Whatever shows these records is rendered by itself.
    assert not models.Refresh.objects.exists()


def test_a_second_run_writes_nothing() -> None:
    former.history()
    former.rerender()
    head = models.LedgerHead.objects.get().sequence

    assert former.rerender() == "Nothing is outdated."
    said = former.rerender("--all")

    assert said == "revisions: 7, facets rewritten: 0; records: 3, bodies rendered anew: 0"
    assert models.LedgerHead.objects.get().sequence == head


def test_what_no_form_tells_is_rendered_when_all_is_asked_for() -> None:
    former.history()
    present = recording.present_forms()["commitment"]
    models.RenderedForm.objects.note("commitment", bodies=present.bodies, facets=present.facets)

    assert former.rerender() == "Nothing is outdated."
    said = former.rerender("--all")

    assert said == "revisions: 5, facets rewritten: 4; records: 3, bodies rendered anew: 2"
    assert checking.differences() == []


def test_only_who_names_the_event_is_told() -> None:
    former.history()
    fanout.fan_out(100)
    for wildcard in ("*", "record.*", "commitment.*"):
        factories.WebhookEndpointFactory.create(event_types=[wildcard])
    named = factories.WebhookEndpointFactory.create(event_types=["record.refreshed"])

    former.rerender()
    fanout.fan_out(100)

    told = models.Delivery.objects.values_list("endpoint", "revision__event_type")
    assert list(told) == [(named.pk, "record.refreshed")] * 2


def test_the_past_is_asked_by_the_new_filter_and_what_was_shown_then_stays(client: Client) -> None:
    bases, _ = former.history()
    second = models.Revision.objects.get(record=bases.pk, version=2)
    asked = f"/v1/commitments?form=refrain&known_at={moment(second)}"
    whole = f"/v1/commitments?known_at={moment(second)}"
    shown = expect.json(client.get(whole))["results"]
    assert expect.slugs(client.get(asked)) == []

    former.rerender()

    assert expect.slugs(client.get(asked)) == ["no-foreign-bases"]
    assert expect.json(client.get(whole))["results"] == shown
    assert "places" not in shown[0]


def test_preview_and_replay_find_what_was_published_before_there_was_the_filter() -> None:
    bases, _ = former.history()
    first = models.Revision.objects.get(record=bases.pk, version=1)
    wanted = {"event_types": ["record.*"], "filters": {"form": ["refrain"]}}
    endpoint = factories.WebhookEndpointFactory.create(**wanted)
    fanout.fan_out(100)
    assert previewing.preview(wanted, first.published_at).counts == {}

    former.rerender()
    found = previewing.preview(wanted, first.published_at)
    replaying.request(endpoint, 0)
    replaying.replay_waiting(100)

    assert found.counts == {"record.created": 1, "record.updated": 1}
    told = models.Delivery.objects.filter(endpoint=endpoint).order_by("revision")
    assert list(told.values_list("revision__version", flat=True)) == [1, 2]


def test_a_filter_by_party_knows_what_the_party_was_part_of_then() -> None:
    ministry = factories.party(parent=factories.costaguana().slug)
    row = factories.commitment(holders=[ministry.slug])
    factories.changed(ministry, parent=factories.ruritania().slug)
    factories.changed(row, text="No foreign bases here.")
    former.store_without("commitment", facets=["holder", "holder_own"])

    former.rerender()

    facets = models.Revision.objects.filter(record=row.pk).order_by("sequence")
    assert [(f["holder"], f["holder_own"]) for f in facets.values_list("facets", flat=True)] == [
        (["costaguana", "ministry-of-foreign-affairs"], ["ministry-of-foreign-affairs"]),
        (["ministry-of-foreign-affairs", "ruritania"], ["ministry-of-foreign-affairs"]),
    ]
    assert checking.differences() == []


def test_what_is_withdrawn_merged_or_redacted_stays_as_it_is() -> None:
    names = ("deleted", "merged", "redacted", "kept")
    topics = {name: factories.topic(name=f"Topic {name}", description="Words") for name in names}
    with recording.change("Emilia Gould", "twice", is_withdrawing=True) as change:
        editing.delete(change, factories.stored(topics["deleted"]), factories.NOW)
    with recording.change("Emilia Gould", "twice", is_withdrawing=True) as change:
        merged, kept = factories.stored(topics["merged"]), factories.stored(topics["kept"])
        editing.merge(change, merged, kept, factories.NOW)
    with recording.change("court", "by law", is_withdrawing=True) as change:
        redacting.redact(change, factories.stored(topics["redacted"]), factories.NOW)
    former.store_without("topic", field="description")
    before = {name: factories.shown(topics[name]) for name in names}

    former.rerender()

    after = {name: factories.shown(topics[name]) for name in names}
    assert after.pop("kept")["description"] == "Words"
    assert after == {name: before[name] for name in names if name != "kept"}
    assert list(models.SearchEntry.objects.values_list("record", flat=True)) == [topics["kept"].pk]
    assert checking.differences() == []


def test_what_only_reviewers_see_is_rendered_and_told_to_nobody() -> None:
    withheld = factories.meaning()
    former.store_without("development", field="sources")
    before = factories.stored(withheld)
    head = models.LedgerHead.objects.get().sequence

    former.rerender()

    after = factories.stored(withheld)
    assert "sources" not in orjson.loads(before.body)
    assert orjson.loads(after.body)["sources"] == []
    assert (after.version, after.changed_at) == (before.version + 1, before.changed_at)
    assert (after.is_public, models.LedgerHead.objects.get().sequence) == (False, head)
    assert not models.Revision.objects.filter(record=withheld.pk).exists()


def test_what_is_shown_otherwise_than_settings_say_is_left_to_apply_visibility(
    settings: Any,
) -> None:
    shown = factories.development()
    former.store_without("development", field="sources")
    settings.PUBLIC_REVIEW_STATES = ["confirmed"]

    assert former.rerender() == "1 records wait for manage.py apply_visibility."

    assert factories.stored(shown).is_public
    assert checking.differences() == [f"development/{shown.slug}: is_public is True"]
    call_command("apply_visibility", stdout=StringIO())
    assert checking.differences() == []
    assert factories.shown(shown)["sources"] == []
