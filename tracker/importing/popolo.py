"""Popolo, the format for people and organizations, read into what the API takes.

Of multilingual files (``{"lang:en": "…"}``) English, or else the first language, is the name, and
the others are translations.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from tracker import models, vocabularies
from tracker.importing import columns

_LISTS: Final = ("persons", "organizations", "memberships", "posts", "events", "motions", "areas")
_SLUG: Final = re.compile(models.base.SLUG_PATTERN.removesuffix("$") + r"\Z")
_NUMBERED: Final = re.compile(r"\A[0-9a-f-]+\Z")
_LANGUAGE: Final = "lang:"
_OF_MEETINGS: Final = ("status", "country", "time_zone", "agreements", "topics")
_KINDS: Final = {
    "party": "political_party",
    "political party": "political_party",
    "legislature": "legislature",
    "chamber": "legislature",
    "ministry": "ministry",
    "department": "ministry",
    "agency": "agency",
    "court": "court",
    "company": "company",
}
_KNOWN: Final = {
    "official": {
        *("id", "slug", "name", "other_names", "honorific_prefix", "identifiers"),
        *("summary", "biography", "memberships", "translations"),
    },
    "party": {
        *("id", "slug", "name", "other_names", "identifiers", "classification", "parent_id"),
        *("links", "code", "country", "time_zone", "homepage", "translations", "parent"),
    },
    "meeting": {
        *("id", "slug", "name", "classification", "status", "parent_id", "start_date", "end_date"),
        *("location", "country", "time_zone", "description", "attendees", "organizations"),
        *("agreements", "topics", "translations", "parent"),
    },
}


class NoPopolo(ValueError):  # noqa: N818 - named as what it reports
    """The file is not Popolo, or Popolo has no such records."""


def is_popolo(found: Any) -> bool:
    """Return whether a JSON value is a Popolo file."""
    return isinstance(found, dict) and sum(name in found for name in _LISTS) > 1


def read(found: Any, noun: columns.Noun) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the records of one noun as the API takes them, and notes on what was left out.

    Raises NoPopolo.
    """
    if not noun.popolo:
        raise NoPopolo(f"Popolo has no {noun.record_type}s. Use CSV or JSON.")
    if not isinstance(found, dict) or not isinstance(found.get(noun.popolo, None), list):
        raise NoPopolo(f"A Popolo file with a list of {noun.popolo} is needed.")
    try:
        file = _File(found)
        rows = file.rows(noun.popolo)
        make = {"official": file.official, "party": file.party, "meeting": file.meeting}
        records = [make[noun.record_type](row) for row in rows]
    except (TypeError, AttributeError, KeyError) as error:
        raise NoPopolo(f"A value is not as Popolo has it: {error}.") from error
    passed_over = sorted({name for row in rows for name in row} - _KNOWN[noun.record_type])
    notes = [f"Not imported: {', '.join(passed_over)}."] if passed_over else []
    return records, notes


class _File:
    """A Popolo file, by the identifiers that hold it together."""

    def __init__(self, found: Mapping[str, Any]) -> None:
        self.found = found
        self.organizations = {row.get("id"): row for row in self.rows("organizations")}
        self.events = {row.get("id"): row for row in self.rows("events")}
        self.posts = {row.get("id"): row for row in self.rows("posts")}
        self.memberships: dict[Any, list[Mapping[str, Any]]] = {}
        for membership in self.rows("memberships"):
            self.memberships.setdefault(membership.get("person_id"), []).append(membership)

    def rows(self, name: str) -> list[Mapping[str, Any]]:
        """Return the objects under ``name``. Raises NoPopolo where they are none."""
        rows = self.found.get(name) or []
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            raise NoPopolo(f"{name} has to be a list of objects.")
        return rows

    def official(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a person as an official, with memberships as offices."""
        held = [*self.memberships.get(row.get("id"), []), *(row.get("memberships") or ())]
        summary = row.get("summary") or row.get("biography")
        draft = {
            **_named(row),
            "honorific_prefix": row.get("honorific_prefix"),
            "summary": summary,
            "tenures": _each_once(self._tenure(each) for each in held),
        }
        return filled(draft)

    def party(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return an organization as a party."""
        said = str(row.get("classification") or "").replace("_", " ").lower()
        links = [link.get("url") for link in row.get("links") or () if isinstance(link, Mapping)]
        parent = row.get("parent_id") or row.get("parent")
        kept = {name: row.get(name) for name in ("code", "country", "time_zone")}
        draft = {
            **_named(row),
            **kept,
            "kind": _KINDS.get(said) or _known_kind(said),
            "homepage": row.get("homepage") or next(iter(links), ""),
            "parent": self._party(parent) if parent else "",
        }
        return filled(draft)

    def meeting(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return an event as a meeting."""
        named = _named(row)
        parent = row.get("parent_id") or row.get("parent")
        draft = {
            **{name: named.get(name) for name in ("slug", "translations")},
            **{name: row.get(name) for name in _OF_MEETINGS},
            "title": named["name"],
            "kind": row.get("classification"),
            "part_of": _reference(self.events.get(parent, {}), parent) if parent else "",
            "starts_at": row.get("start_date"),
            "ends_at": row.get("end_date"),
            "place": row.get("location"),
            "agenda": row.get("description"),
            "parties": [self._party(each) for each in row.get("organizations") or ()],
            "participants": [self._participant(each) for each in row.get("attendees") or ()],
        }
        return filled(draft)

    def _tenure(self, membership: Mapping[str, Any]) -> dict[str, Any]:
        post = self.posts.get(membership.get("post_id"), {})
        role = membership.get("role") or post.get("role") or membership.get("label")
        role = role or post.get("label") or "member"
        of = membership.get("organization_id") or post.get("organization_id")
        of = of or membership.get("on_behalf_of_id")
        return {
            "role": _texts(role) if isinstance(role, Mapping) else {"en": role},
            "party": self._party(of),
            "start_date": membership.get("start_date"),
            "end_date": membership.get("end_date"),
            "is_acting": bool(membership.get("is_acting")),
        }

    def _participant(self, attendee: Any) -> dict[str, Any]:
        if not isinstance(attendee, Mapping):
            return {"official": str(attendee), "attendance": "expected"}
        of = attendee.get("organization_id")
        return filled(
            {
                "official": attendee.get("person_id") or attendee.get("id"),
                "office": attendee.get("office"),
                "party": self._party(of) if of else "",
                "attendance": attendee.get("attendance") or "expected",
            }
        )

    def _party(self, key: Any) -> str:
        return _reference(self.organizations.get(key, {}), key)


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a person and an organization have in common: slug, names and identifiers."""
    name, translations = row.get("name") or "", dict(row.get("translations") or {})
    if isinstance(name, Mapping):
        texts = _texts(name)
        name = texts.get("en") or next(iter(texts.values()), "")
        others = {language: text for language, text in texts.items() if text != name}
        translations |= {language: {"name": text} for language, text in others.items()}
    identifiers = [
        {"scheme": each.get("scheme", ""), "identifier": str(each.get("identifier", ""))}
        for each in row.get("identifiers") or ()
    ]
    slug, key = _own_slug(row), str(row.get("id") or "")
    known = {each["identifier"] for each in identifiers}
    if not slug and key and key not in known:
        identifiers.append({"scheme": "popolo", "identifier": key})
    draft: dict[str, Any] = {"slug": slug} if slug else {}
    return {
        **draft,
        "name": name,
        "other_names": [_other_name(each) for each in row.get("other_names") or ()],
        "identifiers": identifiers,
        "translations": translations,
    }


def _known_kind(said: str) -> str:
    """Return a kind of party that is called so; other where none is."""
    code = said.replace(" ", "_")
    return code if code in {kind for kind, _ in vocabularies.PartyKind.choices()} else "other"


def _each_once(drafts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the drafts without those that are there already: some files say all of it twice."""
    found: list[dict[str, Any]] = []
    for draft in drafts:
        if draft not in found:
            found.append(draft)
    return found


def _other_name(row: Mapping[str, Any]) -> dict[str, str]:
    language = row.get("language") or row.get("lang") or ""
    return {"name": row.get("name", ""), "language": language, "note": row.get("note") or ""}


def _texts(by_language: Mapping[str, Any]) -> dict[str, Any]:
    return {key.removeprefix(_LANGUAGE): text for key, text in by_language.items() if text}


def _own_slug(row: Mapping[str, Any]) -> str:
    """Return the slug that a row names: one that a person can read, and no number of a register."""
    if row.get("slug"):
        return str(row["slug"])
    key = str(row.get("id") or "")
    return key if _SLUG.match(key) and not _NUMBERED.match(key) else ""


def _reference(row: Mapping[str, Any], key: Any) -> str:
    """Return by what another row is found here: its slug, or its first identifier, or its name."""
    if not row:
        return str(key or "")
    if slug := _own_slug(row):
        return slug
    named = _named(row)
    first = next(iter(named["identifiers"]), None)
    return f"{first['scheme']}:{first['identifier']}" if first else str(named["name"])


def filled(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a row is given."""
    return {name: value for name, value in row.items() if value not in (None, "", [], {})}
