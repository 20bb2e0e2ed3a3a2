"""Records, made as the product makes them: with a body and a revision."""

from typing import Any, TypeVar, cast

import orjson

from tests.factories import rows, story
from tracker import bars, editing, ingest, measuring, models, recording

N = TypeVar("N", bound=models.Record)


def entered(record_type: str, **fields: Any) -> models.Record:
    """Create a record of any type from exactly these fields, as an editor does."""
    with recording.change(story.ACTOR, "entered") as change:
        return editing.create(change, record_type, fields)


def changed(row: N, **fields: Any) -> N:
    """Change a record, as an editor does, and return its row as it is now stored."""
    with recording.change(story.ACTOR, "changed") as change:
        editing.update(change, row, fields)
    return stored(row)


def stored(row: N) -> N:
    """Return the row as it is now in the database."""
    return type(row)._default_manager.select_related("identity").get(pk=row.pk)


def shown(row: models.Record) -> dict[str, Any]:
    """Return the body of a record as it is now served."""
    body: dict[str, Any] = orjson.loads(bytes(stored(row).body))
    return body


def known(record_type: str, slug: str) -> models.Record | None:
    """Return the record with this slug, if there is one."""
    return models.RECORDS[record_type]._default_manager.filter(identity__slug=slug).first()


def topic(**fields: Any) -> models.Topic:
    """Create a topic."""
    return cast("models.Topic", entered("topic", **{"name": "Foreign bases", **fields}))


def party(**fields: Any) -> models.Party:
    """Create a party, by default a ministry."""
    defaults = {"name": "Ministry of Foreign Affairs", "kind": "ministry"}
    return cast("models.Party", entered("party", **{**defaults, **fields}))


def costaguana() -> models.Party:
    """Return the state that the tests are about."""
    found = known("party", "costaguana")
    return cast("models.Party", found) or party(
        slug="costaguana",
        name="Costaguana",
        kind="state",
        code="XC",
        country="XC",
        time_zone="America/Guayaquil",
    )


def ruritania() -> models.Party:
    """Return its neighbour."""
    found = known("party", "ruritania")
    return cast("models.Party", found) or party(
        slug="ruritania",
        name="Ruritania",
        kind="state",
        code="XR",
        country="XR",
        time_zone="Europe/Prague",
    )


def official(**fields: Any) -> models.Official:
    """Create an official without offices."""
    return cast("models.Official", entered("official", **{"name": "Charles Gould", **fields}))


def ana_ruiz() -> models.Official:
    """Return Costaguana's foreign minister, in office since June 2024."""
    return cast("models.Official", known("official", "ana-ruiz")) or official(
        slug="ana-ruiz",
        name="Ana Ruiz",
        tenures=[
            {
                "party": costaguana().slug,
                "role": {"en": "Foreign Minister", "es": "Canciller"},
                "start_date": "2024-06",
            }
        ],
    )


def tomas_vidal() -> models.Official:
    """Return Ruritania's minister of defence, in office from 2023 to the end of 2025."""
    return cast("models.Official", known("official", "tomas-vidal")) or official(
        slug="tomas-vidal",
        name="Tomás Vidal",
        tenures=[
            {
                "party": ruritania().slug,
                "role": {"en": "Minister of Defence", "es": "Ministro de Defensa"},
                "start_date": "2023",
                "end_date": "2025",
            }
        ],
    )


def agreement(**fields: Any) -> models.Agreement:
    """Create an agreement between Costaguana and Ruritania."""
    defaults = {
        "title": "Agreement on the Port of Sulaco",
        "instrument_type": "treaty",
        "status": "signed",
    }
    if "parties" not in fields:
        fields["parties"] = [{"party": costaguana().slug}, {"party": ruritania().slug}]
    return cast("models.Agreement", entered("agreement", **{**defaults, **fields}))


def meeting(**fields: Any) -> models.Meeting:
    """Create a planned meeting."""
    defaults = {
        "title": "Talks at San Tomé",
        "kind": "talks",
        "status": "confirmed",
        "starts_at": "2026-01-25",
    }
    return cast("models.Meeting", entered("meeting", **{**defaults, **fields}))


def event(**fields: Any) -> models.Event:
    """Create an event."""
    defaults = {"title": "Congress passes the Port Act", "kind": "law", "start_date": "2026-02-03"}
    return cast("models.Event", entered("event", **{**defaults, **fields}))


def commitment(**fields: Any) -> models.Commitment:
    """Create a commitment of Costaguana not to host foreign bases."""
    defaults = {
        "short_title": "No foreign bases",
        "text": "Costaguana will not host foreign military bases.",
        "language": "en",
        "wording": "editorial",
        "form": "refrain",
        "strength": "undertaking",
    }
    if "holders" not in fields:
        fields["holders"] = [costaguana().slug]
    return cast("models.Commitment", entered("commitment", **{**defaults, **fields}))


def statement(**fields: Any) -> models.Statement:
    """Create a statement of Ana Ruiz."""
    defaults = {
        "attribution": "named",
        "stance": "position",
        "text": "We will not host foreign bases.",
        "language": "en",
        "stated_date": "2026-01-25",
    }
    if "official" not in fields:
        fields["official"] = ana_ruiz().slug
    return cast("models.Statement", entered("statement", **{**defaults, **fields}))


def source(**fields: Any) -> models.Source:
    """Return the source of The Sulaco Courier, or create another."""
    found = None if fields else known("source", "sulaco-courier")
    defaults = {"name": "The Sulaco Courier", "slug": "sulaco-courier", "tier": "press"}
    return cast("models.Source", found or entered("source", **{**defaults, **fields}))


def document(text: str = story.ARTICLE, **fields: Any) -> models.Document:
    """Create an article of The Sulaco Courier with its text."""
    return snapshot(text, **fields).document


def snapshot(text: str = story.ARTICLE, url: str = "", **details: Any) -> models.Snapshot:
    """Hand in a text, and return the snapshot that holds it."""
    defaults = {
        "title": "Costaguana rules out foreign bases",
        "outlet": "The Sulaco Courier",
        "language": "en",
        "published_at": "2026-01-25",
    }
    of = details.pop("source", None) or source().slug
    with recording.change(story.ACTOR, "handed in") as change:
        return ingest.store(change, ingest.Entry(of, text, url, {**defaults, **details}), story.NOW)


def development(**fields: Any) -> models.Development:
    """Create a development as a detector flags it, with a quote where a ``snapshot`` is given."""
    cited = fields.pop("snapshot", None)
    subject = fields.pop("subject", None) or commitment()
    with recording.change("prose", "read for developments") as change:
        row = rows.DevelopmentFactory.create(subject=subject.identity, **fields)
        if cited is not None:
            start = cited.text.index(story.QUOTE)
            editing.cite(row.identity, cited, start, start + len(story.QUOTE))
        change.touch(row)
    return stored(row)


def measured(*kinds: str, threshold: float = 0.0) -> list[models.Bar]:
    """Adopt bars of these kinds for what reads articles now."""
    found = [bars.Measured(kind, threshold, 0.95, 0.9, 100) for kind in kinds]
    return models.Bar.objects.adopt(measuring.analyser(), found, story.NOW, story.NOW)


def meaning(**fields: Any) -> models.Development:
    """Create a development by which Ana Ruiz reaffirms the commitment; it waits for a person."""
    said: dict[str, Any] = {
        "kind": "commitment.reaffirmed",
        "relation": "reaffirms",
        "title": "Commitment reaffirmed by Ana Ruiz: No foreign bases",
    }
    return development(**{**said, **fields})
