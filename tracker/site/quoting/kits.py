"""What is needed to print a quote: whose it is, where it stands, how it is cited, who judged it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings

from tracker import vocabularies
from tracker.representations import citing
from tracker.serializers import redaction
from tracker.site import languages

Citation = Mapping[str, Any]
_OF_THE_TEXT: Final = {"", "text"}
_MOST_DIGITS: Final = 7
_MARKS: Final = " \n.“”«»\"'"


@dataclass(frozen=True)
class Kit:
    """A quote as it may be printed: its addresses are absolute, ``number`` counts from one.

    ``anchor`` is empty where a page shows the quote once more. Of what is not the article's own
    text ``is_quotable`` is false, and there is no ``apa``. ``judged`` is a review state; without
    one a person put the quote on record.
    """

    number: int
    anchor: str
    permalink: str
    passage: str
    archive: str
    speaker: Mapping[str, Any]
    translation: str
    judged: str
    is_quotable: bool
    apa: str
    bibtex: str
    csl: str
    embed: str


@dataclass
class Quotes:
    """The quotes of one version of a record, in order, each once."""

    body: Mapping[str, Any]
    known_at: str
    language: str = languages.DEFAULT
    _given: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        found: dict[Any, Citation] = {}
        for citation in _quotes([self.body.get("citations") or [], self.body]):
            found.setdefault(_place(citation), citation)
        self._numbers = {place: number for number, place in enumerate(found, 1)}
        self._all = list(found.values())

    def __len__(self) -> int:
        return len(self._all)

    def number(self, number: int) -> Citation | None:
        """Return the quote of this number; None where there is none."""
        return self._all[number - 1] if 0 < number <= len(self._all) else None

    def kit(self, citation: Citation) -> Kit | None:
        """Return what is needed to print a quote; None where it is none of this record."""
        number = self._numbers.get(_place(citation))
        if number is None or citation["exact"] == redaction.MASK:
            return None
        is_new = number not in self._given
        self._given.add(number)
        is_quotable = citation["document"]["text_kind"] == vocabularies.TextKind.FULL
        return Kit(
            number=number,
            anchor=f"quote-{number}" if is_new else "",
            permalink=self.permalink(number),
            passage=citing.passage(citation["document"]["url"] or "", words(citation)),
            archive=_absolute(citation["archive_url"] or ""),
            speaker=speaker(self.body, citation),
            translation=self._translation(citation),
            judged=str(self.body.get("review_state") or ""),
            is_quotable=is_quotable,
            apa=citing.apa(self.work(number)) if is_quotable else "",
            bibtex=self._address("cite.bib", number),
            csl=self._address("cite.json", number),
            embed=self.embed(number),
        )

    def permalink(self, number: int) -> str:
        """Return the address at which a quote is shown for ever."""
        return f"{self._home}?known_at={self.known_at}#quote-{number}"

    def work(self, number: int) -> citing.Work:
        """Return the article of a quote, as it is cited."""
        citation = self._all[number - 1]
        document = citation["document"]
        return citing.Work(
            key=f"{document['slug']}-{number}",
            title=document["title"],
            author=document["author"] or "",
            outlet=document["outlet"] or "",
            date=document["published_at"] or "",
            url=document["url"] or "",
            language=citation["language"] or "",
            accessed=(citation["fetched_at"] or "")[:10],
            archive=_absolute(citation["archive_url"] or ""),
        )

    def embed(self, number: int) -> str:
        """Return the address of the card of a quote."""
        page = languages.page("/v1/embed" + self.body["url"].removeprefix("/v1"), self.language)
        return f"{settings.PUBLIC_URL}{page}?{self._query(number)}"

    @property
    def _home(self) -> str:
        return f"{settings.PUBLIC_URL}{languages.page(self.body['url'], self.language)}"

    def _address(self, name: str, number: int) -> str:
        page = languages.page(self.body["url"], self.language)
        return f"{page}/{name}?{self._query(number)}"

    def _query(self, number: int) -> str:
        # An instant as bodies have it needs no escapes.
        return f"known_at={self.known_at}&quote={number}"

    def _translation(self, citation: Citation) -> str:
        """Return our translation of the words; '' where there is none of exactly these."""
        translations = self.body.get("translations") or {}
        own = str(translations.get(self.language, {}).get("text", ""))
        is_same = str(self.body.get("text")).strip(_MARKS) == citation["exact"].strip(_MARKS)
        return own if is_same and citation["language"] != self.language else ""


def asked(query: Mapping[str, str]) -> int:
    """Return the number of the quote that an address asks for, the first without any."""
    given = query.get("quote", "1")
    return int(given) if given.isdecimal() and len(given) < _MOST_DIGITS else 0


def words(citation: Citation) -> citing.Words:
    """Return what is quoted, with what stands around."""
    return citing.Words(citation["exact"], citation["prefix"] or "", citation["suffix"] or "")


def speaker(body: Mapping[str, Any], citation: Citation) -> dict[str, Any]:
    """Return who says the words: an official with the office of that day, a party, or a name.

    {} where that is not known, as of the words on which a verdict rests.
    """
    said: Any = citation.get("speaker")
    is_own = citation in (body.get("citations") or ()) and _is_of_the_text(citation)
    if is_own and body["type"] == "commitment":
        said = next(iter(body["made_by"]), None)
    if is_own and body["type"] == "statement":
        said = body
    if not said:
        return {}
    name = said.get("name") or said.get("attributed_as")
    return {"official": said.get("official"), "party": said.get("party"), "name": name}


def _is_of_the_text(citation: Citation) -> bool:
    return (citation.get("supports") or "") in _OF_THE_TEXT


def _quotes(value: Any) -> Iterator[Citation]:
    if isinstance(value, dict) and "exact" in value and "document" in value:
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _quotes(inner)


def _place(citation: Citation) -> tuple[Any, ...]:
    return (
        *(citation["document"]["slug"], citation["snapshot"]),
        *(citation["start"], citation["end"], citation["exact"]),
    )


def _absolute(url: str) -> str:
    """Return an address that is ours as one for everybody; another's as it is."""
    return settings.PUBLIC_URL + url if url.startswith("/") else url
