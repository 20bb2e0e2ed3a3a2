"""Random histories: records created, changed, confirmed and withdrawn, as the product does it."""

import contextlib
import random
from collections.abc import Callable
from datetime import date
from typing import Any

from tests import factories
from tracker import editing, models, recording, refreshing, reviewing

DAYS = [date(2026, 1, 10), date(2026, 2, 10), date(2026, 2, 20)]


class World:
    """Records that are created, changed, confirmed and withdrawn at random."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.ministry = factories.party(parent=factories.costaguana().slug, name="Ministry")
        self.number = 0
        factories.ruritania()
        factories.ana_ruiz()
        factories.commitment(holders=[self.ministry.slug], due_date="2026-06")
        self.steps: list[Callable[[], Any]] = [
            self.commit,
            self.state,
            self.state,
            self.change_commitment,
            self.change_statement,
            self.delete,
            self.restore,
            self.merge,
            self.flag,
            self.review,
            self.review,
            self.assess,
            self.agree,
            self.move_ministry,
            self.rename,
        ]

    def step(self) -> None:
        """Do one thing to one record, and bring what shows it up to date."""
        self.chance.choice(self.steps)()
        while refreshing.refresh_waiting(10):
            pass

    def one(self, model: type[models.Record]) -> Any:
        """Return one public row, or None."""
        rows = model._default_manager.filter(is_public=True).select_related("identity")
        found = list(rows.order_by("pk"))
        return self.chance.choice(found) if found else None

    def commit(self) -> None:
        """Enter a commitment."""
        self.number += 1
        factories.commitment(
            short_title=f"Promise {self.number}",
            holders=[self.chance.choice(["costaguana", "ruritania", self.ministry.slug])],
            form=self.chance.choice(["refrain", "act"]),
            due_date=self.chance.choice([None, "2026-02", "2027-01-05"]),
        )

    def state(self) -> None:
        """Enter a statement that bears on a commitment."""
        about = self.one(models.Commitment)
        kind = self.chance.choice(["reaffirms", "contradicts", "qualifies"])
        side = self.chance.choice(["holder", "third_party"])
        relation = {"commitment": about.slug, "relation": kind, "side": side} if about else None
        self.number += 1
        factories.statement(
            text=f"Statement {self.number}",
            stated_date=self.chance.choice(["2026-01-25", "2026-02", None]),
            relations=[relation] if relation else [],
        )

    def change_commitment(self) -> None:
        """Change a commitment."""
        if row := self.one(models.Commitment):
            form = self.chance.choice(["refrain", "maintain"])
            factories.changed(row, form=form, text=f"Text {self.chance.random()}")

    def change_statement(self) -> None:
        """Change a statement's relations or its day."""
        if row := self.one(models.Statement):
            if self.chance.random() < 0.5:
                factories.changed(row, relations=[])
            else:
                factories.changed(row, stated_date=self.chance.choice(["2026-02-20", "2026-01"]))

    def delete(self) -> None:
        """Withdraw a record; of a commitment that is in use, a statement instead."""
        records: list[type[models.Record]] = [models.Statement, models.Commitment]
        for model in (self.chance.choice(records), records[0]):
            row = self.one(model)
            if row is not None:
                with (
                    contextlib.suppress(editing.InUse),
                    recording.change("Emilia", "entered twice", is_withdrawing=True) as change,
                ):
                    editing.delete(change, row, change.now)
                    return

    def restore(self) -> None:
        """Restore a record that was withdrawn, where that can be."""
        rows = models.Statement.objects.exclude(identity__deleted_at=None).select_related(
            "identity"
        )
        found = list(rows.order_by("pk"))
        if found:
            with (
                contextlib.suppress(editing.NotRestorable),
                recording.change("Emilia Gould", "not entered twice") as change,
            ):
                editing.restore(change, self.chance.choice(found))

    def merge(self) -> None:
        """Merge two statements or two commitments."""
        records: list[type[models.Record]] = [models.Statement, models.Statement, models.Commitment]
        model = self.chance.choice(records)
        row, into = self.one(model), self.one(model)
        if row is not None and row.pk != into.pk:
            with recording.change("Emilia Gould", "the same", is_withdrawing=True) as change:
                editing.merge(change, row, into, change.now)

    def flag(self) -> None:
        """Flag a development."""
        if about := self.one(models.Commitment):
            factories.development(subject=about, confidence=self.chance.choice([0.5, 0.8]))

    def review(self) -> None:
        """Confirm or dismiss what was flagged first."""
        waiting = models.Development.objects.filter(review_state="flagged")
        row = waiting.select_related("identity").order_by("pk").first()
        decide = self.chance.choice([reviewing.confirm, reviewing.dismiss])
        if row is not None:
            decide(row, "Emilia Gould", "checked", factories.NOW)

    def assess(self) -> None:
        """Give a verdict."""
        if row := self.one(models.Commitment):
            entered = {
                "verdict": self.chance.choice(["kept", "broken", "in_progress"]),
                "effective_date": self.chance.choice(DAYS),
                "reason": "judged",
            }
            with recording.change("Emilia Gould", "judged") as change:
                reviewing.assess(change, row, entered)

    def agree(self) -> None:
        """Enter an agreement, or say that it is in force."""
        row = self.one(models.Agreement)
        if row is None or self.chance.random() < 0.4:
            factories.agreement(signed_date=self.chance.choice(["2026-01-20", "2026-02-20"]))
        else:
            factories.changed(row, status="in_force", in_force_date="2026-01-30")

    def move_ministry(self) -> None:
        """Make the ministry part of another state."""
        parent = self.chance.choice(["costaguana", "ruritania"])
        self.ministry = factories.changed(self.ministry, parent=parent)

    def rename(self) -> None:
        """Give a state another name, which many bodies show."""
        factories.changed(factories.costaguana(), name=f"Costaguana {self.chance.random()}")
