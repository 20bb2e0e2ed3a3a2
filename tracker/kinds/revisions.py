"""Event types that are no kind of development: decisions of reviewers, changes of records."""

from typing import Final

from tracker.kinds.base import EventType

REVIEW_EVENTS: Final = (
    EventType(
        "development.confirmed",
        "Development confirmed",
        "Novedad confirmada",
        "A person reviewed the development and found it right.",
        "Una persona revisó la novedad y la dio por buena.",
    ),
    EventType(
        "development.corrected",
        "Development corrected",
        "Novedad corregida",
        "A person reviewed the development and changed something in it.",
        "Una persona revisó la novedad y cambió algo en ella.",
    ),
    EventType(
        "development.dismissed",
        "Development dismissed",
        "Novedad descartada",
        "A person found the development wrong; everyone who was told of it is told.",
        "Una persona dio la novedad por errónea; se avisa a todos los que la recibieron.",
    ),
    EventType(
        "development.reopened",
        "Development reopened",
        "Novedad reabierta",
        "A person took a decision back; the development waits for another one.",
        "Una persona revocó una decisión; la novedad espera otra.",
    ),
)

RECORD_EVENTS: Final = (
    EventType(
        "record.created",
        "Record created",
        "Registro creado",
        "A record became public for the first time.",
        "Un registro se hizo público por primera vez.",
    ),
    EventType(
        "record.updated",
        "Record updated",
        "Registro actualizado",
        "What a record says was changed.",
        "Cambió lo que dice un registro.",
    ),
    EventType(
        "record.refreshed",
        "Record refreshed",
        "Registro refrescado",
        "What the record shows of another record changed, such as a title, or the form in which it "
        "is shown; no wildcard matches this.",
        "Cambió lo que el registro muestra de otro, como un título, o la forma en que se muestra; "
        "ningún comodín lo abarca.",
    ),
    EventType(
        "record.merged",
        "Record merged",
        "Registro fusionado",
        "Two records of one thing became one, and the other address leads to it.",
        "Dos registros de lo mismo pasaron a ser uno, al que conduce la otra dirección.",
    ),
    EventType(
        "record.deleted",
        "Record deleted",
        "Registro eliminado",
        "A record was withdrawn from the public; its address says so.",
        "Un registro se retiró del público; su dirección lo indica.",
    ),
    EventType(
        "record.restored",
        "Record restored",
        "Registro restituido",
        "A record that had been withdrawn is public again, at the same address.",
        "Un registro que se había retirado vuelve a ser público en la misma dirección.",
    ),
    EventType(
        "record.redacted",
        "Record redacted",
        "Registro suprimido",
        "What a record said was blanked by law, and that this was done is shown.",
        "Lo que decía un registro se borró por mandato legal y consta que se hizo.",
    ),
)
