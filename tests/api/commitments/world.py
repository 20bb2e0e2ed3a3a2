"""A world of words, deeds and flags on commitments, and of all that undoes them."""

import contextlib
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from tests import factories, histories
from tracker import editing, flagging, kinds, models, recording, redacting, reviewing

FOR, AGAINST = {"reaffirms", "progresses", "fulfils"}, {"contradicts", "breaks"}
_RELATIONS = [*sorted(FOR), *sorted(AGAINST), "qualifies", "mentions"]
_SIDES = ["holder", "counterpart", "third_party"]
_ZONES = ["America/Guayaquil", "Pacific/Kiritimati", "Pacific/Pago_Pago"]


class World(histories.World):
    """Commitments, what bears on them, and what people and the clock make of it."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.snapshot = factories.snapshot()
        self.steps += [
            *[self.speak, self.speak, self.happen, self.happen, self.change_event],
            *[self.flag_meaning, self.flag_meaning, self.decide, self.decide, self.decide],
            *[self.correct, self.reopen, self.split, self.undo_event, self.merge_events],
            *[self.redact, self.judge_earlier, self.move_zone, self.rewrite, self.ring],
        ]

    def relation(self) -> list[dict[str, Any]]:
        """Return how something bears on a commitment, or on none."""
        about = self.one(models.Commitment)
        if about is None:
            return []
        quote = {"document": self.snapshot.document.slug, "exact": factories.QUOTE}
        weight = self.chance.choice(["concrete_action", "announcement"])
        return [
            {
                "commitment": about.slug,
                "relation": self.chance.choice(_RELATIONS),
                "side": self.chance.choice(_SIDES),
                "citations": self.chance.choice([[], [{**quote, "weight": weight}]]),
            }
        ]

    def speak(self) -> None:
        """Enter a statement of any stance by anyone."""
        self.number += 1
        factories.statement(
            text=f"Statement {self.number}",
            stance=self.chance.choice(["position", "denial", "allegation", "call"]),
            attribution=self.chance.choice(["named", "document", "outlet"]),
            stated_date=self.chance.choice(["2026-01-25", "2026-02", None]),
            relations=self.relation(),
        )

    def happen(self) -> None:
        """Enter an event."""
        day = self.chance.choice(["2026-01-25", "2026-02", None])
        factories.event(start_date=day, relations=self.relation())

    def change_event(self) -> None:
        """Change on what an event bears, or when it was."""
        if row := self.one(models.Event):
            fields: list[dict[str, Any]]
            fields = [{"relations": self.relation()}, {"start_date": "2026-03-01"}]
            factories.changed(row, **self.chance.choice(fields))

    def rewrite(self) -> None:
        """Change who is bound, by what strength, until when."""
        if row := self.one(models.Commitment):
            due = str((factories.stored(row).changed_at + timedelta(days=20)).date())
            factories.changed(
                row,
                holders=[self.chance.choice(["costaguana", "ruritania"])],
                strength=self.chance.choice(["stated_intention", "undertaking"]),
                due_date=self.chance.choice([None, "2026", "2026-01", due]),
            )

    def flag_meaning(self) -> None:
        """Flag what an article means for a commitment."""
        if about := self.one(models.Commitment):
            relation = self.chance.choice(["reaffirms", "contradicts", "qualifies", "fulfils"])
            factories.development(
                subject=about,
                snapshot=self.snapshot,
                relation=relation,
                kind=kinds.of_relation(relation)[0].code,
                side=self.chance.choice([*_SIDES, ""]),
            )

    def flagged(self) -> models.Development | None:
        """Return a development with a quote, whatever became of it."""
        rows = models.Development.objects.filter(identity__deleted_at=None)
        quoted = rows.filter(identity__citations__isnull=False, detector="prose").distinct()
        found = list(quoted.select_related("identity").order_by("pk"))
        return self.chance.choice(found) if found else None

    def decide(self) -> None:
        """Confirm or dismiss a flag, of whatever state."""
        decide = self.chance.choice([reviewing.confirm, reviewing.confirm, reviewing.dismiss])
        if row := self.flagged():
            with contextlib.suppress(reviewing.AlreadyDecidedError):
                decide(row, "Emilia Gould", "checked", factories.NOW)

    def correct(self) -> None:
        """Correct what a flag says, and of which commitment."""
        row, about = self.flagged(), self.one(models.Commitment)
        if row is not None and about is not None:
            fields = [
                {"relation": self.chance.choice(["contradicts", "reaffirms"])},
                {"side": self.chance.choice(_SIDES)},
                {"record": about.slug},
                {"occurred_date": "2026-02-11"},
            ]
            with contextlib.suppress(reviewing.AlreadyDecidedError):
                fields_sent = self.chance.choice(fields)
                reviewing.correct(row, "Emilia Gould", "so", factories.NOW, fields_sent)

    def reopen(self) -> None:
        """Take a decision back."""
        if row := self.flagged():
            with contextlib.suppress(reviewing.NotDecidedError):
                reviewing.reopen(row, "Emilia Gould", "in doubt", factories.NOW)

    def split(self) -> None:
        """Move the second quote of a flag into one of its own."""
        row = self.flagged()
        if row is None or row.review_state == "dismissed":
            return
        self.number += 1
        more = factories.snapshot(
            f"{factories.ARTICLE} Number {self.number}.",
            url=f"https://gazette.example/{self.number}",
        )
        start = more.text.index(factories.QUOTE)
        with recording.change("prose", "another article") as change:
            editing.cite(row.identity, more, start, start + len(factories.QUOTE))
            change.touch(row)
        quote = {"document": more.document.slug, "exact": factories.QUOTE}
        fields = {"citations": [quote], "relation": self.chance.choice(["breaks", "progresses"])}
        reviewing.split(row, "Emilia Gould", "two happenings", factories.NOW, fields)

    def undo_event(self) -> None:
        """Delete an event, or restore one."""
        if self.chance.random() < 0.5:
            if row := self.one(models.Event):
                with recording.change("Emilia", "twice", is_withdrawing=True) as change:
                    editing.delete(change, row, change.now)
            return
        gone = models.Event.objects.exclude(identity__deleted_at=None).select_related("identity")
        if rows := list(gone.order_by("pk")):
            with (
                contextlib.suppress(editing.NotRestorable),
                recording.change("Emilia Gould", "once") as change,
            ):
                editing.restore(change, self.chance.choice(rows))

    def merge_events(self) -> None:
        """Merge two events."""
        row, into = self.one(models.Event), self.one(models.Event)
        if row is not None and row.pk != into.pk:
            with recording.change("Emilia Gould", "the same", is_withdrawing=True) as change:
                editing.merge(change, row, into, change.now)

    def redact(self) -> None:
        """Blank what was said or done, by law."""
        types: list[type[models.Record]] = [models.Statement, models.Event]
        row = self.one(self.chance.choice(types))
        if row is not None and self.chance.random() < 0.5:
            with recording.change("Emilia", "court order", is_withdrawing=True) as change:
                redacting.redact(change, row, factories.NOW)

    def judge_earlier(self) -> None:
        """Give a verdict that held before another."""
        if row := self.one(models.Commitment):
            entered = {
                "verdict": self.chance.choice(["kept", "broken", "in_progress"]),
                "effective_date": histories.DAYS[0] - timedelta(days=self.chance.randrange(40)),
                "reason": "judged later",
            }
            with recording.change("Emilia Gould", "judged") as change:
                reviewing.assess(change, row, entered)

    def move_zone(self) -> None:
        """Have a state keep another time."""
        state = self.chance.choice([factories.costaguana(), factories.ruritania()])
        factories.changed(state, time_zone=self.chance.choice(_ZONES))

    def ring(self) -> None:
        """Have the clock look at what is due."""
        flagging.flag_calendar(database_now())


def database_now() -> datetime:
    """Return what time it is by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now
