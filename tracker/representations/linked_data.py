"""Bodies as JSON-LD in the words of schema.org, with the context inline."""

from collections.abc import Callable, Iterable

from tracker import serializers, vocabularies
from tracker.filters import histories
from tracker.representations import linked_words, schema_org
from tracker.representations.schema_org import Body, Node

_ADDRESSES = (
    "url",
    "sameAs",
    "contentUrl",
    "eventStatus",
    "legislationLegalForce",
)
CONTEXT: Node = {
    "@vocab": schema_org.HOME,
    **{name: {"@type": "@id"} for name in _ADDRESSES},
}


def document(home: str, body: Body) -> Node:
    """Return the record of ``body`` as a document of its own."""
    return {"@context": CONTEXT, **node(home, body)}


def listing(home: str, bodies: Iterable[Body], path: str) -> Node:
    """Return a page of records, in order, as a document; ``path`` is where it is."""
    return {
        "@context": CONTEXT,
        "@id": home + path,
        "@type": "ItemList",
        "itemListElement": [node(home, body) for body in bodies],
    }


def node(home: str, body: Body) -> Node:
    """Return the record of ``body``, without what is not known of it.

    Raises KeyError for a type of record that schema.org has no word for.
    """
    members = _DESCRIBED[body["type"]](home, body)
    return schema_org.filled(
        {
            "@id": home + body["url"],
            "@type": schema_org.class_of(body),
            "url": home + serializers.page_at(body["url"]),
            **members,
        }
    )


def _person(home: str, body: Body) -> Node:
    return {
        "name": body["name"],
        "alternateName": [name["name"] for name in body["other_names"]],
        "honorificPrefix": body["honorific_prefix"],
        "description": body["summary"],
        "identifier": schema_org.identifiers(body),
        "memberOf": [_membership(home, tenure) for tenure in body["tenures"]],
    }


def _membership(home: str, tenure: Body) -> Node:
    return schema_org.filled(
        {
            "@type": "OrganizationRole",
            "roleName": [
                {"@language": language, "@value": role}
                for language, role in sorted(tenure["role"].items())
            ],
            "startDate": tenure["start_date"],
            "endDate": tenure["end_date"],
            "memberOf": schema_org.reference(home, tenure["party"]),
        }
    )


def _organization(home: str, body: Body) -> Node:
    return {
        "name": body["name"],
        "alternateName": [name["name"] for name in body["other_names"]],
        "identifier": schema_org.identifiers(body),
        "parentOrganization": schema_org.reference(home, body["parent"]),
        "sameAs": body["homepage"],
    }


def _legislation(home: str, body: Body) -> Node:
    text = body["text_url"]
    return {
        "name": body["title"],
        "alternateName": body["short_title"],
        "abstract": body["summary"],
        "legislationType": schema_org.label(vocabularies.InstrumentType, body["instrument_type"]),
        "legislationDate": body["signed_date"],
        "legislationPassedBy": schema_org.references(
            home, [party["party"] for party in body["parties"]]
        ),
        "legislationLegalForce": schema_org.legal_force(body["status"]),
        "temporalCoverage": schema_org.coverage(body["in_force_date"], body["expiry_date"]),
        "about": schema_org.references(home, body["topics"]),
        "encoding": {"@type": "LegislationObject", "contentUrl": text} if text else None,
        "citation": schema_org.articles(home, body),
    }


def _meeting(home: str, body: Body) -> Node:
    officials = [participant["official"] for participant in body["participants"]]
    status = schema_org.EVENT_STATUS.get(body["status"], "EventScheduled")
    return {
        "name": body["title"],
        "description": body["agenda"],
        "startDate": body["starts_at"],
        "endDate": body["ends_at"],
        "eventStatus": schema_org.HOME + status,
        "location": schema_org.place(body),
        "attendee": [
            *schema_org.references(home, body["parties"]),
            *schema_org.references(home, officials),
        ],
        "superEvent": schema_org.reference(home, body["part_of"]),
        "about": schema_org.references(home, [*body["agreements"], *body["topics"]]),
        "subjectOf": schema_org.articles(home, body),
    }


def _event(home: str, body: Body) -> Node:
    return {
        "name": body["title"],
        "description": body["result"],
        "startDate": body["start_date"],
        "endDate": body["end_date"],
        "location": schema_org.place(body),
        "contributor": schema_org.references(home, body["parties"]),
        "about": schema_org.references(home, body["topics"]),
        "subjectOf": schema_org.articles(home, body),
    }


def _article(home: str, body: Body) -> Node:
    return {
        "headline": body["title"],
        "url": body["external_url"] or home + serializers.page_at(body["url"]),
        "author": {"@type": "Person", "name": body["author"]} if body["author"] else None,
        "publisher": schema_org.outlet(body["outlet"]),
        "datePublished": body["published_at"],
        "inLanguage": body["language"],
    }


def _claim(home: str, body: Body) -> Node:
    speakers = [speaker["official"] or speaker["party"] for speaker in body["made_by"]]
    claim = {
        "name": body["short_title"],
        "text": body["text"],
        "inLanguage": body["language"],
        "author": schema_org.references(home, speakers)
        or schema_org.references(home, body["holders"]),
        "datePublished": body["stated_date"],
        "about": schema_org.references(home, [*body["agreements"], *body["topics"]]),
        "appearance": schema_org.articles(home, body),
    }
    return {**claim, "review": _review(home, body)}


def _review(home: str, body: Body) -> Node | None:
    """Return the verdict in force as a review of the claim; None where none was given."""
    if body["verdict"] == vocabularies.Verdict.NOT_YET_RATED or not body["assessments"]:
        return None
    assessment = histories.standing(body)[-1]
    address = home + body["url"]
    return {
        "@id": f"{address}#review",
        "@type": "ClaimReview",
        "url": home + serializers.page_at(body["url"]),
        "claimReviewed": body["text"],
        "itemReviewed": {"@id": address},
        "reviewRating": schema_org.rating(body["verdict"], assessment["reason"]),
        "datePublished": assessment["effective_date"],
        "author": schema_org.publisher(home),
        "citation": schema_org.articles(home, assessment),
    }


_DESCRIBED: dict[str, Callable[[str, Body], Node]] = {
    "official": _person,
    "party": _organization,
    "agreement": _legislation,
    "meeting": _meeting,
    "event": _event,
    "document": _article,
    "commitment": _claim,
    "statement": linked_words.statement,
    "development": linked_words.development,
}
DESCRIBED = frozenset(_DESCRIBED)
"""The types of records that schema.org has a word for."""
