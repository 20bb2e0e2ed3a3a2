"""A card that other sites show: a quote or a record, as of an instant, and whether it stands."""

from typing import Any

import orjson
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tracker.site import pages
from tracker.site.past import versions
from tracker.site.quoting import kits, sharing
from tracker.timelines import lookups


class Card(pages.Page):
    """The words of a record in a frame of another site: those of then, where it names an instant.

    Where the record was changed or withdrawn since, the card says so; where it was withdrawn and
    no instant is named, it says that alone.
    """

    template_name = "tracker/site/card.html"
    record_type = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, and let every site frame the answer."""
        response = super().dispatch(request, *args, **kwargs)
        response.xframe_options_exempt = True  # type: ignore[attr-defined]
        return response

    def context(self, **named: Any) -> dict[str, Any]:
        found = lookups.find(self.record_type, named["slug"], self.known_at)
        body = orjson.loads(found.body)
        time = versions.time(self.record_type, named["slug"], self.known_at)
        quotes = kits.Quotes(body, time.shown, self.language)
        number = kits.asked(self.request.GET)
        citation = quotes.number(number)
        return {
            "body": body,
            "record_type": self.record_type,
            "time": time,
            "citation": citation,
            "speaker": sharing.said_by(body, citation) if citation else "",
            "anchor": f"#quote-{number}" if citation else "",
        }
