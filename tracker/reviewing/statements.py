"""Statements that confirmed developments become, so that their words count for a commitment."""

from datetime import datetime
from typing import Any

from tracker import editing, models, partial_dates, recording, vocabularies


def keep(change: recording.Change, row: models.Development) -> None:
    """Store the first quote of ``row`` as a statement whose relation counts for its commitment.

    A statement made before follows what the development says now, and is withdrawn where the
    development has no relation or no quote; one that was merged into another is that other's
    matter. What an outlet says in its own voice is its statement.
    """
    quote = next(iter(row.own_citations), None)
    if row.subject.type != "commitment" or not row.relation or quote is None:
        withdraw(change, row, change.now)
        return
    entered = _entered(row, quote)
    known = _known(row)
    if known is not None and known.identity.merged_into_id is not None:
        return
    if known is None:
        made = editing.create(change, "statement", {"slug": models.SAID_IN + row.slug, **entered})
        editing.cite(made.identity, quote.snapshot, quote.start, quote.end)
    else:
        if known.identity.deleted_at is not None:
            editing.restore(change, known)
        editing.update(change, known, entered)
        _quote(known, quote)


def withdraw(change: recording.Change, row: models.Development, now: datetime) -> None:
    """Withdraw the statement that was made of ``row``, if there is one."""
    statement = _known(row)
    if statement is not None and statement.identity.deleted_at is None:
        editing.update(change, statement, {"relations": []})
        for commitment in statement.originated.select_related("identity"):
            commitment.origin_statement = None
            commitment.save(update_fields=["origin_statement"])
            change.touch(commitment)
        editing.withdraw(change, statement, now)


def _known(row: models.Development) -> models.Statement | None:
    return (
        models.Statement.objects.slugs(models.SAID_IN + row.slug).select_related("identity").first()
    )


def _quote(statement: models.Statement, quote: models.Citation) -> None:
    """Have the statement cite ``quote``, and nothing else."""
    cited = [(each.snapshot_id, each.start, each.end) for each in statement.own_citations]
    if cited != [(quote.snapshot_id, quote.start, quote.end)]:
        for each in statement.own_citations:
            each.delete()
        editing.cite(statement.identity, quote.snapshot, quote.start, quote.end)


def _entered(row: models.Development, quote: models.Citation) -> dict[str, Any]:
    """Return the fields of the statement as an editor would enter them."""
    document = quote.snapshot.document
    outlet = document.outlet or document.source.name
    side = row.side or vocabularies.Side.THIRD_PARTY.value
    relation = {"commitment": row.subject.slug, "relation": row.relation, "side": side}
    return {
        "official": row.speaker_official.slug if row.speaker_official else None,
        "party": row.speaker_party.slug if row.speaker_party else None,
        "role_as_reported": row.speaker_role,
        "attributed_as": row.attributed_as or row.speaker_name or outlet,
        "attribution": _attribution(row).value,
        "stance": _stance(row, side).value,
        "text": quote.exact,
        "language": document.language,
        "stated_date": partial_dates.show_date(row.occurred_date, row.occurred_precision),
        "relations": [relation],
    }


def _attribution(row: models.Development) -> vocabularies.Attribution:
    if row.speaker_official is not None:
        return vocabularies.Attribution.NAMED
    if row.speaker_name:
        return vocabularies.Attribution.INSTITUTION
    return vocabularies.Attribution.OUTLET


def _stance(row: models.Development, side: str) -> vocabularies.Stance:
    """Return what the words are: of a third party that speaks, an allegation."""
    is_allegation = row.speaker_name and side == vocabularies.Side.THIRD_PARTY
    return vocabularies.Stance.ALLEGATION if is_allegation else vocabularies.Stance.POSITION
