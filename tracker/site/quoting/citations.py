"""The citation of a quote as a file, for programs that keep references."""

from typing import Any, ClassVar

import orjson
from django.http import HttpRequest, HttpResponse

from tracker import vocabularies
from tracker.representations import citing
from tracker.site import instants, pages
from tracker.site.past import versions
from tracker.site.quoting import kits
from tracker.timelines import lookups


class CitationFile(pages.Page):
    """The article of one quote, as BibTeX or CSL-JSON; ``?quote=`` is its number."""

    has_json = False
    record_type = ""
    content_type: ClassVar[str]
    ending: ClassVar[str]

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        """Return the file; 404 where there is no such quote, or none that may be printed."""
        self.known_at = instants.read(request.GET)
        found = lookups.find(self.record_type, named["slug"], self.known_at)
        shown = versions.time(self.record_type, named["slug"], self.known_at).shown
        quotes = kits.Quotes(orjson.loads(found.body), shown, self.language)
        number = kits.asked(request.GET)
        citation = quotes.number(number)
        if citation is None or citation["document"]["text_kind"] != vocabularies.TextKind.FULL:
            raise pages.not_found()
        given = quotes.work(number), kits.words(citation), quotes.permalink(number)
        name = f"{named['slug']}-{number}.{self.ending}"
        response = HttpResponse(self.content(*given), content_type=self.content_type)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-cache"
        return response

    def content(self, work: citing.Work, words: citing.Words, address: str) -> bytes:
        """Return what the file holds."""
        raise NotImplementedError


class BibtexFile(CitationFile):
    """A quote's article as BibTeX."""

    content_type = "application/x-bibtex; charset=utf-8"
    ending = "bib"

    def content(self, work: citing.Work, words: citing.Words, address: str) -> bytes:
        return citing.bibtex(work, words, address).encode()


class CslFile(CitationFile):
    """A quote's article as CSL-JSON."""

    content_type = "application/vnd.citationstyles.csl+json"
    ending = "json"

    def content(self, work: citing.Work, words: citing.Words, address: str) -> bytes:
        return orjson.dumps([citing.csl(work, words, address)], option=orjson.OPT_INDENT_2)
