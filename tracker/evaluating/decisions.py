"""What reviewers decided, as labelled passages in the format that ``cases`` reads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from tracker import kinds, models, partial_dates, vocabularies
from tracker.analysis import base

_MENTIONS: Final = vocabularies.RelationKind.MENTIONS.value
_OTHERS: Final = [kind.value for kind in vocabularies.RelationKind if kind.value != _MENTIONS]
_DISMISSED: Final = vocabularies.ReviewState.DISMISSED
_FLAGGED: Final = vocabularies.ReviewState.FLAGGED
_BATCH: Final = 500


@dataclass
class Passage:
    """Words of a document, and the commitments on which a person decided for them.

    ``relations`` are what they were said to mean, for each commitment that they are about: none
    where only that was said, and ``denied`` what they do not mean. Those that they are not about
    are in ``decided`` alone.
    """

    document: models.Document
    text: str
    start: int
    relations: dict[str, list[str]] = field(default_factory=dict)
    denied: dict[str, set[str]] = field(default_factory=dict)
    decided: set[str] = field(default_factory=set)

    def case(self, known: Iterable[str]) -> dict[str, Any]:
        """Return the line of a labelled passage; on the others ``known`` nobody decided."""
        document = self.document
        precision = document.published_precision
        day = partial_dates.show_date(
            document.published_at and document.published_at.date(),
            "day" if precision == "minute" else precision,
        )
        return {
            "id": f"{document.slug}-{self.start}",
            "story": str(document.story or document.slug),
            "origin": "decided",
            "lang": document.language[:2],
            "published": day,
            "passage": self.text,
            "gold": [self._gold(slug) for slug in sorted(self.relations)],
            "tolerate": [{"commitment_id": slug} for slug in sorted(set(known) - self.decided)],
            "meet_exhaustive": False,
            "nc_exhaustive": False,
        }

    def _gold(self, slug: str) -> dict[str, Any]:
        """Return a label; where nobody said what it means, whatever was not denied is accepted."""
        other = [each for each in _OTHERS if each not in self.denied.get(slug, ())]
        first, *others = self.relations[slug] or [_MENTIONS, *other]
        label: dict[str, Any] = {"commitment_id": slug, "relation": first}
        return {**label, "accept": others} if others else label


def passages(known: Iterable[str]) -> list[Passage]:
    """Return the passages on which people decided, as far as they are of ``known`` commitments.

    Of a text that is public a passage is the paragraph, of any other only the quote.
    """
    slugs = frozenset(known)
    found: dict[tuple[int, str], Passage] = {}
    for row in _rows():
        if row.subject.slug in slugs:
            for quote in row.own_citations:
                if _may_be_told(quote.snapshot.document):
                    _label(found, row, quote)
    return [passage for passage in found.values() if passage.decided]


def tracked(found: Iterable[Passage], everything: base.Tracked) -> list[dict[str, Any]]:
    """Return the commitments decided on, in the format of what is tracked for passages."""
    decided = {slug for passage in found for slug in passage.decided}
    parties = {party.slug: party for party in everything.parties}
    officials = {official.slug: official for official in everything.officials}
    return [
        _entry(commitment, parties, officials)
        for commitment in everything.commitments
        if commitment.slug in decided
    ]


def card(licence: str, found: list[Passage], entries: list[Any], now: datetime) -> str:
    """Return what is to be known of an export: origin, licence, and what its labels say."""
    about = sum(bool(passage.relations) for passage in found)
    return (
        "# Labelled passages\n\n"
        f"Licence: {licence}\n\n"
        f"Written {now:%Y-%m-%d} by `manage.py export_decisions`: {len(found)} passages of articles"
        f", of which {about} are about one of {len(entries)} commitments, labelled by what "
        "reviewers of this service confirmed, corrected and dismissed. Whole paragraphs are of "
        "texts that are public here; of all others only what was quoted is given.\n\n"
        "`tolerate` names the commitments on which nobody decided for a passage. Meetings, "
        "agreements and new commitments are not labelled.\n"
    )


def _rows() -> Iterator[models.Development]:
    """Yield what people decided on reports on commitments and on their meanings."""
    told = [
        kind.code for kind in kinds.KINDS.values() if kind.relation or kind.code == kinds.REPORTED
    ]
    rows = models.Development.objects.filter(kind__in=told, subject__type="commitment")
    decided = rows.filter(identity__redacted_at=None).exclude(review_state=_FLAGGED)
    return (
        decided.select_related("identity", "subject", "report")
        .prefetch_related("identity__citations__snapshot__document__source")
        .prefetch_related("identity__citations__snapshot__document__identity")
        .order_by("pk")
        .iterator(_BATCH)
    )


def _may_be_told(document: models.Document) -> bool:
    return document.is_public and document.identity.redacted_at is None


def _label(
    found: dict[tuple[int, str], Passage], row: models.Development, quote: models.Citation
) -> None:
    """Note for the passage of a quote what was decided on ``row``."""
    document = quote.snapshot.document
    text, start = _passage(quote) if document.is_text_public else (quote.exact, quote.start)
    passage = found.setdefault((document.pk, text), Passage(document, text, start))
    slug = row.subject.slug
    if row.review_state != _DISMISSED:
        relations = passage.relations.setdefault(slug, [])
        if row.relation and row.relation not in relations:
            relations.append(row.relation)
    elif row.report is None or row.report.review_state == _DISMISSED:
        pass  # It is not about the commitment.
    elif row.report.review_state == _FLAGGED:
        return  # Nobody said whether it is.
    else:
        passage.relations.setdefault(slug, [])
        passage.denied.setdefault(slug, set()).add(row.relation)
    passage.decided.add(slug)


def _passage(quote: models.Citation) -> tuple[str, int]:
    """Return the paragraph in which a quote stands, and where that begins."""
    text = quote.snapshot.text
    start = text.rfind("\n", 0, quote.start) + 1
    end = text.find("\n", quote.end)
    whole = text[start : end if end >= 0 else len(text)]
    return whole.strip(), start + len(whole) - len(whole.lstrip())


def _entry(
    commitment: base.Commitment,
    parties: dict[str, base.Party],
    officials: dict[str, base.Official],
) -> dict[str, Any]:
    bound = [parties[slug] for slug in (*commitment.holders, *commitment.counterparts)]
    people = [officials[slug].on(None) for slug in commitment.officials]
    concerned = {_code(party): list(party.names) for party in bound}
    terms = {**commitment.terms}
    for weighted in commitment.language_terms.values():
        terms |= weighted
    texts = commitment.texts
    entry = {
        "id": commitment.slug,
        "story": commitment.slug,
        "text": texts.get("en") or next(iter(texts.values())),
        "text_es": texts.get("es"),
        "parties": [_code(party) for party in bound],
        "party_names": concerned,
        "officials": [
            {
                "name": one.name,
                "aliases": [*one.aliases, *commitment.aliases.get(one.slug, ())],
                "role": one.role.get("en"),
                "country": _code(parties[one.party]) if one.party in parties else None,
            }
            for one in people
        ],
        "form": commitment.form,
        "strength": commitment.strength,
        "criteria": [{"kind": each.kind, "text": each.text} for each in commitment.criteria],
        "stated_on": str(commitment.stated_on) if commitment.stated_on else None,
        "key_terms": terms,
        "violation": commitment.violation,
        "fulfilment": commitment.fulfilment,
    }
    return {name: value for name, value in entry.items() if value not in (None, "", [], {})} | {
        "parties": entry["parties"]
    }


def _code(party: base.Party) -> str:
    return party.code or party.slug
