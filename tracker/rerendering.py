"""What is stored follows the code: facets and bodies of a former form are made anew in batches."""

from collections.abc import Mapping

import orjson
import structlog
from django.db import Error, connection, transaction
from django.db.models.functions import Now

from tracker import filters, models, recording

BATCH = 100
_ACTOR = "rerender"
_REASON = "shown in a new form"

log = structlog.get_logger(__name__)


@transaction.atomic
def begin(*, is_whole: bool = False) -> models.Rerendering | None:
    """Return the rerendering of what is outdated, under way or new; None where nothing is left.

    ``is_whole`` asks for all types of record, whatever the forms say that were noted.
    """
    # A process that advances one ends its batch first, and what it did is seen here.
    list(models.Rerendering.objects.unfinished().select_for_update(no_key=True))
    outdated, digest = recording.outdated(), recording.forms_digest()
    asked = list(models.RECORDS) if is_whole else list(outdated)
    under_way = models.Rerendering.objects.unfinished().filter(digest=digest)
    if not asked and not under_way.exists():
        return None
    facets = [name for name in asked if is_whole or outdated[name].has_facets]
    bodies = [name for name in asked if is_whole or outdated[name].has_bodies]
    row, is_new = models.Rerendering.objects.request(digest, facets, bodies, is_whole=is_whole)
    if is_new:
        _forget_forms(outdated)
    return row


@transaction.atomic
def advance(key: int) -> models.Rerendering:
    """Take a rerendering one batch further, and return it as it stands then.

    Where it stands is kept in its row, in the same transaction: what is broken off goes on there,
    and several at a time take turns.
    """
    row = models.Rerendering.objects.select_for_update(no_key=True).get(pk=key)
    if row.finished_at is None:
        if row.facets:
            _rewrite_facets(row)
        elif row.bodies:
            _render_bodies(row)
        if not row.facets and not row.bodies:
            row.finished_at = Now()
        row.save()
        row.refresh_from_db()
    return row


def warn() -> None:
    """Say in the log of a process that starts whether what is stored is of a former form.

    Whether the database can be used at all is for others to say.
    """
    try:
        outdated = recording.outdated()
    except Error:
        return
    finally:
        connection.close()
    if outdated:
        log.warning("rerender.needed", types=[*outdated], command="manage.py rerender")


def _forget_forms(outdated: Mapping[str, recording.Outdated]) -> None:
    """Note that nobody knows: until all is done, some are of a former form and some are not."""
    for name, found in outdated.items():
        parts = {"bodies": found.has_bodies, "facets": found.has_facets}
        models.RenderedForm.objects.note(name, **{part: None for part in parts if parts[part]})


def _rewrite_facets(row: models.Rerendering) -> None:
    """Bring the facets of the next revisions in line with what filters ask about."""
    # Nothing is blanked meanwhile.
    recording.keep_references()
    revisions = list(
        models.Revision.objects.after(row.last_sequence)
        .filter(type__in=row.facets)
        .only("sequence", "type", "body", "changed", "facets", "published_at")[:BATCH]
    )
    rewritten = _rewritten(revisions)
    if rewritten:
        # A change that publishes supersedes revisions in any order, and holds the head meanwhile.
        models.LedgerHead.objects.hold()
        models.Revision.objects.store_facets(rewritten)
    row.revisions += len(revisions)
    row.facets_rewritten += len(rewritten)
    if len(revisions) == BATCH:
        row.last_sequence = revisions[-1].sequence
        return
    for name in row.facets:
        models.RenderedForm.objects.note(name, facets=recording.present_forms()[name].facets)
    row.facets = []


def _rewritten(revisions: list[models.Revision]) -> list[models.Revision]:
    """Return the revisions whose facets are others now, with these."""
    if not revisions:
        return []
    past = filters.PastLineages(revisions[0].published_at, revisions[-1].published_at)
    changed = []
    for revision in revisions:
        asked_of = recording.asked_of(orjson.loads(bytes(revision.body)), revision.changed)
        lineages = past.at(revision.published_at)
        facets = filters.rewritten(revision.facets, asked_of, lineages)
        if facets != revision.facets:
            revision.facets = facets
            changed.append(revision)
    return changed


def _render_bodies(row: models.Rerendering) -> None:
    """Render the next rows of the type in work anew; what renders as before is not written."""
    name = row.bodies[0]
    following = models.RECORDS[name]._default_manager.filter(pk__gt=row.last_key)
    records = list(following.select_related("identity").order_by("pk")[:BATCH])
    # Others wait for apply_visibility, which renders them.
    settled = [record for record in records if record.is_public == record.is_publishable]
    with recording.change(_ACTOR, _REASON, is_machine=True) as change:
        for record in settled:
            change.rerender(record)
    row.records += len(records)
    row.records_left += len(records) - len(settled)
    row.bodies_rendered += change.written
    if len(records) == BATCH:
        row.last_key = records[-1].pk
        return
    models.RenderedForm.objects.note(name, bodies=recording.present_forms()[name].bodies)
    row.bodies, row.last_key = row.bodies[1:], 0
