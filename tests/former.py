"""A database as former code left it, which knew one field less and some facets less."""

from collections.abc import Collection
from io import StringIO
from typing import Any

import orjson
from django.core.management import call_command
from django.db import connection, transaction

from tests import factories
from tracker import models, recording
from tracker.serializers import webhooks


@transaction.atomic
def store_without(record_type: str, *, field: str = "", facets: Collection[str] = ()) -> None:
    """Take a field out of all bodies of a type, and facets out of its revisions."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL on_record.redacting = 'on'")
        for revision in models.Revision.objects.filter(type=record_type):
            _strip_revision(revision, field, facets)
        rows = list(models.RECORDS[record_type]._default_manager.all())
        for row in rows:
            row.body = _stripped(bytes(row.body), field)
            row.content_hash = orjson.loads(row.body)["content_hash"]
            row.embedded_hash = "of what others were shown then"
        models.RecordQuerySet(models.RECORDS[record_type]).store(rows)
        cursor.execute("SET LOCAL on_record.redacting = 'off'")
    present = recording.present_forms()[record_type]
    models.RenderedForm.objects.note(
        record_type,
        bodies={name: form for name, form in present.bodies.items() if name != field},
        facets={name: read for name, read in present.facets.items() if name not in facets},
    )


def history() -> list[models.Commitment]:
    """Record two commitments with a past, as code did that knew no places and no filter by form."""
    bases = factories.commitment(places=["Manta"])
    port = factories.commitment(short_title="A port", form="achieve", text="We build a port.")
    factories.changed(bases, text="No foreign bases here.")
    factories.changed(bases, form="maintain")
    store_without("commitment", field="places", facets=["form"])
    models.SearchEntry.objects.update(text="")
    return [factories.stored(bases), factories.stored(port)]


def forget_forms() -> None:
    """Leave no note of forms, as code did that noted none."""
    models.RenderedForm.objects.all().delete()


def rerender(*options: str) -> str:
    """Run the command, and return what it says last."""
    said = StringIO()
    call_command("rerender", *options, stdout=said)
    return said.getvalue().splitlines()[-1]


def _strip_revision(revision: models.Revision, field: str, facets: Collection[str]) -> None:
    revision.body = _stripped(bytes(revision.body), field)
    body = orjson.loads(revision.body)
    revision.content_hash = body["content_hash"]
    revision.changed = {name: value for name, value in revision.changed.items() if name != field}
    revision.facets = {n: values for n, values in revision.facets.items() if n not in facets}
    sent = orjson.loads(bytes(revision.envelope))
    revision.envelope = webhooks.envelope(
        event_type=revision.event_type,
        sequence=revision.sequence,
        published_at=revision.published_at,
        body=body,
        previous=revision.changed,
        public_url=sent["subject"].removesuffix(body["url"]),
    )
    revision.save()


def _stripped(body: bytes, field: str) -> bytes:
    said: dict[str, Any] = orjson.loads(body)
    said.pop(field, None)
    return orjson.dumps({**said, "content_hash": recording.render_hash(said)})
