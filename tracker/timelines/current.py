"""Which rows belong on the timeline of a record."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db.models import Exists, Expression, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from tracker import models, serializers, vocabularies

TYPES: Final = ("statement", "event", "development", "assessment", "action")
DATES: Final = {
    "statement": ("stated_date", "stated_precision"),
    "event": ("start_date", "start_precision"),
    "development": ("occurred_date", "occurred_precision"),
    "assessment": ("effective_date", ""),
    "action": ("action_date", "action_precision"),
}
"""The columns of an entry's date and of how much of it is known."""
PARTS: Final[dict[str, tuple[QuerySet[Any, Any], str, str]]] = {
    "assessment": (models.Assessment.objects.all(), "commitment", "assessments"),
    "action": (models.Action.objects.all(), "agreement", "actions"),
}
"""Of what is part of a record: the rows, the type of record, and where its body holds them."""
SUBJECTS: Final = ("commitment", "agreement", "official", "party", "topic", "meeting")
"""The types of record that have a timeline."""

Keys = list[int] | Expression
"""Keys of records, or an expression that stands for them in a query."""

_NONE = Q(pk__in=[])
_OF_TOPICS: Final = (models.Commitment, models.Agreement, models.Meeting, models.Event)


def around(record_type: str, key: int, types: Iterable[str]) -> dict[str, QuerySet[Any, Any]]:
    """Return the public rows of each type around a record.

    Asking for a party includes all that are part of it. Where developments are asked for, a
    statement that was made of one of these is not there by itself.
    """
    return around_family(record_type, families(record_type, [key])[key], types)


def around_family(
    record_type: str, family: Keys, types: Iterable[str]
) -> dict[str, QuerySet[Any, Any]]:
    """Return the rows that ``around`` does, of a record with all that are part of it."""
    found = {code: _ROWS[code](record_type, family) for code in types}
    if {"statement", "development"} <= found.keys():
        # Looked for by slug, one for each statement: there may be many more developments.
        slug = Substr(OuterRef("identity__slug"), len(models.SAID_IN) + 1)
        told = found["development"].filter(
            identity__type=vocabularies.RecordType.DEVELOPMENT, identity__slug=slug
        )
        is_made_of_one = Q(identity__slug__startswith=models.SAID_IN) & Exists(told)
        found["statement"] = found["statement"].exclude(is_made_of_one)
    return found


def subjects(record_type: str, family: Keys) -> QuerySet[Any, Any]:
    """Return the keys of the other records whose developments are around one."""
    if record_type == "party":
        return _held_by(family).values_list("pk", flat=True)
    if record_type != "topic":
        return models.Identity.objects.none().values_list("pk", flat=True)
    first, *others = (
        model._default_manager.filter(topics__in=family).order_by().values_list("pk", flat=True)
        for model in _OF_TOPICS
    )
    return first.union(*others)


def said_in(slug: str) -> str:
    """Return the slug of the statement that the words of a development become."""
    return models.SAID_IN + slug


def owner_reference(record_type: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return how an entry that is part of a record refers to this."""
    return {
        "type": record_type,
        "slug": body["slug"],
        "title": body.get("short_title") or body["title"],
        "url": serializers.address(record_type, body["slug"]),
    }


def families(record_type: str, keys: Iterable[int]) -> dict[int, list[int]]:
    """Return the keys of records with, of a party, those of all that are part of it."""
    if record_type != "party":
        return {key: [key] for key in keys}
    return models.Party.objects.families(keys)


def _statements(record_type: str, family: Keys) -> QuerySet[Any, Any]:
    related = models.Relation.objects.filter(commitment__in=family, statement__isnull=False)
    origins = models.Commitment.objects.filter(pk__in=family, origin_statement__isnull=False)
    wanted = {
        "commitment": Q(pk__in=related.values("statement"))
        | Q(pk__in=origins.values("origin_statement")),
        "agreement": Q(agreements__in=family),
        "official": Q(official__in=family),
        "party": Q(party__in=family) | Q(on_behalf_of__in=family),
        "topic": Q(topics__in=family),
        "meeting": Q(meeting__in=family),
    }
    return models.Statement.objects.public().filter(wanted[record_type])


def _events(record_type: str, family: Keys) -> QuerySet[Any, Any]:
    related = models.Relation.objects.filter(commitment__in=family, event__isnull=False)
    wanted = {
        "commitment": Q(pk__in=related.values("event")),
        "party": Q(pk__in=models.Event.objects.filter(parties__in=family).values("pk")),
        "topic": Q(topics__in=family),
    }
    return models.Event.objects.public().filter(wanted.get(record_type, _NONE))


def _developments(record_type: str, family: Keys) -> QuerySet[Any, Any]:
    wanted = Q(subject__in=family)
    if record_type == "official":
        taking_part = models.DevelopmentParticipant.objects.filter(official__in=family)
        wanted |= Q(speaker_official__in=family) | Q(pk__in=taking_part.values("development"))
    if record_type == "party":
        wanted |= Q(speaker_party__in=family) | Q(subject__in=_held_by(family).values("pk"))
    if record_type == "topic":
        for model in _OF_TOPICS:
            of_topic = model._default_manager.filter(topics__in=family)
            wanted |= Q(subject__in=of_topic.values("pk"))
    return models.Development.objects.public().filter(wanted)


def _assessments(record_type: str, family: Keys) -> QuerySet[Any, Any]:
    about = {
        "commitment": Q(pk__in=family),
        "party": Q(pk__in=_held_by(family).values("pk")),
        "topic": Q(topics__in=family),
    }
    commitments = models.Commitment.objects.public().filter(about.get(record_type, _NONE))
    return models.Assessment.objects.filter(commitment__in=commitments.values("pk"))


def _actions(record_type: str, family: Keys) -> QuerySet[Any, Any]:
    about = {
        "agreement": Q(agreement__in=family),
        "party": Q(party__in=family),
        "topic": Q(agreement__topics__in=family),
    }
    actions = models.Action.objects.filter(agreement__is_public=True)
    return actions.filter(about.get(record_type, _NONE))


def _held_by(family: Keys) -> QuerySet[Any, Any]:
    return models.Commitment.objects.filter(holders__in=family)


_ROWS = {
    "statement": _statements,
    "event": _events,
    "development": _developments,
    "assessment": _assessments,
    "action": _actions,
}
