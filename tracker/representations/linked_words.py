"""Statements and developments in the words of schema.org: who said what, and how we know."""

from typing import Any, Final

from tracker import kinds, vocabularies
from tracker.representations import schema_org
from tracker.representations.schema_org import Body, Node

_NAMED: Final = "named"
_OUTLET: Final = "outlet"


def statement(home: str, body: Body) -> Node:
    """Return what a statement says: its words, whose, when, about what, in which articles."""
    bears_on = [relation["commitment"] for relation in body["relations"]]
    return {
        "text": body["text"],
        "inLanguage": body["language"],
        "creator": _speaker(home, body),
        "datePublished": body["stated_date"],
        "about": schema_org.references(
            home, [*bears_on, *body["agreements"], body["meeting"], *body["topics"]]
        ),
        "isPartOf": schema_org.articles(home, body),
        "workTranslation": [
            {"@type": schema_org.class_of(body), "text": told["text"], "inLanguage": language}
            for language, told in sorted(body["translations"].items())
            if told.get("text")
        ],
    }


def development(home: str, body: Body) -> Node:
    """Return a development as a report of ours, which says whether a machine flagged it."""
    record = body["record"]
    return {
        "headline": body["title"],
        "abstract": [
            {"@language": language, "@value": words}
            for language, words in sorted(body["summary"].items())
        ],
        "genre": kinds.get(body["kind"]).english,
        "keywords": body["kind"],
        "datePublished": body["detected_at"],
        "dateModified": body["changed_at"],
        "temporalCoverage": body["occurred_date"],
        "author": schema_org.publisher(home),
        "about": schema_org.references(home, [record, *record.get("topics", ())]),
        "mentions": _mentioned(home, body),
        "creativeWorkStatus": schema_org.label(vocabularies.ReviewState, body["review_state"]),
        "backstory": _how_known(body),
        "citation": schema_org.articles(home, body),
    }


def _speaker(home: str, body: Body) -> list[Node] | Node | None:
    """Return whose words they are: people and parties that are tracked, or else a name."""
    known = schema_org.references(home, [body["official"], body["party"]])
    if known or not body["attributed_as"]:
        return known
    if body["attribution"] == _OUTLET:
        return schema_org.outlet(body["attributed_as"])
    kind = "Person" if body["attribution"] == _NAMED else "Thing"
    return {"@type": kind, "name": body["attributed_as"]}


def _mentioned(home: str, body: Body) -> list[Node]:
    """Return who spoke and who took part, each once."""
    speaker: dict[str, Any] = body["speaker"] or {}
    named = [
        speaker.get("official"),
        speaker.get("party"),
        *(participant["official"] for participant in body["participants"]),
    ]
    once = {each["url"]: each for each in named if each}
    return schema_org.references(home, once.values())


def _how_known(body: Body) -> str:
    """Return whether a machine or a person stands behind it, and how sure the machine is."""
    state = vocabularies.ReviewState(body["review_state"])
    said = state.explanation["en"]
    is_flag = state == vocabularies.ReviewState.FLAGGED and body["confidence"] is not None
    return f"{said} Its confidence is {body['confidence']:.2f}." if is_flag else said
