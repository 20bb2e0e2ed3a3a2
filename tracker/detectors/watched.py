"""The rows that texts are read for, as the plain data that detectors take."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tracker import models
from tracker.detectors import base


def tracked(on: date | None) -> base.Tracked:
    """Return all that is tracked in public, officials with the office that they held on a day."""
    lineages = models.Party.objects.lineages()
    return base.Tracked(
        parties=tuple(_parties(lineages)),
        officials=tuple(_officials(on)),
        commitments=tuple(_commitments()),
        meetings=tuple(_meetings()),
        agreements=tuple(_agreements()),
    )


def _parties(lineages: dict[str, list[str]]) -> Iterable[base.Party]:
    for party in models.Party.objects.public().select_related("record").order_by("pk"):
        slug = party.slug
        names = _names(party.name, party.other_names)
        yield base.Party(slug, names, party.code, tuple(lineages[slug][1:]))


def _officials(on: date | None) -> Iterable[base.Official]:
    rows = models.Official.objects.public().select_related("record").order_by("pk")
    for official in rows.prefetch_related("tenures__party__record"):
        tenure = official.tenure_on(on) or official.tenure_on(None)
        yield base.Official(
            slug=official.slug,
            name=official.name,
            aliases=_names("", official.other_names),
            party=tenure.party.slug if tenure else None,
            role=tenure.role if tenure else {},
            country=(tenure.party.country or None) if tenure else None,
        )


def _commitments() -> Iterable[base.Commitment]:
    rows = models.Commitment.objects.public().select_related("record").order_by("pk")
    for commitment in rows.prefetch_related(
        "holders__record",
        "towards__record",
        "made_by__official__record",
        "record__citations__snapshot__document__record",
    ):
        quotes = commitment.own_citations
        yield base.Commitment(
            slug=commitment.slug,
            texts=_texts(commitment, "text", commitment.language),
            form=commitment.form,
            holders=tuple(party.slug for party in commitment.holders.all()),
            counterparts=tuple(party.slug for party in commitment.towards.all()),
            officials=tuple(s.official.slug for s in commitment.made_by.all() if s.official),
            terms=commitment.watch.get("terms", {}),
            exclusions=tuple(commitment.watch.get("exclusions", ())),
            places=tuple(commitment.places),
            stated_on=commitment.stated_date,
            stated_quotes=tuple(citation.exact for citation in quotes),
            stated_in=tuple(citation.snapshot.document.slug for citation in quotes),
            violation=commitment.watch.get("violation", ""),
            fulfilment=commitment.watch.get("fulfilment", ""),
        )


def _meetings() -> Iterable[base.Meeting]:
    rows = models.Meeting.objects.public().select_related("record").order_by("pk")
    for meeting in rows.prefetch_related("participants__official__record", "parties__record"):
        yield base.Meeting(
            slug=meeting.slug,
            titles=tuple(_texts(meeting, "title", "").values()),
            participants=tuple(
                p.official.slug for p in meeting.participants.all() if p.official is not None
            ),
            parties=tuple(party.slug for party in meeting.parties.all()),
            kind=meeting.kind,
            status=meeting.status,
            starts_on=meeting.starts_at.date() if meeting.starts_at else None,
            ends_on=meeting.ends_at.date() if meeting.ends_at else None,
            place=meeting.place or None,
        )


def _agreements() -> Iterable[base.Agreement]:
    rows = models.Agreement.objects.public().select_related("record").order_by("pk")
    for agreement in rows.prefetch_related("memberships__party__record"):
        titles = _texts(agreement, "title", "").values()
        short = _texts(agreement, "short_title", "").values()
        yield base.Agreement(
            slug=agreement.slug,
            names=tuple(dict.fromkeys(name for name in (*titles, *short) if name)),
            parties=tuple(m.party.slug for m in agreement.memberships.all()),
            status=agreement.status,
            signed_on=agreement.signed_date,
        )


def _names(name: str, others: list[dict[str, str]]) -> tuple[str, ...]:
    given = [name, *(other["name"] for other in others)]
    return tuple(dict.fromkeys(words for words in given if words))


def _texts(noun: models.Noun, field: str, language: str) -> dict[str, Any]:
    """Return a field in every language that it is known in."""
    translated = {
        code: words[field] for code, words in noun.translations.items() if words.get(field)
    }
    return {language: getattr(noun, field), **translated}
