"""Kinds of development about what a source published and then changed or took away."""

from typing import Final

from tracker.kinds.base import Kind

KINDS: Final = (
    Kind(
        code="source.changed",
        label={"en": "Text changed", "es": "Texto modificado"},
        explanation={
            "en": "A source changed the words of a text that had been read.",
            "es": "Una fuente cambió las palabras de un texto ya leído.",
        },
        record_type="document",
    ),
    Kind(
        code="source.quote_lost",
        label={"en": "Quote lost", "es": "Cita perdida"},
        explanation={
            "en": "A quote that is cited no longer stands in its source's text.",
            "es": "Una cita utilizada ya no está en el texto de su fuente.",
        },
        record_type="document",
    ),
    Kind(
        code="source.unavailable",
        label={"en": "Text unavailable", "es": "Texto no disponible"},
        explanation={
            "en": "A text that had been read can no longer be had from its source.",
            "es": "Un texto ya leído dejó de estar disponible en su fuente.",
        },
        record_type="document",
    ),
)
