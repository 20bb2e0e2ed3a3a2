"""Quotes of bodies, who speaks in them, and who says that it is so."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tracker import vocabularies
from tracker.model_context import addresses, answers

MOST_QUOTES: Final = 3
MOST_CHARACTERS: Final = 1000
"""Of one quote: a longer one is cut, and says so by an ellipsis."""

_Body = Mapping[str, Any]
_PRINTED: Final = vocabularies.TextKind.FULL.value
_PERSON: Final = {
    vocabularies.ReviewState.CONFIRMED.value: "A person confirmed it.",
    vocabularies.ReviewState.CORRECTED.value: "A person corrected it.",
    vocabularies.ReviewState.DISMISSED.value: "A person dismissed it.",
}
_CLOCK: Final = "clock"


def quotes(citations: Sequence[_Body], speaker: _Body | None = None) -> list[answers.Quote]:
    """Return the first quotes of a body; ``speaker`` speaks where a quote does not say who."""
    return [_quote(each, each.get("speaker") or speaker) for each in citations[:MOST_QUOTES]]


def left_out(citations: Sequence[_Body]) -> int:
    """Return how many quotes ``quotes`` leaves out."""
    return max(0, len(citations) - MOST_QUOTES)


def speaker_name(speaker: _Body | None) -> str | None:
    """Return who speaks: a person, else a body, else as the text names them."""
    if not speaker:
        return None
    for named in (speaker.get("official"), speaker.get("party")):
        if named:
            return str(named["title"])
    return speaker.get("name") or speaker.get("attributed_as") or None


def speaker_office(speaker: _Body | None) -> str | None:
    """Return the office of a speaker on that day, in English where it is known, else as quoted."""
    if not speaker:
        return None
    known = (speaker.get("official") or {}).get("role") or {}
    spoken = speaker.get("role") or speaker.get("role_as_reported")
    return known.get("en") or next(iter(known.values()), None) or spoken or None


def flagged(body: _Body) -> answers.Judged:
    """Return who says that a development is so."""
    state = body["review_state"]
    if state in _PERSON:
        return answers.Judged(
            by="person", review_state=state, confidence=None, sentence=_PERSON[state]
        )
    confidence = body.get("confidence")
    sentence = f"A machine flagged it with confidence {confidence}; no person has reviewed it."
    if (body.get("detector") or {}).get("name") == _CLOCK:
        sentence = "A machine tells it from dates on record; no person has reviewed it."
    elif confidence is None:
        sentence = "A machine flagged it; no person has reviewed it."
    return answers.Judged(
        by="machine", review_state=state, confidence=confidence, sentence=sentence
    )


def related(relation: _Body) -> answers.Judged:
    """Return who says what words or a deed mean for a commitment."""
    if relation.get("method") == "person":
        state = relation.get("review_state")
        return answers.Judged(
            by="person",
            review_state=state,
            confidence=None,
            sentence="A person said what it means for the commitment.",
        )
    return flagged(relation)


def entered(sentence: str = "A person entered it.") -> answers.Judged:
    """Return that a person entered what is said."""
    return answers.Judged(by="person", review_state=None, confidence=None, sentence=sentence)


def _quote(citation: _Body, speaker: _Body | None) -> answers.Quote:
    document = citation["document"]
    exact = citation["exact"]
    if len(exact) > MOST_CHARACTERS:
        exact = exact[: MOST_CHARACTERS - 1] + "…"
    return answers.Quote(
        exact=exact,
        is_for_print=document["text_kind"] == _PRINTED,
        text_kind=document["text_kind"],
        speaker=speaker_name(speaker),
        office=speaker_office(speaker),
        outlet=document["outlet"] or "",
        published=document["published_at"],
        language=citation["language"] or "",
        source=document["url"] or addresses.absolute(document["record_url"]),
        archive=addresses.absolute(citation["archive_url"]),
    )
