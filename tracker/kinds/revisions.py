"""Event types that are no kind of development: decisions of reviewers, changes of records."""

from typing import Final

from tracker.kinds.base import EventType

REVIEW_EVENTS: Final = (
    EventType(
        code="development.confirmed",
        label={"en": "Development confirmed", "es": "Novedad confirmada"},
        explanation={
            "en": "A person reviewed the development and found it right.",
            "es": "Una persona revisó la novedad y la dio por buena.",
        },
    ),
    EventType(
        code="development.corrected",
        label={"en": "Development corrected", "es": "Novedad corregida"},
        explanation={
            "en": "A person reviewed the development and changed something in it.",
            "es": "Una persona revisó la novedad y cambió algo en ella.",
        },
    ),
    EventType(
        code="development.dismissed",
        label={"en": "Development dismissed", "es": "Novedad descartada"},
        explanation={
            "en": "A person found the development wrong; everyone who was told of it is told.",
            "es": "Una persona dio la novedad por errónea; se avisa a todos los que la recibieron.",
        },
    ),
    EventType(
        code="development.reopened",
        label={"en": "Development reopened", "es": "Novedad reabierta"},
        explanation={
            "en": "A person took a decision back; the development waits for another one.",
            "es": "Una persona revocó una decisión; la novedad espera otra.",
        },
    ),
)

RECORD_EVENTS: Final = (
    EventType(
        code="record.created",
        label={"en": "Record created", "es": "Registro creado"},
        explanation={
            "en": "A record became public for the first time.",
            "es": "Un registro se hizo público por primera vez.",
        },
    ),
    EventType(
        code="record.updated",
        label={"en": "Record updated", "es": "Registro actualizado"},
        explanation={
            "en": "What a record says was changed.",
            "es": "Cambió lo que dice un registro.",
        },
    ),
    EventType(
        code="record.refreshed",
        label={"en": "Record refreshed", "es": "Registro refrescado"},
        explanation={
            "en": (
                "What the record shows of another record changed, such as a title, or the form "
                "in which it is shown; no wildcard matches this."
            ),
            "es": (
                "Cambió lo que el registro muestra de otro, como un título, o la forma en que "
                "se muestra; ningún comodín lo abarca."
            ),
        },
    ),
    EventType(
        code="record.merged",
        label={"en": "Record merged", "es": "Registro fusionado"},
        explanation={
            "en": "Two records of one thing became one, and the other address leads to it.",
            "es": "Dos registros de lo mismo pasaron a ser uno, al que conduce la otra dirección.",
        },
    ),
    EventType(
        code="record.deleted",
        label={"en": "Record deleted", "es": "Registro eliminado"},
        explanation={
            "en": "A record was withdrawn from the public; its address says so.",
            "es": "Un registro se retiró del público; su dirección lo indica.",
        },
    ),
    EventType(
        code="record.restored",
        label={"en": "Record restored", "es": "Registro restituido"},
        explanation={
            "en": "A record that had been withdrawn is public again, at the same address.",
            "es": "Un registro que se había retirado vuelve a ser público en la misma dirección.",
        },
    ),
    EventType(
        code="record.redacted",
        label={"en": "Record redacted", "es": "Registro suprimido"},
        explanation={
            "en": "What a record said was blanked by law, and that this was done is shown.",
            "es": "Lo que decía un registro se borró por mandato legal y consta que se hizo.",
        },
    ),
)
