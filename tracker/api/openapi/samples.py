"""What may be sent to create each type of record: the examples of the OpenAPI document."""

from collections.abc import Mapping
from typing import Any, Final

ENTERED: Final[Mapping[str, Mapping[str, Any]]] = {
    "topic": {
        "slug": "foreign-bases",
        "name": "Foreign military bases",
        "translations": {"es": {"name": "Bases militares extranjeras"}},
    },
    "party": {
        "slug": "ecuador",
        "name": "Republic of Ecuador",
        "code": "EC",
        "country": "EC",
        "kind": "state",
        "time_zone": "America/Guayaquil",
    },
    "official": {
        "slug": "gabriela-sommerfeld",
        "name": "Gabriela Sommerfeld",
        "tenures": [
            {
                "party": "ecuador",
                "role": {"en": "Foreign Minister", "es": "Canciller"},
                "start_date": "2023-11",
            }
        ],
    },
    "agreement": {
        "slug": "status-of-forces",
        "title": "Agreement on the Status of Forces",
        "instrument_type": "sofa",
        "status": "in_force",
        "parties": [{"party": "ecuador"}],
        "signed_date": "2023-10-06",
    },
    "meeting": {
        "slug": "security-talks",
        "title": "Talks on security cooperation",
        "kind": "talks",
        "status": "confirmed",
        "starts_at": "2026-01-25",
        "parties": ["ecuador"],
    },
    "event": {
        "slug": "referendum",
        "title": "Voters reject foreign bases",
        "kind": "vote",
        "start_date": "2025-11-16",
        "parties": ["ecuador"],
        "topics": ["foreign-bases"],
    },
    "commitment": {
        "slug": "no-foreign-bases",
        "short_title": "No new foreign bases",
        "text": "The purpose is not to establish new foreign military bases.",
        "language": "en",
        "wording": "editorial",
        "form": "refrain",
        "strength": "undertaking",
        "holders": ["ecuador"],
        "made_by": [{"official": "gabriela-sommerfeld", "party": "ecuador"}],
        "stated_date": "2026-01-25",
        "topics": ["foreign-bases"],
    },
    "statement": {
        "slug": "not-about-bases",
        "official": "gabriela-sommerfeld",
        "attribution": "named",
        "stance": "position",
        "text": "This is not about bases.",
        "language": "en",
        "stated_date": "2026-01-26",
        "relations": [
            {"commitment": "no-foreign-bases", "relation": "reaffirms", "side": "holder"}
        ],
    },
    "source": {
        "slug": "foreign-ministry",
        "name": "Foreign Ministry, press releases",
        "external_url": "https://www.cancilleria.gob.ec/",
        "language": "es",
        "country": "EC",
        "tier": "official",
    },
}
"""By type of record; each refers to those above it only."""

CHANGED: Final[Mapping[str, Mapping[str, Any]]] = {
    "topic": {"description": "Bases of other states, and access to ports and airfields."},
    "party": {"homepage": "https://www.presidencia.gob.ec/"},
    "official": {"honorific_prefix": "Mrs."},
    "agreement": {"status": "suspended"},
    "meeting": {"starts_at": "2026-01-25T15:00:00Z"},
    "event": {"result": "Rejected"},
    "commitment": {"due_date": "2026-12"},
    "statement": {"medium": "Radio interview"},
    "source": {"is_text_public": True},
    "document": {"title": "Ecuador: no new bases", "author": "A. Reporter"},
}
"""What may be sent to change a record of each type."""

DECIDED: Final[Mapping[str, Mapping[str, Any]]] = {
    "confirm": {"reason": "Checked against the recording."},
    "correct": {"place": "Quito", "reason": "The talks were in Quito."},
    "dismiss": {"reason": "It was said of another country."},
    "reopen": {"reason": "The recording says otherwise."},
    "split": {
        "citations": [
            {"document": "9c1e77ab02d4", "exact": "The purpose is to establish new bases."}
        ],
        "kind": "commitment.contradicted",
        "reason": "The second article says the opposite.",
    },
    "assessments": {
        "verdict": "upheld_so_far",
        "effective_date": "2026-02-01",
        "reason": "No base was built, and the minister said so again.",
    },
    "merge": {"into": "another-slug"},
    "restore": {"reason": "It was withdrawn by mistake."},
    "accept": {"reason": "Checked against the communiqué."},
    "preview-watch": {"days": 90},
    "reread": {"since": "2026-01-01"},
}
"""What may be sent to decide, by the last word of the address."""


SUBSCRIBED: Final[Mapping[str, Mapping[str, Any]]] = {
    "POST": {
        "external_url": "https://hooks.newsroom.example/on-record",
        "description": "The newsroom's alerts",
        "event_types": ["commitment.*", "meeting.cancelled"],
        "filters": {"party": ["ecuador"], "min_confidence": ["0.6"]},
        "headers": {"X-Team": "investigations"},
        "most_per_minute": 120,
    },
    "PATCH": {"event_types": ["*"], "filters": {}, "most_per_minute": None},
}
"""What may be sent to subscribe, and to change what is subscribed to, by method."""


ASKED: Final[Mapping[str, Mapping[str, Any]]] = {
    "preview": {"event_types": ["commitment.*"], "filters": {"party": ["ecuador"]}},
    "recover": {"since": "2026-01-25T15:00:00Z"},
    "replay": {"after": 48211},
    "rotate-secret": {"grace_seconds": 3600},
    "send-example": {"event_type": "commitment.reaffirmed"},
}
"""What may be sent to have something done at an endpoint, by the last word of the address."""


SEARCHED: Final[Mapping[str, Mapping[str, Any]]] = {
    "POST": {
        "title": "Foreign military bases",
        "email": "desk@newsroom.example",
        "language": "es",
        "frequency": "daily",
        "hour": 7,
        "time_zone": "America/Guayaquil",
        "event_types": ["commitment.*"],
        "filters": {"topic": ["foreign-military-bases"]},
    },
    "PATCH": {"frequency": "immediate"},
}
"""What may be sent to save a search, and to change one, by method."""


OWN: Final[Mapping[str, Mapping[str, Mapping[str, Any]]]] = {
    "/v1/webhook-endpoints": SUBSCRIBED,
    "/v1/saved-searches": SEARCHED,
}
"""The examples of what an account has for itself, by the address of its list."""


def of(method: str, path: str, record_type: str) -> Mapping[str, Any] | None:
    """Return the example of what an operation takes; None where it has none here."""
    last = path.rsplit("/", 1)[-1]
    own = OWN.get(path.removesuffix("/{slug}"))
    if own is not None:
        return own.get(method)
    if last in ASKED:
        return ASKED[last]
    if method == "PATCH":
        return CHANGED.get(record_type)
    if method != "POST":
        return None
    return DECIDED.get(last) or (ENTERED.get(record_type) if "{" not in path else None)
