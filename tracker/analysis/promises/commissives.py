"""Promises: the clauses in which somebody binds themselves, and to what, by their very words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.analysis import lexicon
from tracker.analysis.mentions import people
from tracker.analysis.mentions.people import Actor
from tracker.analysis.structure.sentences import Sentence
from tracker.analysis.terms import terms

FILE = "commissives"
NOUN, PERFORMS, REPORTED = "noun", "performs", "reported"
MODAL, INTENDS, ANNOUNCES = "modal", "intends", "announces"

_PUNCTUATION = re.compile(r"[;:?!]|\s[-–—]+\s|\.(?=\s)|,\s(?=(?:and|y|but|pero)\b)|\"$|$")
_CLAUSE_START = re.compile(
    r"[;:?!\"(]\s*|,\s+|\s-+\s|\b(?:that|que|and|but|which|who|because|while|as|y|pero|porque|when)\s+"
)
_LINKS = re.compile(r"^(?:and|but|so|y|pero|entonces|que|that|next|today|finally|hoy),?\s+")
_TO = re.compile(
    r"(?:[\s,]{1,9}+[\w.'’&-]++){0,14}?(?:[\s,]{1,9},)?"
    r"\s(?:to|not to|de|a|que|that)\s+(?P<verb>[^\W\d_]+)"
)
_ARTICLES = frozenset(("the", "a", "an", "this", "that", "el", "la", "los", "las", "un", "una"))
_OWNER = re.compile(
    r"(?:\b(?:the|our|its|their|his|her|a|an|this|el|la|los|su|sus|un|una|nuestro|nuestra)\s+|"
    r"(?:\bthe\s+)?(?:[A-Z][\w.]{0,40}+\s+){0,3}[A-Z][\w.]{0,40}+['’]s?\s+)"
    r"(?:[\w-]{1,40}+\s+){0,2}$"
)
_NOUNS_TOO = frozenset(("pledge", "pledges", "promise", "promises", "vow", "vows", "commit"))
_DETERMINED = re.compile(
    r"\b(?:the|a|an|this|that|its|their|his|her|our|my|any|no|[A-Z][\w-]{1,60}+(?:['’]s)?)\s+"
    r"(?:[a-z]+\s+)?$"
)
_FUTURE = re.compile(
    r"\b(?!(?:iran|teheran|detras)\b)[^\W\d_]{2,}(?:[aei]r|dr|br|rr)(?:á|án|emos)\b"
)
_CONDITIONAL = re.compile(r"\b[^\W\d_]{2,}(?:[aei]r|dr|br|rr)(?:ía|ían|íamos)\b")
_VERB = re.compile(
    r"(?<!\s)(?:\s+(?:not|never|also|now|soon|then|continue|to|no|have))*\s+(?P<verb>[^\W\d_]+)"
)
_FIGURE = re.compile(
    r"\d|\b(?:million|billion|percent|millones|mil|ciento|dozen|hundred|thousand)\b"
)
_BY_WHEN = re.compile(
    r"\b(?:by|before|within|until|no later than|antes de|antes del|hasta|para|en los proximos)\s+"
    r"(?:the\s+|el\s+|la\s+)?(?:\w+\s+)?(?:\d|end|fin|final|next|early|late|mid|january|february|march|"
    r"april|may|june|july|august|september|october|november|december|summer|winter|spring|fall|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    r"verano|proxim|year|month|week|days)"
    r"|\b(?:this|next) (?:year|month|week)|\b(?:este|proximo) (?:ano|mes)|a partir del?|as of"
)
_INITIAL = re.compile(r"\b[A-Z]\.$")
_RELATIVE = re.compile(r"(?<!\by )(?<!\band )\b(?:that|que|which|el cual|la cual|whom|quien)\s+$")
_MOST_SUBJECT = 12
_MOST_OF_SOURCE = 7
_LONGEST, _SHORTEST = 45, 4
_NEAR = 60
_EDGES = " ,;:\"'“”«»-–—"


@dataclass(frozen=True)
class Promise:
    """A clause that may bind: ``start`` to ``end`` is the promise, ``cue`` the deciding words."""

    sentence: int
    start: int
    end: int
    sort: str
    cue: lexicon.Hit
    subject: tuple[int, int]
    is_negated: bool
    features: Mapping[str, float]


def find(
    sentence: Sentence, language: str, actors: Sequence[Actor], *, is_question: bool = False
) -> list[Promise]:
    """Return every clause of the sentence that may be a promise, likely or not, by position."""
    scene = _Scene(sentence, language, actors, is_question=is_question)
    kept: list[Promise] = []
    for promise in sorted(scene.promises(), key=lambda p: (p.start, -p.end)):
        if not any(promise.start < other.end and other.start < promise.end for other in kept):
            kept.append(promise)
    return kept


class _Scene:
    def __init__(
        self, sentence: Sentence, language: str, actors: Sequence[Actor], *, is_question: bool
    ) -> None:
        self.sentence, self.language = sentence, language
        self.text, self.folded, self.lowered = sentence.text, sentence.folded, sentence.lowered
        self.scan = lexicon.Scan(FILE, language, sentence.lowered, sentence.folded)
        self.actors = actors
        self.is_question = is_question

    def promises(self) -> Iterator[Promise]:
        """Yield the clause at every cue."""
        yield from self._nouns()
        performs = [hit for hit in self._hits("performs") if not self._is_noun(hit)]
        for hit in performs:
            deed = _VERB.match(self.folded, hit.end)
            yield self._clause(PERFORMS, hit, deed["verb"] if deed else "")
        yield from self._announced()
        for sort, hit in self._modals():
            if any(hit.start < other.end and other.start < hit.end for other in performs):
                continue
            verb = _VERB.match(self.folded, hit.end)
            is_future = sort == MODAL and self._is_inflected(hit)
            # "vamos a Veracruz" goes somewhere, "vamos a construir" will build.
            if hit.words.endswith(" a") and not (verb and verb["verb"].endswith("r")):
                continue
            word = hit.words if is_future or verb is None else verb["verb"]
            said = self._said_before(hit)
            yield self._clause(REPORTED if said and sort == MODAL else sort, hit, word)

    def _is_noun(self, hit: lexicon.Hit) -> bool:
        """Tell whether a word such as "pledge" is no verb here: "the pledge", "pledge by"."""
        return bool(
            hit.words in _NOUNS_TOO
            and (
                _DETERMINED.search(self.text[: hit.start])
                or re.match(r"\A\s+(?:by|of|made|from|de)\b", self.folded[hit.end :])
            )
        )

    def _nouns(self) -> Iterator[Promise]:
        """Yield nouns with what is promised: "its pledge to provide …"."""
        for hit in self._hits("nouns"):
            to = _TO.match(self.folded, hit.end)
            if to is None or re.search(r"[;:.]", self.folded[hit.end : to.start("verb")]):
                continue
            if to["verb"] in _ARTICLES:
                continue
            owner = _OWNER.search(self.text, max(0, hit.start - 40), hit.start)
            start = owner.start() if owner else hit.start
            yield self._promise(NOUN, hit, start, to["verb"])

    def _announced(self) -> Iterator[Promise]:
        """Yield what is announced as a thing and not a clause: "anunció aranceles del 30 %"."""
        for hit in self._hits("announces"):
            after = re.match(r"\A\s+(?!que\b|that\b|the\b|el\b|la\b|un\b|una\b|a\b|an\b)[^\W\d_]+",
                             self.folded[hit.end :])  # fmt: skip
            if after:
                yield self._promise(ANNOUNCES, hit, hit.end, after.group().strip())

    def _modals(self) -> list[tuple[str, lexicon.Hit]]:
        found = [(MODAL, hit) for hit in self._hits("modals")]
        found += [(INTENDS, hit) for hit in self._hits("intends")]
        if self.language == "es":
            for pattern in (_FUTURE, _CONDITIONAL):
                found += [
                    (MODAL, lexicon.Hit(m.start(), m.end(), self.folded[m.start() : m.end()]))
                    for m in pattern.finditer(self.lowered)
                    if not self.text[m.start()].isupper() or m.start() == 0
                ]
        return sorted(found, key=lambda pair: pair[1].start)

    def _is_inflected(self, hit: lexicon.Hit) -> bool:
        return self.language == "es" and not hit.words.endswith(" a")

    def _said_before(self, hit: lexicon.Hit) -> bool:
        return any(
            verb.end <= hit.start and hit.start - verb.end < 2 * _NEAR
            for verb in self._hits("says")
        )

    def _clause(self, sort: str, hit: lexicon.Hit, verb: str) -> Promise:
        """Return the clause of a verb, from its subject to its end."""
        start = max((v.end for v in self._hits("says") if v.end <= hit.start), default=0)
        for match in _CLAUSE_START.finditer(self.folded, start, hit.start):
            if not self._is_pair(match.start(), match.end()):
                start = match.end()
        # "The United States, said Ruiz, will": a short aside is stepped over by none.
        words = terms.tokens(self.folded[start : hit.start])
        if len(words) > _MOST_SUBJECT:
            start += words[-_MOST_SUBJECT].start
        while link := _LINKS.match(self.folded[start : hit.start]):
            start += link.end()
        return self._promise(sort, hit, start, verb)

    def _is_pair(self, start: int, end: int) -> bool:
        """Tell whether "and" or a comma stands between two who act together: "Oman and Chad"."""
        return any(0 <= start - a.end <= 1 for a in self.actors) and any(
            end <= a.start <= end + len("the ") for a in self.actors
        )

    def _promise(self, sort: str, hit: lexicon.Hit, start: int, verb: str) -> Promise:
        end = self._end(max(hit.end, start))
        exact = self.text[start:end]
        start += len(exact) - len(exact.lstrip(_EDGES))
        bare = exact.strip(_EDGES)
        # The point of a sentence is none of its words; that of "U.S." is.
        end = start + len(bare if _INITIAL.search(bare) else bare.rstrip("." + _EDGES))
        subject = (start, hit.start) if start < hit.start else (hit.start, hit.start)
        negated = re.search(r"\b(?:not|never|no|nunca|ni|n't)\b", self.folded[start : hit.end + 12])
        features = self._features(sort, hit, (start, end), subject, verb)
        features["negated"] = float(negated is not None)
        return Promise(
            sentence=self.sentence.index,
            start=start,
            end=end,
            sort=sort,
            cue=hit,
            subject=subject,
            is_negated=negated is not None,
            features={name: value for name, value in features.items() if value},
        )

    def _end(self, after: int) -> int:
        """Return where the clause ends: at punctuation, or where something else begins."""
        stops = [m.start() for m in _PUNCTUATION.finditer(self.folded, after)]
        end = min((at for at in stops if self._closes(at)), default=len(self.text))
        for hit in self._hits("boundary"):
            if hit.start > after + 10 and hit.start < end:
                end = hit.start
        end = self._before_source(after, end)
        words = terms.tokens(self.folded[after:end])
        return after + words[_LONGEST].start if len(words) > _LONGEST else end

    def _before_source(self, after: int, end: int) -> int:
        """Return the comma from which on the sentence says who said it: ", the ministry said"."""
        for verb in self._hits("says"):
            comma = self.folded.rfind(",", after, verb.start)
            if comma > 0 and comma < end:
                between = terms.tokens(self.folded[comma : verb.start])
                if len(between) <= _MOST_OF_SOURCE:
                    return comma
        return end

    def _closes(self, at: int) -> bool:
        """Tell whether a stop ends a clause: the points of U.S. and EE. UU. do not."""
        return not re.search(r"\b(?:[a-z]\.){0,9}[a-z]$|\b(?:ee|uu)$", self.folded[:at]) or (
            self.folded[at : at + 1] != "."
        )

    def _features(
        self,
        sort: str,
        hit: lexicon.Hit,
        span: tuple[int, int],
        subject: tuple[int, int],
        verb: str,
    ) -> dict[str, float]:
        start, end = span
        words = len(terms.tokens(self.folded[start:end]))
        has_figure = bool(_FIGURE.search(self.folded, start, end))
        # "It promised 400 boats" names no deed, and means one.
        is_deed = self.scan.has("deeds", verb) or (sort == PERFORMS and has_figure)
        return {
            f"sort:{sort}": 1.0,
            "deed": float(is_deed),
            "weak": float(self.scan.has("weak", verb)),
            "figure": float(has_figure),
            "by_when": float(bool(_BY_WHEN.search(self.folded, start, end))),
            "call": float(self._any("calls", 0, end)),
            "unreal": float(self._any("unreal", max(0, start - _NEAR), hit.end)),
            "recalls": float(self._any("recalls", max(0, hit.start - _NEAR), hit.start)),
            "said": float(self._said_before(hit)),
            "relative": float(self._is_relative(start)),
            "long": float(words > 2 * _MOST_SUBJECT),
            "short": float(words < _SHORTEST),
            "question": float(self.is_question),
            **self._subject(*subject),
        }

    def _subject(self, start: int, end: int) -> dict[str, float]:
        """Return what sort of subject binds itself."""
        inside = [a for a in self.actors if a.start < end and start < a.end]
        return {
            "by_speaker": float(self._any("speakers", start, end)),
            "by_person": float(any(a.sort != people.STATE for a in inside)),
            "by_state": float(any(a.sort == people.STATE for a in inside)),
            "by_institution": float(self._any("institutions", start, end)),
            "by_pronoun": float(self._any("pronouns", start, end)),
            "by_nobody": float(not self.folded[start:end].strip()),
        }

    def _is_relative(self, start: int) -> bool:
        """Tell whether the clause only describes a thing: "the doses that it has pledged"."""
        before = self.folded[:start]
        opener = _RELATIVE.search(before)
        if opener is None:
            return False
        return not any(
            opener.start() - verb.end <= _NEAR // 2 and verb.end <= opener.start() + 1
            for verb in self._hits("says")
        )

    def _any(self, name: str, start: int, end: int) -> bool:
        return self.scan.any(name, start, end)

    def _hits(self, name: str) -> tuple[lexicon.Hit, ...]:
        return self.scan.hits(name)
