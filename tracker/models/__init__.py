"""The rows: what is kept, and what the database holds about it."""

from typing import Any

from tracker.models.accounts import IdempotencyKey, Token, User, issue_token
from tracker.models.agreements import (
    EXPIRING_DAYS,
    PUBLICATION_LAW,
    Action,
    Agreement,
    AgreementParty,
)
from tracker.models.assessments import Assessment, ProposedVerdict
from tracker.models.audit import AuditAct, AuditEntry
from tracker.models.axes import AGAINST as EVIDENCE_AGAINST
from tracker.models.axes import FOR as EVIDENCE_FOR
from tracker.models.bars import Analyser, Bar
from tracker.models.base import Identity, Record, RecordQuerySet
from tracker.models.citations import Citation
from tracker.models.clocks import AT_ONCE, Clocked, look_again
from tracker.models.commitments import DUE_SOON_DAYS, Commitment, Observation, Speaker
from tracker.models.comparisons import Comparison, compared
from tracker.models.contexts import QuoteContext
from tracker.models.copies import ArchiveCopy
from tracker.models.deliveries import Attempt, Delivery
from tracker.models.developments import (
    PROSE_DETECTOR,
    READINGS_DISAGREE,
    SAME_HAPPENING_DAYS,
    Development,
)
from tracker.models.documents import MOST_READINGS, Document, RawContent, Snapshot, text_digest
from tracker.models.errors import WrongStateError
from tracker.models.events import Event
from tracker.models.followers import UNCONFIRMED_FOR, Follower, Owner, owned_by
from tracker.models.forms import RenderedForm, Rerendering
from tracker.models.imports import Import
from tracker.models.ledger import LedgerClock, LedgerHead, Refresh, Revision
from tracker.models.meetings import UNREPORTED_AFTER_DAYS, Meeting, Participant
from tracker.models.names import NameEntry, Suggestion
from tracker.models.notices import EndpointNotice
from tracker.models.officials import Official, Tenure
from tracker.models.parties import Party, Topic, lineages
from tracker.models.passages import DevelopmentParticipant, Passage
from tracker.models.polling import (
    Host,
    ListedArticle,
    Polling,
    examined,
    following,
    host_name,
    polled,
)
from tracker.models.proposals import Proposal, ProposalQuote
from tracker.models.rechecks import Recheck
from tracker.models.recipients import MailRecipient, MailRecipientQuerySet, recipient_digest
from tracker.models.replays import Replay
from tracker.models.rereadings import BACKFILL_AFTER_DAYS, Rereading
from tracker.models.reviews import LOOKING, HeldDecision, Look
from tracker.models.search import MARKS, MOST_COUNTED, MOST_RANKED, SearchDraft, SearchEntry
from tracker.models.searches import SavedSearch, SearchMail
from tracker.models.sources import Source
from tracker.models.statements import SAID_IN, Relation, Statement
from tracker.models.stories import Sketch
from tracker.models.submissions import Submission
from tracker.models.webhooks import WebhookEndpoint, WebhookSecret

RECORDS: dict[str, type[Record]] = {
    model.RECORD_TYPE.value: model
    for model in (
        Topic,
        Party,
        Official,
        Agreement,
        Meeting,
        Event,
        Commitment,
        Statement,
        Source,
        Document,
        Development,
    )
}


def records_of(record_type: str) -> RecordQuerySet[Any]:
    """Return all rows of this type of record."""
    return RecordQuerySet(RECORDS[record_type])


OF_TOPICS = (Agreement, Meeting, Event, Commitment, Statement)
"""The types of record that have topics."""
