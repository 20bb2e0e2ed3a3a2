"""Kinds of development about what a source published and then changed or took away."""

from typing import Final

from tracker.kinds.base import Kind

KINDS: Final = (
    Kind(
        "source.changed",
        "Text changed",
        "Texto modificado",
        "A source changed the words of a text that had been read.",
        "Una fuente cambió las palabras de un texto ya leído.",
    ),
    Kind(
        "source.quote_lost",
        "Quote lost",
        "Cita perdida",
        "A quote that is cited no longer stands in its source's text.",
        "Una cita utilizada ya no está en el texto de su fuente.",
    ),
    Kind(
        "source.unavailable",
        "Text unavailable",
        "Texto no disponible",
        "A text that had been read can no longer be had from its source.",
        "Un texto ya leído dejó de estar disponible en su fuente.",
    ),
)
