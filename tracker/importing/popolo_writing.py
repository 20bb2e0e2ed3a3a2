"""Records written as a Popolo file."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tracker.importing import columns, drafts, popolo


def write(noun: columns.Noun, shown: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return records of one noun as a Popolo file. Raises popolo.NoPopolo."""
    if not noun.popolo:
        raise popolo.NoPopolo(f"Popolo has no {noun.record_type}s. Use CSV or JSON.")
    rows, memberships = [], []
    for body in shown:
        draft = drafts.entered(noun, body)
        rows.append(_WRITERS[noun.record_type](draft))
        memberships += [_membership(draft["slug"], each) for each in draft.get("tenures", ())]
    found: dict[str, Any] = {name: [] for name in ("persons", "organizations", "memberships")}
    return found | {noun.popolo: rows, "memberships": memberships}


def _written_person(draft: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("slug", "name", "other_names", "honorific_prefix", "identifiers", "summary")
    row = {name: draft[name] for name in (*kept, "translations")}
    return popolo.filled({"id": draft["slug"], **row})


def _written_organization(draft: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("slug", "name", "other_names", "code", "country", "time_zone", "identifiers")
    row = {name: draft[name] for name in (*kept, "homepage", "translations")}
    classification = {"classification": draft["kind"], "parent_id": draft["parent"]}
    return popolo.filled({"id": draft["slug"], **row, **classification})


def _written_event(draft: Mapping[str, Any]) -> dict[str, Any]:
    return popolo.filled(
        {
            "id": draft["slug"],
            "slug": draft["slug"],
            "name": draft["title"],
            "classification": draft["kind"],
            "status": draft["status"],
            "parent_id": draft["part_of"],
            "start_date": draft["starts_at"],
            "end_date": draft["ends_at"],
            "location": draft["place"],
            "country": draft["country"],
            "time_zone": draft["time_zone"],
            "description": draft["agenda"],
            "organizations": draft["parties"],
            "attendees": [_attendee(each) for each in draft["participants"]],
            "agreements": draft["agreements"],
            "topics": draft["topics"],
            "translations": draft["translations"],
        }
    )


def _attendee(participant: Mapping[str, Any]) -> dict[str, Any]:
    return popolo.filled(
        {
            "person_id": participant["official"],
            "office": participant["office"],
            "organization_id": participant["party"],
            "attendance": participant["attendance"],
        }
    )


def _membership(slug: str, tenure: Mapping[str, Any]) -> dict[str, Any]:
    languages = tenure["role"]
    role = languages["en"] if languages.keys() == {"en"} else languages
    return popolo.filled(
        {
            "person_id": slug,
            "organization_id": tenure["party"],
            "role": role,
            "start_date": tenure["start_date"],
            "end_date": tenure["end_date"],
            "is_acting": tenure["is_acting"],
        }
    )


_WRITERS: Final = {
    "official": _written_person,
    "party": _written_organization,
    "meeting": _written_event,
}
