"""Error pages that answer 200 and hold no article: not found, wait, consent first, subscribe."""

import functools
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Final

FEWEST_WORDS: Final = 40
"""A page of fewer words is no article, unless what announced it says as little."""

FEWEST_OF_TEASER: Final = 12
"""What is shown before an offer to subscribe is an excerpt if it has so many words."""

# More words than any excuse has, even with what a site adds to console the reader.
_MOST_WORDS = 250
# What is compared with the phrases; the longest notices ask for consent, partner by partner.
_MOST_WORDS_OF_A_NOTICE = 400
_MOST_WORDS_OF_A_WALL = 60
_MOST_WORDS_OF_A_LINE = 60
# Of each kind that stands at the beginning of a short text: how many words may come before the
# phrase, and how many there may be in all.
_AT_THE_BEGINNING = {
    "loading": (1, 12),
    "furniture": (3, _MOST_WORDS_OF_A_WALL),
    "redirect": (12, _MOST_WORDS_OF_A_WALL),
    "missing": (30, 120),
}
_FEWEST_OF_CONSENT = 3
_WORDS_FOR_EACH_OF_CONSENT = 40
_GAP = r"(?: \w+){0,6} "
# Scripts that leave no space between words: a character counts as one.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_APOSTROPHE = re.compile(r"['’ʼ`´]")
_NO_WORD = re.compile(r"[\W_]+")

_BETWEEN = re.compile(r"(?<!\s)\s+[|–—·•»:-]\s+")
_CODE = re.compile(
    r"(http\s*)?(error\s*)?(code\s*)?(40[0134]|410|429|50[0234])\b[\s:,.-]*", re.IGNORECASE
)
_SORRY = re.compile(r"(oops|ups|uy|vaya|sorry|lo sentimos)\b[\s,.!…:-]*(but )?", re.IGNORECASE)
_EXCUSE = re.compile(
    "|".join(
        (
            r"(error)?|(page |file |article |content )?(was )?not found",
            r"(the |this |that )?page (you .{0,40})?"
            r"(can ?not|can['’]t|could not|couldn['’]t) be found",
            r"(the |this )?page (does not|doesn['’]t|no longer) exists?",
            r"access (to this page )?(has been |is )?denied|forbidden|unauthori[sz]ed",
            r"(internal )?server error|bad gateway|gateway time-?out|too many requests",
            r"service (temporarily )?unavailable|(temporarily )?down for maintenance",
            r"(site |we are |we['’]re )?(under|in) maintenance",
            r"just a moment|attention required!?|one moment,? please|checking your browser.{0,40}",
            r"are you (a )?(human|robot)\??|(security|human) (check|verification)|captcha",
            r"before you continue( to .{0,40})?|antes de continuar( a .{0,40})?",
            r"p[aá]gina no (encontrada|existe|disponible)",
            r"(la |esta )?p[aá]gina (que .{0,40})?no (se )?(encontr[oó]|ha sido encontrada|existe)",
            r"no (se )?(encontr[oó]|encontramos|pudimos encontrar) (la|esta) p[aá]gina",
            r"acceso (denegado|prohibido)|error interno( del servidor)?",
            r"servicio (temporalmente )?no disponible|(sitio |estamos )?en mantenimiento",
            r"un momento|verificaci[oó]n de seguridad|contenido no (encontrado|disponible)",
        )
    ),
    re.IGNORECASE,
)


def count(text: str) -> int:
    """Return how many words a text has, in whatever script."""
    return len(_WORD.findall(text))


def notice(titles: tuple[str, ...], text: str) -> str:
    """Return the words by which a page says that the article is not there; '' where it is."""
    words = count(text)
    if words > _MOST_WORDS_OF_A_NOTICE:
        return ""
    return (_excuse_of_title(titles) if words <= _MOST_WORDS else "") or _notice(text)


def needs_script(text: str) -> str:
    """Return the words by which a page says that a script would have to make it; '' for none."""
    if count(text) > _MOST_WORDS_OF_A_WALL:
        return ""
    found = _phrases("script").search(_plain(text))
    return found.group().strip() if found else ""


def before_offer(text: str) -> str | None:
    """Return what a short text says before it asks its readers to subscribe; None if it does not.

    A long one is an article, whatever is offered within it.
    """
    if count(text) > _MOST_WORDS_OF_A_NOTICE:
        return None
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if count(line) <= _MOST_WORDS_OF_A_LINE and _phrases("offer").search(_plain(line)):
            return "\n".join(lines[:number]).strip()
    return None


def _excuse_of_title(titles: tuple[str, ...]) -> str:
    for title in titles:
        for piece in _BETWEEN.split(title):
            said = piece.strip(".…!¡¿ ")
            if said and _EXCUSE.fullmatch(_SORRY.sub("", _CODE.sub("", said, count=1), count=1)):
                return said
    return ""


def _notice(text: str) -> str:
    plain = _plain(text)
    words = plain.count(" ") - 1
    for kind, (before, in_all) in _AT_THE_BEGINNING.items():
        found = _phrases(kind).search(plain) if words <= in_all else None
        if found and plain.count(" ", 0, found.start() + 1) - 1 <= before:
            return found.group().strip()
    said = [found.group().strip() for found in _phrases("consent").finditer(plain)]
    is_dense = len(said) * _WORDS_FOR_EACH_OF_CONSENT >= words
    return said[0] if is_dense and len(set(said)) >= _FEWEST_OF_CONSENT else ""


def _plain(text: str) -> str:
    """Return the words of ``text`` as the phrases are written, with a space around each."""
    bare = unicodedata.normalize("NFD", _APOSTROPHE.sub("", text).lower())
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return f" {_NO_WORD.sub(' ', letters).strip()} "


@functools.cache
def _phrases(kind: str) -> re.Pattern[str]:
    file = Path(__file__).with_name("notices.toml")
    by_language = tomllib.loads(file.read_text(encoding="utf-8"))[kind]
    phrases = sorted(phrase for listed in by_language.values() for phrase in listed)
    return re.compile(f" (?:{'|'.join(map(_pattern, phrases))})(?= )")


def _pattern(phrase: str) -> str:
    pieces = (re.escape(piece).replace(r"\*", r"\w*") for piece in phrase.split(" … "))
    return _GAP.join(pieces)
