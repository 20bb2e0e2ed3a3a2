"""Commitments: one with its verdict, evidence and timeline, and lists of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import orjson
from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import TupleLessThan

from tracker import evidence, filters, models, vocabularies
from tracker.filters import words
from tracker.model_context import (
    addresses,
    answers,
    around,
    asking,
    cursors,
    finding,
    happenings,
    instants,
    quoting,
    refusals,
)
from tracker.timelines import windows

_TYPE: Final = "commitment"
HEAD: Final = 8
"""How many entries of the timeline come with a commitment."""
MOST_EVIDENCE: Final = 5
"""How much evidence of each direction does."""
_TEXT: Final = "text"


def commitment(slug: str, instant: instants.Instant, now: datetime) -> answers.Commitment:
    """Return a commitment as it is shown at ``instant``.

    Raises Refusal as ``finding.find`` does.
    """
    found = finding.find(_TYPE, slug, instant)
    body = found.body
    told, following = around.happened(_TYPE, found, instant, None, HEAD)
    speaker = body["made_by"][0] if len(body["made_by"]) == 1 else None
    return answers.Commitment(
        known_at=instant.shown,
        page=addresses.page(body["url"], instant),
        json_url=addresses.json_url(body["url"], instant),
        slug=slug,
        title=around.title(body),
        text=body["text"],
        language=body["language"],
        wording=body["wording"],
        texts_in_other_languages=_translated(body),
        form=body["form"],
        form_means=vocabularies.Form(body["form"]).explanation["en"],
        strength=body["strength"],
        strength_means=vocabularies.Strength(body["strength"]).explanation["en"],
        schedule=body["schedule"],
        schedule_means=vocabularies.Schedule(body["schedule"]).explanation["en"],
        consistency=body["consistency"],
        stated=body["stated_date"],
        due=body["due_date"],
        holders=addresses.references(body["holders"], instant),
        towards=addresses.references(body["towards"], instant),
        made_by=[_speaker(each) for each in body["made_by"]],
        topics=addresses.references(body["topics"], instant),
        agreements=addresses.references(body["agreements"], instant),
        criteria=[f"{each['kind']}: {each['text']}" for each in body["criteria"]],
        verdict=_verdict(body),
        quotes=quoting.quotes(body["citations"], speaker),
        evidence=_evidence(found, instant, now) if instant.known_at is None else None,
        timeline=told,
        timeline_cursor=following,
        later=found.later,
    )


def listed(
    asked: Mapping[str, Sequence[str] | str | None],
    query: str | None,
    instant: instants.Instant,
    cursor: str | None,
    limit: int,
) -> answers.CommitmentList:
    """Return the commitments that satisfy all that is asked, the newest change first.

    Raises Refusal for a wrong value, a foreign cursor, and words of the past, of which no index
    is kept.
    """
    given = asking.checked(_TYPE, asked)
    asked_for = None if instant.known_at is None else instant.shown
    question = (_TYPE, sorted(given.items()), query, asked_for)
    rows, key = _rows(given, query, instant)
    position = cursors.read(cursor, *question)
    if position is not None:
        beyond = (datetime.fromisoformat(position[0]), position[1])
        rows = rows.filter(TupleLessThan((F("changed_at"), F(key)), beyond))
    ordered = rows.order_by("-changed_at", f"-{key}").values_list("changed_at", key, "body")
    found = list(ordered[: limit + 1])
    following = None
    if len(found) > limit:
        changed_at, pk, _ = found[limit - 1]
        following = cursors.written((changed_at.isoformat(), pk), *question)
    results = [_summary(orjson.loads(bytes(row[2])), instant) for row in found[:limit]]
    return answers.CommitmentList(known_at=instant.shown, results=results, next_cursor=following)


def _rows(
    asked: filters.Asked, query: str | None, instant: instants.Instant
) -> tuple[QuerySet[Any, Any], str]:
    """Return the rows, or the versions of the past, and their column that tells them apart."""
    if instant.known_at is None:
        wanted = filters.condition(_TYPE, asked)
        if query is not None:
            wanted &= words.condition(_TYPE, asking.checked_words(query))
        return models.records_of(_TYPE).public().filter(wanted), "pk"
    if query is not None:
        raise refusals.invalid("q", "words cannot be asked for together with known_at.")
    context = filters.LedgerContext(filters.family_at(instant.known_at))
    shown = models.Revision.objects.known_at(instant.known_at).filter(type=_TYPE)
    return shown.filter(filters.ledger_condition(_TYPE, asked, context)), "record_id"


def _summary(body: Mapping[str, Any], instant: instants.Instant) -> answers.CommitmentSummary:
    return answers.CommitmentSummary(
        slug=body["slug"],
        title=around.title(dict(body)),
        text=body["text"],
        wording=body["wording"],
        holders=[each["title"] for each in body["holders"]],
        form=body["form"],
        verdict=body["verdict"],
        schedule=body["schedule"],
        consistency=body["consistency"],
        evidence_against=body["evidence_against"],
        stated=body["stated_date"],
        due=body["due_date"],
        page=addresses.page(body["url"], instant),
        json_url=addresses.json_url(body["url"], instant),
    )


def _translated(body: Mapping[str, Any]) -> dict[str, str]:
    translations = body["translations"].items()
    return {code: said[_TEXT] for code, said in translations if said.get(_TEXT)}


def _speaker(made_by: Mapping[str, Any]) -> answers.Speaker:
    return answers.Speaker(
        name=quoting.speaker_name(made_by) or "",
        office=quoting.speaker_office(made_by),
        party=made_by["party"]["title"] if made_by["party"] else None,
    )


def _verdict(body: Mapping[str, Any]) -> answers.Verdict:
    code = body["verdict"]
    given = [each for each in body["assessments"] if each["verdict"] == code]
    last = max(given, key=lambda each: (each["effective_date"], each["recorded_at"]), default=None)
    sentence = "A person gave this verdict." if last else "No person has given a verdict yet."
    return answers.Verdict(
        code=code,
        label=vocabularies.Verdict(code).label["en"],
        effective_date=last["effective_date"] if last else None,
        reason=(last["reason"] or None) if last else None,
        judged=quoting.entered(sentence),
        quotes=quoting.quotes(last["citations"]) if last else [],
    )


def _evidence(found: finding.Found, instant: instants.Instant, now: datetime) -> answers.Evidence:
    window = windows.Window(MOST_EVIDENCE)
    page = [
        entry
        for direction in evidence.DIRECTIONS
        for entry in windows.taken(evidence.rows(found.key, direction), {}, window)
    ]
    known = evidence.findings(found.key, found.body, page, now)
    told = {
        direction: [_item(item, found.body["slug"], instant) for item in items]
        for direction, items in known.items.items()
    }
    return answers.Evidence(
        sentence=known.sentence["en"],
        count_for=known.counts["for"].count,
        count_against=known.counts["against"].count,
        count_reported=known.counts["reported"].count,
        count_unjudged=known.unjudged_reports.count,
        speaks_for=told["for"],
        speaks_against=told["against"],
        only_reported=told["reported"],
    )


def _item(item: evidence.Item, slug: str, instant: instants.Instant) -> answers.Happening:
    code = item.row.RECORD_TYPE.value
    body = orjson.loads(bytes(item.row.body))
    if code == "development":
        told = happenings.of_development(body, instant)
    else:
        meant = happenings.relation(body, slug)
        told = happenings.of_relation(code, body, meant, instant)
    return answers.Happening(
        type=code,
        slug=body["slug"],
        date=item.date,
        later=None,
        page=addresses.page(body["url"], instant),
        **told,
    )
