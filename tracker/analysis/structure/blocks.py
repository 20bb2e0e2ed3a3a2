"""What each paragraph of a page is, body or furniture, and whose turn it is in a transcript."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracker.analysis import lexicon, normalise
from tracker.analysis.structure.sentences import Sentence

BODY: Final = "body"
HEADING: Final = "heading"
BYLINE: Final = "byline"
CAPTION: Final = "caption"
RELATED: Final = "related"
FURNITURE: Final = "furniture"

_LABEL = re.compile(
    r"[*_]{0,2}(?P<label>[^\W\d_][^:.?!¿¡\"“«\n]{0,70}?(?:\.(?=\s\w)[^:.?!\"\n]{0,40}?)?"
    r"(?:\([^)\n]{1,60}\))?)[*_]{0,2}\s*(?::|\.\s?[—–-]+|\s[—–]+)[*_]{0,2}\s+"
)
_DASH = re.compile(r"—(?=\S)([^—\n]{1,400})")
_CREDIT = re.compile(r"[\w ]{2,20}[:.]|\w{1,30}+ (?:by|de|:)")
_BULLETS = "•-–—·»>*_#[( \t"
_LIST_MARKS = "•-–—·»>"
_BETWEEN_LINKS = (" · ", " | ")
_CLOSED = (".", "!", "?", "…", '"', "”", "»", ")", ":", "]", "*")
_SHORT, _LINE, _LONG = 60, 100, 300
_TOP, _FEWEST_TURNS = 5, 3


@dataclass(frozen=True)
class Block:
    """A paragraph: what it is, and of a turn whose, up to where the label goes in the text.

    ``label`` is as written, and empty in a dialogue, whose turns begin with a dash.
    """

    role: str = BODY
    label: str = ""
    label_end: int = 0
    is_turn: bool = False
    is_asked: bool = False


def classify(sentences: Sequence[Sentence], text: str, language: str) -> Mapping[int, Block]:
    """Return the block that each paragraph is, by its number; linear in the text."""
    spans: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        start, _ = spans.get(sentence.paragraph, (sentence.start, 0))
        spans[sentence.paragraph] = start, sentence.end
    words = lexicon.table("structure", language)
    roles = _roles([text[start:end] for start, end in spans.values()], words)
    blocks = dict(zip(spans, (Block(role) for role in roles), strict=True))
    return _turns(blocks, spans, text, words)


def _roles(paragraphs: Sequence[str], words: Mapping[str, frozenset[str]]) -> list[str]:
    """Return what each paragraph is; below the heading of a list of links stand links.

    "Read also: …" is a link by itself, after which the article may go on.
    """
    roles: list[str] = []
    is_list = is_bulleted = False
    for number, paragraph in enumerate(paragraphs):
        role = _role(paragraph, number, words)
        has_bullet = paragraph[0] in _LIST_MARKS
        if role == RELATED:
            is_list, is_bulleted = ": " not in paragraph, False
        elif role == HEADING and has_bullet and number * 2 > len(paragraphs):
            role, is_list, is_bulleted = RELATED, True, not is_list or is_bulleted
        elif is_list and _is_link(role, paragraph) and (has_bullet or not is_bulleted):
            role = RELATED
        elif role == BODY:
            is_list = False
        roles.append(role)
    # Of a text that is a line or two, the lines are the text.
    return roles if BODY in roles else [BODY if role == HEADING else role for role in roles]


def _is_link(role: str, paragraph: str) -> bool:
    return role in (HEADING, BODY) and len(paragraph) < _LINE + _SHORT


def _role(paragraph: str, number: int, words: Mapping[str, frozenset[str]]) -> str:
    bare = paragraph.strip(_BULLETS + ")]")
    folded = normalise.fold(bare)
    is_open = not paragraph.rstrip("*_ ").endswith(_CLOSED)
    is_line = len(bare) < _LINE or any(mark in bare for mark in _BETWEEN_LINKS)
    if is_line and _begins(folded, words["related"]):
        return RELATED
    if _begins(folded, words["caption"]) and re.match(
        r"[\w ]{2,20}[:.]|\w{1,30}+ (?:by|de|:)", folded
    ):
        return CAPTION
    if len(bare) < _LONG and _has(folded, words["furniture"]) and '"' not in folded:
        return FURNITURE
    if number < _TOP and len(bare) < _LINE and is_open and _begins(folded, words["byline"]):
        return BYLINE
    if (is_open or paragraph.startswith("**")) and len(bare) < _LINE:
        return HEADING
    return BODY


def _begins(folded: str, entries: Iterable[str]) -> bool:
    return any(folded.startswith(e) and not folded[len(e) : len(e) + 1].isalnum() for e in entries)


def _has(folded: str, entries: Iterable[str]) -> bool:
    padded = f" {re.sub(r'[^a-z0-9:]+', ' ', folded)} "
    return any(f" {entry} " in padded for entry in entries)


def _turns(
    blocks: Mapping[int, Block],
    spans: Mapping[int, tuple[int, int]],
    text: str,
    words: Mapping[str, frozenset[str]],
) -> Mapping[int, Block]:
    """Return the blocks with whose turn each is; a paragraph without a label goes on."""
    labels = {n: _LABEL.match(text, *span) for n, span in spans.items()}
    often = Counter(normalise.fold(m["label"]) for m in labels.values() if m)
    known = {label for label, n in often.items() if n > 1 or _asks(label, words)}
    is_transcript = sum(often[label] for label in known) >= _FEWEST_TURNS
    found, turn = {}, Block()
    for number, block in blocks.items():
        match = labels[number]
        label = normalise.fold(match["label"]) if match else ""
        if match and is_transcript and (label in known or match["label"].isupper()):
            turn = Block(BODY, match["label"].strip("*_ "), match.end(), True, _asks(label, words))
            found[number] = turn
        elif is_transcript and turn.is_turn and block.role == BODY:
            found[number] = replace(turn, label_end=0)
        elif block.role == BODY and (said := _DASH.match(text, *spans[number])):
            found[number] = replace(block, is_turn=True, is_asked="?" in said.group())
        else:
            found[number] = block
    return found


def _asks(label: str, words: Mapping[str, frozenset[str]]) -> bool:
    first = re.split(r"[\s(,.]", label, maxsplit=1)[0]
    return label in words["questioners"] or first in words["questioners"]
