"""Labelled whole articles as files hold them: what is tracked, the texts, and what editors flag."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from tracker.analysis import base
from tracker.evaluating import cases

CORPUS: Final = Path(__file__).parent / "corpus"
_NOTHING: Final[Mapping[str, Any]] = {}


@dataclass(frozen=True)
class Development:
    """What an editor flags: ``relations`` best first, ``spans`` of the quotes in the text.

    Every editor would flag one that ``is_must``. ``speaker`` is empty where the outlet tells it.
    """

    commitment: str
    relations: tuple[str, ...]
    quotes: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    speaker: str
    is_must: bool


@dataclass(frozen=True)
class Labelled:
    """An article, the story that it belongs to, its kind, and what is labelled in it.

    One that ``is_cut`` is a single paragraph of an article.
    """

    id: str
    story: str
    kind: str
    article: base.Article
    labels: Mapping[str, Any]
    is_cut: bool = False

    @cached_property
    def developments(self) -> tuple[Development, ...]:
        """What an editor flags in it, those in this text alone."""
        found = (self._development(one) for one in self.labels.get("developments", ()))
        return tuple(one for one in found if one.spans or not self.is_cut)

    def of(self, commitment: str) -> tuple[Development, ...]:
        """Return what an editor flags of a commitment."""
        return tuple(one for one in self.developments if one.commitment == commitment)

    def cuts(self) -> Iterator["Labelled"]:
        """Yield the paragraphs of every label as articles of their own, with their labels.

        A short one comes with what follows; that of a trap is a negative.
        """
        paragraphs = [line for line in self.article.text.split("\n") if line.strip()]
        quotes = [quote for one in self.developments for quote in one.quotes]
        quotes += [trap["quote"] for trap in self.labels.get("traps", ())]
        for number, paragraph in enumerate(paragraphs):
            if any(quote in paragraph for quote in quotes):
                last = number + (1 if len(paragraph) >= _SHORTEST_CUT else 2)
                text = "\n".join(paragraphs[number:last])
                article = replace(self.article, text=text, title="")
                yield replace(self, id=f"{self.id}:{number}", article=article, is_cut=True)

    def _development(self, given: Mapping[str, Any]) -> Development:
        quotes = tuple(given["quotes"])
        places = ((self.article.text.find(quote), len(quote)) for quote in quotes)
        return Development(
            commitment=given["commitment"],
            relations=tuple(given["relations"]),
            quotes=quotes,
            spans=tuple((at, at + length) for at, length in places if at >= 0),
            speaker=(given.get("speaker") or {}).get("name") or "",
            is_must=given.get("must", True),
        )


_SHORTEST_CUT: Final = 250


@dataclass(frozen=True)
class Library:
    """Labelled articles, what is tracked for them, and a hash of the files they came from.

    ``passages`` are short texts that teach as well.
    """

    articles: tuple[Labelled, ...]
    tracked: base.Tracked
    digest: str
    passages: tuple[Labelled, ...] = ()

    @property
    def stories(self) -> tuple[str, ...]:
        """The stories of the articles, each once."""
        return tuple(dict.fromkeys(each.story for each in self.articles))


def corpus(folder: Path = CORPUS) -> Library:
    """Return the articles, and the minimal pairs, that the shipped weights were learned from."""
    library = load([folder / "tracked.json"], folder / "articles.jsonl", folder / "gold.jsonl")
    pairs = (folder / "minimal_pairs.jsonl").read_bytes()
    digest = sha256(library.digest.encode() + pairs).hexdigest()
    return replace(library, passages=tuple(_minimal_pairs(pairs, library)), digest=digest)


def load(
    tracked: Sequence[Path],
    articles: Path,
    gold: Path | None = None,
    *,
    suggests_terms: bool = False,
) -> Library:
    """Return the articles of a file, to be read for the commitments of some files together.

    ``suggests_terms`` passes over the key terms given. Raises ValueError where a line or an entry
    is not of the format.
    """
    paths = [*tracked, articles, *([gold] if gold else [])]
    content = [path.read_bytes() for path in paths]
    digest = sha256(b"\n".join(content)).hexdigest()
    try:
        entries = [entry for each in content[: len(tracked)] for entry in json.loads(each)]
        given = {line["article"]: line for line in cases.lines(content[-1])} if gold else {}
        read = tuple(
            _labelled(line, given.get(line["id"], _NOTHING))
            for line in cases.lines(content[len(tracked)])
        )
        return Library(read, cases.tracked(entries, suggests_terms=suggests_terms), digest)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not in the format of labelled articles: {error!r}") from error


def _minimal_pairs(content: bytes, library: Library) -> Iterator[Labelled]:
    """Yield both texts of each pair, alike but for a few words, with what each means."""
    stories = {one.commitment: each.story for each in library.articles for one in each.developments}
    for number, line in enumerate(cases.lines(content)):
        for side in ("first", "second"):
            text, relation = line[side]["text"], line[side]["relation"]
            article = base.Article(text, line["lang"], date.fromisoformat(line["date"]))
            own = {"commitment": line["commitment"], "relations": [relation], "quotes": [text]}
            labels = {"developments": [] if relation == "none" else [own]}
            story = stories.get(line["commitment"], line["commitment"])
            yield Labelled(f"pair:{number}:{side}", story, "pair", article, labels, is_cut=True)


def of_passages(corpus: cases.Corpus) -> Library:
    """Return labelled passages, such as what reviewers decided, as texts to learn from."""
    return Library((), corpus.tracked, corpus.digest, tuple(map(_passage, corpus.cases)))


def _passage(case: cases.Case) -> Labelled:
    own = [
        {"commitment": slug, "relations": sorted(relations), "quotes": [case.passage]}
        for slug, relations in case.gold.items()
    ]
    tolerated = [
        {"commitment": slug, "relations": ["mentions"], "quotes": [case.passage], "must": False}
        for slug in sorted(case.tolerated - case.gold.keys())
    ]
    labels = {"developments": own + tolerated}
    return Labelled(case.id, case.story, "passage", case.article(), labels, is_cut=True)


def _labelled(line: Mapping[str, Any], labels: Mapping[str, Any]) -> Labelled:
    publisher = line.get("outlet_party")
    article = base.Article(
        text=line["text"],
        language=line["lang"],
        published=date.fromisoformat(line["date"]),
        title=line["title"],
        publisher=cases.slug(publisher) if publisher else None,
    )
    story = line.get("story") or line["id"]
    return Labelled(line["id"], story, line.get("kind", ""), article, labels)
