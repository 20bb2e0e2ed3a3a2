"""Each event type once, as the ledger says it, about people and a state that do not exist."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import orjson

from tests import factories
from tracker import editing, kinds, models, recording, redacting, refreshing, reviewing

MOMENT = "2026-03-01T12:00:00.000000Z"
HASH = "d0295c8f91f4a4d2c820bcbc0dc242be3d4eadf82a0b82677984d75b649a2ca4"
_REASON = "Checked against the recording."
_SUBJECTS: dict[str, Callable[[], models.Record]] = {
    "agreement": factories.agreement,
    "commitment": factories.commitment,
    "document": factories.document,
    "event": factories.event,
    "meeting": factories.meeting,
}


def events() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the code of each event type that is public, with what its message says.

    What is left to people has been confirmed. What differs from run to run is made the same.
    """
    snapshot = factories.snapshot(url="https://courier.example/bases")
    subjects = {name: make() for name, make in _SUBJECTS.items() if name != "document"}
    subjects["document"] = snapshot.document
    for kind in kinds.KINDS.values():
        if kind.is_public:
            row = _flagged(kind, subjects[kind.record_type], snapshot)
            yield kind.code, told(row, snapshot)
    for decision in ("confirmed", "corrected", "dismissed", "reopened"):
        kind = kinds.get("commitment.reported")
        row = _flagged(kind, subjects["commitment"], snapshot, slug=f"example-{decision}")
        _decide(row, decision)
        yield f"development.{decision}", told(row, snapshot)
    for code, change in _CHANGES.items():
        row_of_record = factories.commitment(slug=f"example-{code.partition('.')[2]}")
        change(row_of_record)
        yield code, told(row_of_record, snapshot)


def _flagged(
    kind: kinds.Kind, subject: models.Record, snapshot: models.Snapshot, slug: str = ""
) -> models.Development:
    """Return a development of this kind, with the words that show it."""
    plain = re.sub("[._]", "-", kind.code)
    identity = factories.IdentityFactory.create(slug=slug or f"example-{plain}")
    title = f"{kind.label['en']}: {subject.heading}"
    speaker = {
        "speaker_name": "Ana Ruiz",
        "speaker_official": factories.ana_ruiz(),
        "speaker_role": "Foreign Minister",
        "speaker_party": factories.costaguana(),
        "side": "holder" if kind.record_type == "commitment" else "",
    }
    silent = {"speaker_name": "", "side": ""}
    return factories.development(
        identity=identity,
        subject=subject,
        kind=kind.code,
        title=title,
        summary={"en": title, "es": f"{kind.label['es']}: {subject.heading}"},
        relation=kind.relation or "",
        explanation={"rule": "example"},
        review_state="confirmed" if kind.is_left_to_people else "flagged",
        has_cleared_bar=kind.is_meaning,
        key=f"example:{identity.slug}",
        snapshot=snapshot,
        **(silent if kind.from_clock or kind.record_type == "document" else speaker),
    )


def _decide(row: models.Development, decision: str) -> None:
    if decision == "confirmed":
        reviewing.confirm(row, factories.ACTOR, _REASON, factories.NOW)
    elif decision == "corrected":
        reviewing.correct(row, factories.ACTOR, _REASON, factories.NOW, {"place": "Sulaco"})
    else:
        reviewing.dismiss(row, factories.ACTOR, _REASON, factories.NOW)
    if decision == "reopened":
        reviewing.reopen(row, factories.ACTOR, _REASON, factories.NOW)


def _update(row: models.Record) -> None:
    factories.changed(row, text="Costaguana will not host new foreign military bases.")


def _refresh(row: models.Record) -> None:
    factories.changed(factories.costaguana(), name="Republic of Costaguana")
    while refreshing.refresh_waiting(100):
        pass


def _merge(row: models.Record) -> None:
    into = factories.commitment(slug="example-kept")
    with recording.change(factories.ACTOR, "entered twice") as change:
        editing.merge(change, row, into, factories.NOW)


def _delete(row: models.Record) -> None:
    with recording.change(factories.ACTOR, "entered by mistake") as change:
        editing.delete(change, factories.stored(row), factories.NOW)


def _restore(row: models.Record) -> None:
    _delete(row)
    with recording.change(factories.ACTOR, "withdrawn by mistake") as change:
        editing.restore(change, factories.stored(row))


def _redact(row: models.Record) -> None:
    with recording.change(factories.ACTOR, "court order 7/2026", is_withdrawing=True) as change:
        redacting.redact(change, factories.stored(row), factories.NOW)


_CHANGES: dict[str, Callable[[models.Record], None]] = {
    "record.created": lambda row: None,
    "record.updated": _update,
    "record.merged": _merge,
    "record.deleted": _delete,
    "record.restored": _restore,
    "record.redacted": _redact,
    # The last, as it shows in whatever comes after it.
    "record.refreshed": _refresh,
}


def told(row: models.Record, snapshot: models.Snapshot) -> dict[str, Any]:
    """Return what the last message about ``row`` says, its addresses relative."""
    revision = models.Revision.objects.filter(record=row.pk).latest("sequence")
    # A document's slug is drawn by lot.
    body, changed = (
        orjson.loads(part.replace(snapshot.document.slug.encode(), b"example-document"))
        for part in (bytes(revision.body), orjson.dumps(revision.changed))
    )
    return {
        "object": {**body, "changed_at": MOMENT, "content_hash": HASH},
        "previous": {**changed, **({"changed_at": MOMENT} if "changed_at" in changed else {})},
    }
