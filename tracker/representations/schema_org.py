"""Parts of a description in the words of schema.org: classes, references, quotes, places."""

from collections.abc import Iterable, Mapping
from typing import Any

from tracker import vocabularies

Body = Mapping[str, Any]
Node = dict[str, Any]

HOME = "https://schema.org/"
_GOVERNMENT = {
    "state",
    "ministry",
    "agency",
    "legislature",
    "court",
    "armed_forces",
    "embassy",
}
EVENT_STATUS = {"cancelled": "EventCancelled", "postponed": "EventPostponed"}
_IN_FORCE = {"in_force", "amended", "renewed"}
_PARTLY_IN_FORCE = {"provisionally_applied"}
_UNCLEAR = {"unclear"}
_WORDS: dict[Any, str] = {True: "Quotation", False: "Statement"}
_TYPES = {
    "official": "Person",
    "agreement": "Legislation",
    "meeting": "Event",
    "event": "Event",
    "commitment": "Claim",
    "document": "NewsArticle",
    "development": "Report",
}
BEST, WORST = 4, 1
RATINGS = {
    vocabularies.Verdict.KEPT: BEST,
    vocabularies.Verdict.UPHELD_SO_FAR: 3,
    vocabularies.Verdict.PARTIALLY_KEPT: 2,
    vocabularies.Verdict.BROKEN: WORST,
}
"""What the verdicts are on a scale that say how far words were kept; the others are on none."""


def filled(members: Node) -> Node:
    """Return the members that say something."""
    return {name: value for name, value in members.items() if value not in (None, "", [], {})}


def class_of(named: Body) -> str:
    """Return the class of a record, of which a body or a reference is given."""
    kind = named.get("kind")
    if named["type"] == "party":
        if kind == "political_party":
            return "PoliticalParty"
        return "GovernmentOrganization" if kind in _GOVERNMENT else "Organization"
    if named["type"] == "statement":
        return _WORDS.get(named.get("is_direct_quote"), "CreativeWork")
    return _TYPES.get(named["type"], "Thing")


def rating(verdict: str, reason: str) -> Node:
    """Return a verdict with its reason, as a number too where it is on the scale."""
    known = vocabularies.Verdict(verdict)
    value = RATINGS.get(known)
    scale = {"ratingValue": value, "bestRating": BEST, "worstRating": WORST} if value else {}
    named = {"alternateName": known.label["en"], "ratingExplanation": reason}
    return {"@type": "Rating", **scale, **named}


def publisher(home: str) -> Node:
    """Return who judges and reports: the service itself."""
    return {"@type": "Organization", "name": "On Record", "url": home}


def outlet(name: str) -> Node | None:
    """Return who published an article, by name."""
    return {"@type": "NewsMediaOrganization", "name": name} if name else None


def identifiers(body: Body) -> list[Node]:
    """Return what registers call a person or a party."""
    code = [{"scheme": "code", "identifier": body["code"]}] if body.get("code") else []
    return [
        {"@type": "PropertyValue", "propertyID": i["scheme"], "value": i["identifier"]}
        for i in [*code, *body["identifiers"]]
    ]


def place(body: Body) -> Node | None:
    """Return where a meeting or an event is."""
    if not body["place"] and not body["country"]:
        return None
    country = body["country"]
    address = {"@type": "PostalAddress", "addressCountry": country} if country else None
    return filled({"@type": "Place", "name": body["place"], "address": address})


def legal_force(status: str) -> str | None:
    """Return whether an agreement of this status is in force; None where that is unclear."""
    if status in _UNCLEAR:
        return None
    if status in _PARTLY_IN_FORCE:
        return f"{HOME}PartiallyInForce"
    return f"{HOME}{'InForce' if status in _IN_FORCE else 'NotInForce'}"


def coverage(start: str | None, end: str | None) -> str | None:
    """Return a period as ISO 8601 has it, open at the end that is not known."""
    return f"{start or '..'}/{end or '..'}" if start or end else None


def label(vocabulary: type[vocabularies.Vocabulary], code: str) -> str:
    """Return what a code is called in English."""
    return vocabulary(code).label["en"]


def reference(home: str, named: Body | None) -> Node | None:
    """Return the node that stands for another record, of which a reference is given."""
    if not named:
        return None
    return filled({"@id": home + named["url"], "@type": class_of(named), "name": named["title"]})


def references(home: str, named: Iterable[Body | None]) -> list[Node]:
    """Return the nodes that stand for other records."""
    return [node for node in (reference(home, one) for one in named) if node]


def articles(home: str, body: Body) -> list[Node]:
    """Return the articles whose words support the record."""
    return [
        filled(
            {
                "@id": home + citation["document"]["record_url"],
                "@type": "NewsArticle",
                "headline": citation["document"]["title"],
                "url": citation["document"]["url"],
                "datePublished": citation["document"]["published_at"],
                "publisher": outlet(citation["document"]["outlet"]),
                "hasPart": _quotation(home, citation),
            }
        )
        for citation in body["citations"]
    ]


def _quotation(home: str, citation: Body) -> Node | None:
    """Return the words of the article; what is not its own text is no quotation of it."""
    if citation["document"]["text_kind"] != vocabularies.TextKind.FULL:
        return None
    speaker = citation.get("speaker") or {}
    return filled(
        {
            "@type": "Quotation",
            "text": citation["exact"],
            "inLanguage": citation["language"],
            "creator": reference(home, speaker.get("official") or speaker.get("party")),
        }
    )
