"""What is told of an event: news as news, a report as a report, a correction in words."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from tracker import kinds, vocabularies
from tracker.representations.chat import quotes, words
from tracker.representations.chat.messages import Message

Body = Mapping[str, Any]

_NAMES: Final = ("title", "short_title", "name", "text")
_HEADINGS: Final[Mapping[str, words.Words]] = {
    "development.dismissed": words.WITHDREW,
    "development.corrected": words.CORRECTED,
    "development.reopened": words.RECALLED,
    "development.confirmed": words.CONFIRMED,
    "record.deleted": words.DELETED,
    "record.redacted": words.REDACTED,
    "record.restored": words.RESTORED,
}


def message(envelope: Body, language: str) -> Message:
    """Return what is told of the event in ``envelope``, in this language."""
    said = _Told(envelope, language)
    plain = Message(heading=said.heading(), link=page(envelope["subject"], language), link_label="")
    plain = replace(plain, link_label=words.OPEN[language], statement=said.statement())
    state = said.body.get("review_state", "")
    if said.is_shown():
        judgement = words.JUDGEMENTS.get(state, {}).get(language, "")
        plain = replace(plain, judgement=judgement, **quotes.parts(said.body, language))
    return plain


def page(subject: str, language: str) -> str:
    """Return the page of a record whose address at the API is ``subject``."""
    home, _, path = subject.partition("/v1/")
    return f"{home}/es/{path}" if language == "es" else f"{home}/{path}"


class _Told:
    """One event, and what is said of it in one language."""

    def __init__(self, envelope: Body, language: str) -> None:
        self.type: str = envelope["type"]
        self.body: Body = envelope["data"]["object"]
        self.previous: Body = envelope["data"].get("previous") or {}
        self.is_truncated = bool(envelope["data"].get("truncated"))
        self.is_example = bool(envelope.get("example"))
        self.language = language

    def is_shown(self) -> bool:
        """Return whether it is a development that readers see, with its quotes."""
        return "citations" in self.body and "kind" in self.body

    def heading(self) -> str:
        """Return what happened, in one line."""
        if kinds.changes_kind(self.type, self.previous):
            return words.CORRECTED[self.language].format(what=self.title())
        if form := _HEADINGS.get(self.type):
            return form[self.language].format(what=self.named())
        if self.type in kinds.KINDS:
            return self.news(self.type)
        return f"{self.label(self.type)}: {self.named()}"

    def named(self) -> str:
        """Return what the record is called; of a development, what it tells."""
        if "kind" in self.body and "record" in self.body:
            return self.news(self.body["kind"])
        return self.title()

    def news(self, kind: str) -> str:
        """Return what a development of this kind tells: of a report, who reports."""
        if kind != kinds.REPORTED:
            return f"{self.label(kind)}: {self.title()}"
        outlet = quotes.outlet(self.body)
        form = words.REPORTS if outlet else words.REPORTED
        return form[self.language].format(outlet=outlet, title=self.title())

    def title(self) -> str:
        """Return what it is about; of what was withdrawn, what it was called."""
        about = self.body.get("record")
        if isinstance(about, Mapping):
            return str(about["title"])
        for body in (self.body, self.previous):
            for name in _NAMES:
                if body.get(name):
                    return str(body[name])
        return words.UNNAMED[self.language]

    def label(self, event_type: str) -> str:
        """Return what an event type is called."""
        return kinds.EVENT_TYPES[event_type].label[self.language]

    def statement(self) -> str:
        """Return what we say besides: what was wrong, why, and what no quote says."""
        parts = [
            words.EXAMPLE[self.language] if self.is_example else "",
            words.TOO_LONG[self.language] if self.is_truncated else "",
            *(said(self) for said in _STATEMENTS),
        ]
        return " ".join(part for part in parts if part)


def _another_kind(told: _Told) -> str:
    if "kind" not in told.previous or "kind" not in told.body:
        return ""
    before, now = told.previous["kind"], told.body["kind"]
    return words.WAS_TOLD_AS[told.language].format(before=told.label(before), now=told.label(now))


def _reason(told: _Told) -> str:
    reason = told.body.get("review_reason")
    is_decision = told.type in kinds.FOLLOW_UPS or "kind" in told.previous
    return words.BECAUSE[told.language].format(reason=reason) if reason and is_decision else ""


def _fate(told: _Told) -> str:
    if told.body.get("merged_into"):
        return words.MERGED[told.language]
    return words.WAITS[told.language] if told.body.get("withheld_at") else ""


def _verdict(told: _Told) -> str:
    """Return the new verdict of a commitment whose record was changed."""
    if told.type != "record.updated" or "verdict" not in told.previous:
        return ""
    return vocabularies.Verdict(told.body["verdict"]).label[told.language] + "."


def _summary(told: _Told) -> str:
    """Return our summary of what has no quote, as what the calendar tells."""
    if told.type not in kinds.KINDS or told.body.get("citations"):
        return ""
    return str((told.body.get("summary") or {}).get(told.language, ""))


_STATEMENTS: Final[tuple[Callable[[_Told], str], ...]] = (
    _another_kind,
    _reason,
    _fate,
    _verdict,
    _summary,
)
