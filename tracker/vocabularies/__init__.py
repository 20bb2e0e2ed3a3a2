"""Closed vocabularies: codes with labels and explanations in two languages, one module by record.

Import the package (``from tracker import vocabularies``) and write ``vocabularies.Form.REFRAIN``.
"""

from typing import Final

from tracker.vocabularies.accounts import ROLE_SCOPES, Role, Scope
from tracker.vocabularies.actions import ActionKind
from tracker.vocabularies.agreements import AgreementStatus, Binding, InstrumentType, TextStatus
from tracker.vocabularies.assessments import Consistency, Evidence, ReasonCode, Schedule, Verdict
from tracker.vocabularies.base import Vocabulary
from tracker.vocabularies.commitments import CriterionKind, Form, Strength, Wording
from tracker.vocabularies.deliveries import (
    AttemptOutcome,
    DeliveryState,
    EndpointFormat,
    EndpointState,
    NoticeReason,
)
from tracker.vocabularies.imports import ImportState
from tracker.vocabularies.mails import MailFrequency, MailLanguage, SearchState
from tracker.vocabularies.meetings import Attendance, EventKind, MeetingKind, MeetingStatus
from tracker.vocabularies.parties import PartyKind, PartyRole
from tracker.vocabularies.records import DatePrecision, RecordType, ReviewState
from tracker.vocabularies.review import Decision, DismissalReason
from tracker.vocabularies.sources import (
    CitationWeight,
    DateOrigin,
    Drift,
    QuoteState,
    SourceTier,
    SubmissionState,
    TextKind,
)
from tracker.vocabularies.statements import Attribution, RelationKind, Side, Stance

ALL: Final[dict[str, type[Vocabulary]]] = {
    "party_kind": PartyKind,
    "party_role": PartyRole,
    "instrument_type": InstrumentType,
    "agreement_status": AgreementStatus,
    "binding": Binding,
    "text_status": TextStatus,
    "action_kind": ActionKind,
    "meeting_kind": MeetingKind,
    "meeting_status": MeetingStatus,
    "attendance": Attendance,
    "event_kind": EventKind,
    "wording": Wording,
    "form": Form,
    "strength": Strength,
    "criterion_kind": CriterionKind,
    "verdict": Verdict,
    "reason_code": ReasonCode,
    "schedule": Schedule,
    "consistency": Consistency,
    "evidence": Evidence,
    "attribution": Attribution,
    "stance": Stance,
    "relation_kind": RelationKind,
    "side": Side,
    "source_tier": SourceTier,
    "text_kind": TextKind,
    "date_origin": DateOrigin,
    "drift": Drift,
    "quote_state": QuoteState,
    "citation_weight": CitationWeight,
    "submission_state": SubmissionState,
    "import_state": ImportState,
    "record_type": RecordType,
    "date_precision": DatePrecision,
    "review_state": ReviewState,
    "decision": Decision,
    "dismissal_reason": DismissalReason,
    "role": Role,
    "scope": Scope,
    "endpoint_state": EndpointState,
    "endpoint_format": EndpointFormat,
    "delivery_state": DeliveryState,
    "attempt_outcome": AttemptOutcome,
    "notice_reason": NoticeReason,
    "search_state": SearchState,
    "mail_frequency": MailFrequency,
    "mail_language": MailLanguage,
}
"""Every vocabulary by its public name, in the order in which ``/v1/vocabularies`` shows them."""
