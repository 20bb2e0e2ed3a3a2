"""What we say about a finding, in both languages: made from templates, never invented."""

from collections.abc import Mapping, Sequence
from typing import Any

from tracker import kinds, models

_BY = {"en": "{label} by {speaker}: {title}", "es": "{label} por {speaker}: {title}"}
_PLAIN = {"en": "{label}: {title}", "es": "{label}: {title}"}
# A report is the outlet's: whoever speaks in it is cited.
_REPORT_CITING = {
    "en": "{label} on {title}, citing {speaker}",
    "es": "{label} sobre {title}, que cita a {speaker}",
}
_REPORT = {"en": "{label} on {title}", "es": "{label} sobre {title}"}
_NAMED = {"en": ". Named as taking part: {names}", "es": ". Se nombra como participantes: {names}"}
_AND = {"en": " and ", "es": " y "}
_REMINDERS = {
    "commitment.silent": {
        "en": "No report since {silent_since}; documents read since then: {documents}, "
        "outlets: {outlets}",
        "es": "Ninguna información desde el {silent_since}; documentos leídos desde entonces: "
        "{documents}, medios: {outlets}",
    },
    "meeting.unreported": {
        "en": "Planned until {planned}; no report was found of what became of it",
        "es": "Prevista hasta el {planned}; no se halló noticia de qué fue de ella",
    },
    "agreement.expiring": {"en": "Expires: {expires}", "es": "Expira: {expires}"},
    "agreement.publication_overdue": {
        "en": "Not seen published by {publication_due}",
        "es": "A {publication_due} no se ha visto publicado",
    },
}
_TITLES = ("short_title", "title", "name")
_LONGEST_TITLE = 500


def summarise(
    kind: str, record: models.Record, speaker: str = "", participants: Sequence[str] = ()
) -> dict[str, str]:
    """Return {en, es}: the kind, who spoke, the record's title, and who is named."""
    summary = {}
    for language, label in kinds.get(kind).label.items():
        signed, plain = (_REPORT_CITING, _REPORT) if kind == kinds.REPORTED else (_BY, _PLAIN)
        template = signed[language] if speaker else plain[language]
        words = template.format(label=label, speaker=speaker, title=title(record, language))
        if participants:
            words += _NAMED[language].format(names=_listed(participants, language))
        summary[language] = words + "."
    return summary


def remind(kind: str, record: models.Record, facts: Mapping[str, Any]) -> dict[str, str]:
    """Return {en, es}: the kind, the record's title, and what the calendar tells of it."""
    summary = summarise(kind, record)
    for language, words in _REMINDERS.get(kind, {}).items():
        summary[language] += f" {words.format(**facts)}."
    return summary


def headline(summary: Mapping[str, str]) -> str:
    """Return the title that a development with this summary bears."""
    return summary["en"].rstrip(".")[:_LONGEST_TITLE]


def title(record: models.Record, language: str) -> str:
    """Return the record's title in ``language`` where it has been translated, else as it is."""
    translated = record.translations.get(language, {})
    for field in _TITLES:
        if getattr(record, field, "") == record.heading and translated.get(field):
            return str(translated[field])
    return record.heading


def _listed(names: Sequence[str], language: str) -> str:
    *first, last = names
    return ", ".join(first) + _AND[language] + last if first else last
