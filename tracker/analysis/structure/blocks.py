"""What each paragraph of a page is, body or furniture, and whose turn it is in a transcript."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.analysis import lexicon, normalise
from tracker.analysis.structure.sentences import Sentence

BODY: Final = "body"
HEADING: Final = "heading"
BYLINE: Final = "byline"
CAPTION: Final = "caption"
RELATED: Final = "related"
FURNITURE: Final = "furniture"
Words = Mapping[str, frozenset[str]]

_LABEL = re.compile(
    r"[*_]{0,3}(?P<label>[^\W\d_][^:?!¿¡\"“«\n]{0,110}?)[*_]{0,3}\s?(?::|\.?[—–-]{1,3})[*_]{0,3}\s+"
)
_DASH = re.compile(r"—(?=\S)([^—\n]{1,400})")
_CREDIT = re.compile(r"[\w ]{2,20}[:.]|\w{1,30}+ (?:by|de|:)")
_BULLETS = "•-–—·»>"
_MARKS = f"{_BULLETS}*_#[( \t)]"
_BETWEEN_LINKS = (" · ", " | ")
_CLOSED = (".", "!", "?", "…", '"', "”", "»", ")", ":", "]", "*")
_LINE, _LINK, _LONG = 100, 160, 300
_TOP, _FEWEST_TURNS = 5, 3


@dataclass(frozen=True)
class Block:
    """A paragraph: what it is, and of a turn whose.

    ``label`` is as written, and empty in a dialogue, whose turns begin with a dash.
    """

    role: str = BODY
    label: str = ""
    is_turn: bool = False
    is_asked: bool = False


def classify(sentences: Sequence[Sentence], text: str, language: str) -> Mapping[int, Block]:
    """Return the block that each paragraph is, by its number; linear in the text."""
    spans: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        start, _ = spans.get(sentence.paragraph, (sentence.start, 0))
        spans[sentence.paragraph] = start, sentence.end
    words = lexicon.table("structure", language)
    paragraphs = {number: text[start:end] for number, (start, end) in spans.items()}
    return _turns(_roles(paragraphs, words), paragraphs, words)


def _roles(paragraphs: Mapping[int, str], words: Words) -> dict[int, str]:
    """Return what each paragraph is; below the heading of a list of links stand links.

    "Read also: …" is a link by itself, after which the article may go on.
    """
    roles: dict[int, str] = {}
    is_list, before = False, ""
    for place, (number, paragraph) in enumerate(paragraphs.items()):
        role = _role(paragraph, place, words)
        is_late_bullet = paragraph[0] in _BULLETS and place * 2 > len(paragraphs)
        is_link = is_list or (is_late_bullet and (role == HEADING or before == RELATED))
        if role == RELATED:
            is_list = ": " not in paragraph
        elif is_link and role in (HEADING, BODY) and len(paragraph) < _LINK:
            role = RELATED
        elif role == BODY:
            is_list = False
        roles[number] = before = role
    if BODY not in roles.values():
        # Of a text that is a line or two, the lines are the text.
        return {number: BODY if role == HEADING else role for number, role in roles.items()}
    return roles


def _role(paragraph: str, place: int, words: Words) -> str:
    bare = paragraph.strip(_MARKS)
    folded, is_short = normalise.fold(bare), len(bare) < _LINE
    is_open = not paragraph.rstrip("*_ ").endswith(_CLOSED)
    padded = f" {re.sub(r'[^a-z0-9:]+', ' ', folded)} "
    is_furniture = any(f" {entry} " in padded for entry in words["furniture"])
    tests = {
        RELATED: (is_short or any(mark in bare for mark in _BETWEEN_LINKS))
        and _begins(folded, words["related"]),
        CAPTION: _CREDIT.match(folded) and _begins(folded, words["caption"]),
        FURNITURE: is_furniture and len(bare) < _LONG and '"' not in folded,
        BYLINE: place < _TOP and is_short and is_open and _begins(folded, words["byline"]),
        HEADING: is_short and (is_open or paragraph.startswith("**")),
    }
    return next((role for role, holds in tests.items() if holds), BODY)


def _begins(folded: str, entries: Iterable[str]) -> bool:
    return any(folded.startswith(e) and not folded[len(e) : len(e) + 1].isalnum() for e in entries)


def _turns(
    roles: Mapping[int, str], paragraphs: Mapping[int, str], words: Words
) -> dict[int, Block]:
    """Return the blocks with whose turn each is; a paragraph without a label goes on."""
    matches = ((number, _LABEL.match(paragraph)) for number, paragraph in paragraphs.items())
    labels = {number: match["label"].strip("*_ ") for number, match in matches if match}
    often = Counter(map(normalise.fold, labels.values()))
    known = {label for label, n in often.items() if n > 1 or _asks(label, words)}
    is_transcript = sum(often[label] for label in known) >= _FEWEST_TURNS
    found, turn = {}, Block()
    for number, role in roles.items():
        label = labels.get(number, "")
        folded = normalise.fold(label)
        is_labelled = is_transcript and (folded in known or label.isupper())
        if is_labelled:
            turn = Block(BODY, label, is_turn=True, is_asked=_asks(folded, words))
        if is_labelled or (turn.is_turn and role == BODY):
            found[number] = turn
        elif role == BODY and (said := _DASH.match(paragraphs[number])):
            found[number] = Block(is_turn=True, is_asked="?" in said.group())
        else:
            found[number] = Block(role)
    return found


def _asks(label: str, words: Words) -> bool:
    first = re.split(r"[\s(,.]", label, maxsplit=1)[0]
    return label in words["questioners"] or first in words["questioners"]
