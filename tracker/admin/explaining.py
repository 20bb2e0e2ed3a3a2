"""Why something was flagged, drawn: the quote with its telling words marked, a bar for each share.

Whatever is drawn is also written: nothing is told by colour or length alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracker import models
from tracker.admin import reading

_RELATION = "relation_contributions"
_DRAWN = {"matched", "decided_by", "rule", "contributions", _RELATION, "analyser", "trace"}
_WORDS = {
    "base": "to begin with",
    "terms": "key terms",
    "actor": "its parties are near",
    "cue": "words that decide",
    "carried_speaker": "the speaker is carried over from before",
    "participants": "participants",
    "date": "the day",
    "place": "the place",
    "title": "the title",
    "name": "the name",
    "parties": "the parties",
}


@dataclass(frozen=True)
class Mark:
    """Words of a quote that count, as a span in it, and for what."""

    start: int
    end: int
    kind: str
    note: str


def drawn(development: models.Development) -> SafeString:
    """Return the explanation as a figure: quote, shares of the confidence, and what was applied."""
    explanation = development.explanation
    if not explanation:
        return SafeString("–")
    quote = next(iter(development.own_citations), None)
    parts = [
        *([_quote(quote, explanation)] if quote is not None else []),
        *_tables(development),
        _trace(explanation),
        _rest(explanation),
    ]
    return format_html(
        '<div class="evidence">{}</div>', format_html_join("", "{}", ((part,) for part in parts))
    )


def _quote(quote: models.Citation, explanation: Mapping[str, Any]) -> SafeString:
    """Return the words that were flagged, each term and cue among them marked and named."""
    text, position, pieces = quote.exact, 0, []
    for mark in _marks(quote, explanation):
        if mark.start < position:
            continue
        pieces += [
            format_html("{}", text[position : mark.start]),
            format_html(
                '<mark class="{}">{}<small>{}</small></mark>',
                mark.kind,
                text[mark.start : mark.end],
                mark.note,
            ),
        ]
        position = mark.end
    pieces.append(format_html("{}", text[position:]))
    return format_html(
        "<blockquote>{}</blockquote>", format_html_join("", "{}", ((piece,) for piece in pieces))
    )


def _marks(quote: models.Citation, explanation: Mapping[str, Any]) -> list[Mark]:
    """Return what is marked in the quote, by position; spans elsewhere are left out."""
    marks = [
        Mark(each["start"], each["end"], "term", f"term {each.get('weight', 1):g}")
        for each in explanation.get("matched", ())
    ]
    marks += [
        Mark(each["start"], each["end"], "cue", str(each.get("cue", "")).replace("_", " "))
        for each in explanation.get("decided_by", ())
    ]
    inside = [
        Mark(mark.start - quote.start, mark.end - quote.start, mark.kind, mark.note)
        for mark in marks
        if quote.start <= mark.start < mark.end <= quote.end
    ]
    return sorted(inside, key=lambda mark: (mark.start, -mark.end))


def _tables(development: models.Development) -> Iterator[SafeString]:
    """Yield what speaks for the record being meant, and for what is said of it."""
    explanation, confidence = development.explanation, development.confidence
    if explanation.get("contributions"):
        total = f": {confidence:.2f} in all" if confidence is not None else ""
        yield _shares(f"What speaks for it and against it{total}", explanation["contributions"])
    if explanation.get(_RELATION):
        # PostgreSQL does not keep the order of the keys.
        heaviest = sorted(explanation[_RELATION].items(), key=lambda item: -abs(item[1]))
        yield _shares(f"What speaks for “{development.relation}”", dict(heaviest))


def _shares(caption: str, shares: Mapping[str, float]) -> SafeString:
    """Return a row with a bar for each contribution."""
    longest = max(abs(value) for value in shares.values()) or 1
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td class="figure">{}</td>'
        '<td class="bars"><span class="bar{}" style="width:{}%" aria-hidden="true"></span>'
        "</td></tr>",
        (
            (
                _WORDS.get(name, name.replace("_", " ")),
                f"{value:+.2f}",
                "" if value >= 0 else " against",
                round(abs(value) / longest * 100),
            )
            for name, value in shares.items()
        ),
    )
    return format_html("<table><caption>{}</caption><tbody>{}</tbody></table>", caption, rows)


def _trace(explanation: Mapping[str, Any]) -> SafeString:
    """Return what was applied, step by step."""
    steps = list(_steps(explanation))
    return format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", ((s,) for s in steps)))


def _steps(explanation: Mapping[str, Any]) -> Iterator[str]:
    matched = [f"“{each['text']}”" for each in explanation.get("matched", ())]
    if matched:
        yield f"About the record, by {', '.join(matched)}"
    for each in explanation.get("decided_by", ()):
        yield f"“{each['text']}” says: {str(each.get('cue', '')).replace('_', ' ')}"
    for step in explanation.get("trace", ()):
        yield step if isinstance(step, str) else str(step)
    if "rule" in explanation:
        yield f"Rule: {explanation['rule']}"
    analyser = explanation.get("analyser")
    if isinstance(analyser, Mapping):
        told = (f"{key} {value}" for key, value in analyser.items() if key != "name")
        yield f"Read by: {', '.join((str(analyser.get('name', '')), *told))}"


def _rest(explanation: Mapping[str, Any]) -> SafeString:
    """Return what else is in the explanation, as it is."""
    rest = {key: value for key, value in explanation.items() if key not in _DRAWN}
    return reading.pretty(rest) if rest else SafeString("")
