"""Kinds of development about a meeting."""

from typing import Final

from tracker.kinds.base import Kind

KINDS: Final = (
    Kind(
        code="meeting.announced",
        label={"en": "Meeting announced", "es": "Reunión anunciada"},
        explanation={
            "en": "A meeting was announced.",
            "es": "Se anunció una reunión.",
        },
        record_type="meeting",
    ),
    Kind(
        code="meeting.held",
        label={"en": "Meeting held", "es": "Reunión celebrada"},
        explanation={
            "en": "A source reports that the meeting took place.",
            "es": "Una fuente informa de que la reunión tuvo lugar.",
        },
        record_type="meeting",
    ),
    Kind(
        code="meeting.postponed",
        label={"en": "Meeting postponed", "es": "Reunión aplazada"},
        explanation={
            "en": "The meeting was put off to a later day, named or not.",
            "es": "La reunión se dejó para otro día, fijado o no.",
        },
        record_type="meeting",
    ),
    Kind(
        code="meeting.cancelled",
        label={"en": "Meeting cancelled", "es": "Reunión cancelada"},
        explanation={
            "en": "The meeting was called off.",
            "es": "La reunión se suspendió definitivamente.",
        },
        record_type="meeting",
    ),
    Kind(
        code="meeting.unreported",
        label={"en": "Meeting unreported", "es": "Reunión sin noticias"},
        explanation={
            "en": (
                "The planned day has gone by, and no report was found that the meeting took place."
            ),
            "es": "Pasó el día previsto y no se halló noticia de que la reunión tuviera lugar.",
        },
        record_type="meeting",
        from_clock=True,
    ),
)
