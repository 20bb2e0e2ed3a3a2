"""What a change of a text is worth, and whether the text itself says that it was changed."""

import re

from tracker.analysis.structure import sentences
from tracker.analysis.structure.sentences import Sentence
from tracker.comparison import differences, duplicates

# A note stands at the start of a sentence: "The minister updated the accord" is none.
_NOTE = re.compile(
    r"""\A[\W_]*(?:
        (?:corrections?|clarifications?|updates?|updated|corrected|amended|amendments?
          |correccion(?:es)?|actualizacion(?:es)?|actualizad[oa]|corregid[oa]|rectificacion
          |aclaracion|modificad[oa])
        (?:\s*[:.)\]-]|\s*\([^)]{0,30}\)\s*:|\s+(?:(?:on|at|el|al?|las)\s+){0,2}\d
          |\s+(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b
          |\s+(?:el\s+)?(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b)
      |(?:last\s+updated|ultima\s+actualizacion)\b
      |(?:editor'?s?'?|editors'|editorial)\s+note\b
      |nota\s+(?:de\s+la\s+redaccion|del\s+editor|de\s+(?:la\s+)?edicion|aclaratoria)\b
      |fe\s+de\s+err(?:ores|atas)\b
      |(?:an?\s+(?:earlier|previous)|the\s+original)\s+version\s+of\s+this\b
      |una\s+version\s+(?:anterior|previa)\s+de\s+est[ea]\b
      |th(?:is|e)\s+(?:article|story|report|post|page|piece|text)\s+(?:has\s+been|was)\s+
        (?:updated|corrected|amended|edited|revised|changed)\b
      |est[ea]\s+(?:articulo|noticia|nota|informacion|pagina|texto)\s+
        (?:ha\s+sido|fue|se\s+ha)\s+(?:actualizad|corregid|modificad|rectificad)[oa]\b
    )""",
    re.VERBOSE,
)
_MOST_OF_ANOTHER_PAGE = 0.5
# Of shorter texts few runs of words survive even a small edit.
_FEWEST_WORDS = 20


def is_cosmetic(before: str, after: str) -> bool:
    """Return whether only layout and typography differ: spaces, and the form of quotes, dashes."""
    return _bare(before) == _bare(after)


def is_unlike(before: str, after: str) -> bool:
    """Return whether ``after`` is another page and not a version of ``before``.

    So it is where it is at most half as long and shares nothing: a notice that there is no such
    page, a wall before the text, or a consent form answers with 200 as well.
    """
    if len(after) > len(before) * _MOST_OF_ANOTHER_PAGE:
        return False
    return shares_nothing(before, after)


def shares_nothing(one: str, other: str) -> bool:
    """Return whether two texts have no five words in a row in common; short ones, no word."""
    size = duplicates.SHINGLE_WORDS
    if max(len(duplicates.words(text)) for text in (one, other)) < _FEWEST_WORDS:
        size = 1
    return duplicates.shingles(one, size).isdisjoint(duplicates.shingles(other, size))


def agree(settled: str, first: str, second: str, language: str) -> bool:
    """Return whether two texts have changed the ``settled`` one alike in any place.

    A counter or a rotating link in the text, another each time, is agreed in none. Where nothing
    is settled, as the page was gone, it is there in both.
    """
    if not settled:
        return True
    changes = (differences.replacements(settled, text, language) for text in (first, second))
    return not next(changes).isdisjoint(next(changes))


def note(before: str, after: str, language: str) -> Sentence | None:
    """Return the sentence of ``after`` that says of itself that the text was changed, if new."""
    for difference in differences.compare(before, after, language):
        if difference.change in {"equal", "deleted"}:
            continue
        start, end = difference.after
        for sentence in sentences.split(after[start:end], language):
            if _NOTE.match(sentence.folded):
                return sentence
    return None


def _bare(text: str) -> str:
    return "".join(text.translate(_TYPOGRAPHY).split())


_TYPOGRAPHY = str.maketrans(
    {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’ʼ`", "'"), **dict.fromkeys("‐‑–—", "-")}
    | dict.fromkeys("\u00ad\u200b\ufeff", "")
)
