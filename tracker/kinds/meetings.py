"""Kinds of development about a meeting."""

from typing import Final

from tracker.kinds.base import Kind

KINDS: Final = (
    Kind(
        "meeting.announced",
        "Meeting announced",
        "Reunión anunciada",
        "A meeting was announced.",
        "Se anunció una reunión.",
    ),
    Kind(
        "meeting.held",
        "Meeting held",
        "Reunión celebrada",
        "A source reports that the meeting took place.",
        "Una fuente informa de que la reunión tuvo lugar.",
    ),
    Kind(
        "meeting.postponed",
        "Meeting postponed",
        "Reunión aplazada",
        "The meeting was put off to a later day, named or not.",
        "La reunión se dejó para otro día, fijado o no.",
    ),
    Kind(
        "meeting.cancelled",
        "Meeting cancelled",
        "Reunión cancelada",
        "The meeting was called off.",
        "La reunión se suspendió definitivamente.",
    ),
    Kind(
        "meeting.unreported",
        "Meeting unreported",
        "Reunión sin noticias",
        "The planned day has gone by, and no report was found that the meeting took place.",
        "Pasó el día previsto y no se halló noticia de que la reunión tuviera lugar.",
        from_clock=True,
    ),
)
