"""One of each type of record, each bound to the others: what the tests of pages read."""

from typing import Any

from tests import factories
from tracker import models

URL = "https://courier.example/bases"


def quoted() -> dict[str, Any]:
    """Return the words that all of it rests on, as a record cites them."""
    return {"document": factories.snapshot(url=URL).document.slug, "exact": factories.QUOTE}


def set_up() -> models.Commitment:
    """Enter a topic, an agreement, a meeting, a commitment, words that repeat it, and a deed."""
    quote = quoted()
    factories.topic(
        slug="bases",
        name="Foreign bases",
        description="Troops of one state in another.",
        translations={
            "es": {"name": "Bases extranjeras", "description": "Tropas de un Estado en otro."}
        },
    )
    factories.topic(slug="ports", name="Ports", parent="bases")
    factories.agreement(
        slug="port",
        short_title="Port agreement",
        summary="Opens the port.",
        binding="binding",
        signed_date="2026-01",
        expiry_date="2031",
        publication_due_date="2026-03-01",
        text_status="withheld",
        topics=["bases"],
        actions=[
            {
                "party": "costaguana",
                "action": "signature",
                "action_date": "2026-01",
                "citations": [quote],
            },
            {"party": "ruritania", "action": "ratification", "action_date": "2026-02-03"},
        ],
        citations=[quote],
        translations={
            "es": {
                "short_title": "Acuerdo del puerto",
                "title": "Acuerdo sobre el puerto de Sulaco",
                "summary": "Abre el puerto.",
            }
        },
    )
    factories.meeting(
        slug="talks",
        starts_at="2026-01-25T15:00:00Z",
        time_zone="America/Guayaquil",
        place="San Tomé",
        agenda="The port.",
        topics=["bases"],
        agreements=["port"],
        parties=["costaguana", "ruritania"],
        participants=[
            {
                "official": factories.ana_ruiz().slug,
                "party": "costaguana",
                "attendance": "attended",
            },
            {"office": "Harbour master", "attendance": "expected"},
        ],
    )
    commitment = factories.commitment(
        slug="no-bases",
        topics=["bases"],
        agreements=["port"],
        meeting="talks",
        made_by=[{"official": "ana-ruiz", "party": "costaguana"}],
    )
    words(slug="said", citations=[quote])
    factories.event(
        slug="port-act",
        result="The act was passed.",
        place="Sulaco",
        parties=["costaguana"],
        topics=["bases"],
        citations=[quote],
        relations=[{"commitment": "no-bases", "relation": "breaks", "side": "holder"}],
    )
    return commitment


def words(**fields: Any) -> models.Statement:
    """Enter words of Ana Ruiz that repeat the commitment."""
    said: dict[str, Any] = {
        "is_direct_quote": True,
        "party": "costaguana",
        "meeting": "talks",
        "agreements": ["port"],
        "topics": ["bases"],
        "medium": "Radio Sulaco",
        "attributed_as": "Ruiz",
        "citations": [quoted()],
        "relations": [{"commitment": "no-bases", "relation": "reaffirms", "side": "holder"}],
        "translations": {"es": {"text": "No alojaremos bases extranjeras."}},
    }
    return factories.statement(**{**said, **fields})


def flag(commitment: models.Commitment, **fields: Any) -> models.Development:
    """Flag a report on the commitment, in which Ana Ruiz speaks."""
    said: dict[str, Any] = {
        "subject": commitment,
        "snapshot": factories.snapshot(url=URL),
        "speaker_official": factories.ana_ruiz(),
        "speaker_party": factories.costaguana(),
        "explanation": {
            "matched": [{"text": "foreign bases"}, {"text": "foreign bases"}],
            "decided_by": [{"text": "will not"}],
            "rule": "about it",
            "analyser": {"name": "rules", "version": "2"},
        },
    }
    return factories.development(**{**said, **fields})
