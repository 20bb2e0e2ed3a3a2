"""Which questions each list answers: every parameter once."""

from collections.abc import Mapping

from tracker import kinds, models, vocabularies
from tracker.filters import alternatives, base, histories, parts
from tracker.filters.codes import (
    LANGUAGE,
    choice,
    country,
    flag,
    least_confidence,
    member,
    slugs,
    story,
    text,
)
from tracker.filters.dates import before, ends_after, ends_before, since, within
from tracker.filters.related import party, record

_OF_TOPICS = [row.RECORD_TYPE.value for row in models.OF_TOPICS]
_QUOTED = "identity__citations__snapshot__document"


def _common(record_type: str) -> list[base.Parameter]:
    shared = [
        slugs("ids", "identity__slug", "slug"),
        since("changed_since", "changed_at", "changed_at"),
    ]
    if record_type in _OF_TOPICS:
        shared.append(record("topic", models.Topic, "topics", "topics.slug"))
    if record_type == "development":
        first, *further = (f"subject__{code}__topics" for code in _OF_TOPICS)
        shared.append(record("topic", models.Topic, first, "record.topics.slug", also=further))
    return shared


_OWN: Mapping[str, list[base.Parameter]] = {
    "topic": [record("parent", models.Topic, "parent", "parent.slug")],
    "party": [
        choice("kind", vocabularies.PartyKind),
        country(),
        party("parent", "parent", "parent.slug"),
    ],
    "official": [
        *parts.offices(),
        country("tenures__party__country", fields=("tenures.party.country",)),
    ],
    "agreement": [
        party("party", "memberships__party", "parties.party.slug"),
        party("acted_by", "actions__party", "actions.party.slug"),
        country("memberships__party__country", fields=("parties.party.country",)),
        choice("status", vocabularies.AgreementStatus, history=histories.STATUSES),
        choice("instrument_type", vocabularies.InstrumentType),
        choice("binding", vocabularies.Binding),
        choice("text_status", vocabularies.TextStatus),
        *within("signed", "signed_date"),
        ends_before("expires_before", "expiry"),
    ],
    "meeting": [
        party("party", "parties", "parties.slug"),
        record("official", models.Official, "participants__official", "participants.official.slug"),
        record("agreement", models.Agreement, "agreements", "agreements.slug"),
        choice("kind", vocabularies.MeetingKind),
        choice("status", vocabularies.MeetingStatus),
        country(),
        *within("starts", "starts_at"),
    ],
    "event": [
        party("party", "parties", "parties.slug"),
        record(
            "commitment", models.Commitment, "relations__commitment", "relations.commitment.slug"
        ),
        choice("kind", vocabularies.EventKind),
        country(),
        *within("starts", "start_date"),
    ],
    "commitment": [
        party("holder", "holders", "holders.slug"),
        party("towards", "towards", "towards.slug"),
        party("made_by", "made_by__party", "made_by.party.slug"),
        country("holders__country", fields=("holders.country",)),
        record("official", models.Official, "made_by__official", "made_by.official.slug"),
        record("agreement", models.Agreement, "agreements", "agreements.slug"),
        record("meeting", models.Meeting, "meeting", "meeting.slug"),
        choice("form", vocabularies.Form),
        choice("strength", vocabularies.Strength),
        choice("verdict", vocabularies.Verdict, history=histories.VERDICTS),
        choice("schedule", vocabularies.Schedule),
        choice("consistency", vocabularies.Consistency),
        choice("evidence_for", vocabularies.Evidence),
        choice("evidence_against", vocabularies.Evidence),
        *within("stated", "stated_date"),
        ends_after("due_after", "due"),
        ends_before("due_before", "due"),
        *parts.commitment_relations(),
    ],
    "statement": [
        record("speaker", models.Official, "official", "official.slug"),
        party("party", "party", "party.slug", "on_behalf_of.slug", also=("on_behalf_of",)),
        choice("attribution", vocabularies.Attribution),
        choice("stance", vocabularies.Stance),
        country(
            "party__country",
            "on_behalf_of__country",
            fields=("party.country", "on_behalf_of.country"),
        ),
        record("agreement", models.Agreement, "agreements", "agreements.slug"),
        record("meeting", models.Meeting, "meeting", "meeting.slug"),
        *parts.relations(),
        *within("stated", "stated_date"),
        text("language", pattern=LANGUAGE),
    ],
    "source": [
        choice("tier", vocabularies.SourceTier),
        country(),
        text("language", pattern=LANGUAGE),
    ],
    "document": [
        record("source", models.Source, "source", "source.slug"),
        text("outlet"),
        text("language", pattern=LANGUAGE),
        country("source__country", fields=("country",)),
        choice("tier", vocabularies.SourceTier, "source__tier"),
        *within("published", "published_at"),
        story(),
    ],
    "development": [
        member("kind", kinds.KINDS, "A kind of development, as at /v1/event-types"),
        slugs("record", "subject__slug", "record.slug"),
        slugs("document", f"{_QUOTED}__identity__slug", "citations.document.slug"),
        choice("record_type", vocabularies.RecordType, "subject__type", "record.type"),
        record("commitment", models.Commitment, "subject__commitment", "record.slug"),
        party(
            "party",
            "speaker_party",
            "speaker.party.slug",
            "record.holders.slug",
            also=("subject__commitment__holders",),
        ),
        country(
            "speaker_party__country",
            "subject__commitment__holders__country",
            fields=("speaker.party.country", "record.holders.country"),
        ),
        record("speaker", models.Official, "speaker_official", "speaker.official.slug"),
        record(
            "official",
            models.Official,
            "speaker_official",
            "speaker.official.slug",
            "participants.official.slug",
            also=("participants__official",),
        ),
        choice("review_state", vocabularies.ReviewState),
        least_confidence("min_confidence"),
        *within("occurred", "occurred_date"),
        since("detected_after", "detected_at", "detected_at"),
        before("detected_before", "detected_at", "detected_at"),
        record("source", models.Source, f"{_QUOTED}__source", "sources.slug"),
        choice("tier", vocabularies.SourceTier, f"{_QUOTED}__source__tier", "sources.tier"),
        flag("is_backfill"),
    ],
}

PARAMETERS: Mapping[str, Mapping[str, base.Parameter]] = {
    record_type: alternatives.added({p.name: p for p in [*_common(record_type), *own]})
    for record_type, own in _OWN.items()
}
