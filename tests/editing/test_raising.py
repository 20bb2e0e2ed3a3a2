"""Developments are raised with an identity, a title and whoever takes part."""

import pytest

from tests import factories
from tracker import editing, models, recording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def test_a_development_is_raised_with_what_it_lacks() -> None:
    official = factories.ana_ruiz()
    with recording.change(factories.ACTOR, is_machine=True) as change:
        raised = editing.raise_development(
            change, flagged("Meeting held: the port."), [("Ana Ruiz", official), ("A guest", None)]
        )

    shown = factories.shown(raised)
    assert (shown["title"], shown["kind"]) == ("Meeting held: the port", "meeting.held")
    assert [one["name"] for one in shown["participants"]] == ["Ana Ruiz", "A guest"]
    assert raised.detected_at == change.now


def test_a_title_is_cut_to_what_its_column_holds() -> None:
    with recording.change(factories.ACTOR, is_machine=True) as change:
        raised = editing.raise_development(change, flagged("x" * 600 + "."))

    assert factories.shown(raised)["title"] == "x" * 500


def flagged(summary: str) -> models.Development:
    """Return a development that is not stored yet."""
    return models.Development(
        kind="meeting.held",
        subject=factories.meeting().identity,
        summary={"en": summary, "es": "Reunión celebrada."},
        detector="prose",
        detector_version="1",
        key="meeting.held:port",
    )
