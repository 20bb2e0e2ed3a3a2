"""Kinds of development about an agreement."""

from typing import Final

from tracker.kinds.base import Kind

KINDS: Final = (
    Kind(
        "agreement.proposed",
        "Agreement proposed",
        "Acuerdo propuesto",
        "An agreement was proposed, or talks towards one were reported.",
        "Se propuso un acuerdo o se informó de conversaciones para lograrlo.",
    ),
    Kind(
        "agreement.signed",
        "Agreement signed",
        "Acuerdo firmado",
        "A source reports that the agreement was signed.",
        "Una fuente informa de que se firmó el acuerdo.",
    ),
    Kind(
        "agreement.ratified",
        "Agreement ratified",
        "Acuerdo ratificado",
        "A source reports that a party ratified or approved the agreement.",
        "Una fuente informa de que una de las partes ratificó o aprobó el acuerdo.",
    ),
    Kind(
        "agreement.entered_into_force",
        "Agreement entered into force",
        "Acuerdo en vigor",
        "A source reports that the agreement entered into force.",
        "Una fuente informa de que el acuerdo entró en vigor.",
    ),
    Kind(
        "agreement.amended",
        "Agreement amended",
        "Acuerdo enmendado",
        "A source reports that the text of the agreement was changed.",
        "Una fuente informa de que se modificó el texto del acuerdo.",
    ),
    Kind(
        "agreement.extended",
        "Agreement extended",
        "Acuerdo prorrogado",
        "A source reports that the agreement was renewed or extended.",
        "Una fuente informa de que el acuerdo se renovó o prorrogó.",
    ),
    Kind(
        "agreement.suspended",
        "Agreement suspended",
        "Acuerdo suspendido",
        "A source reports that the operation of the agreement was suspended.",
        "Una fuente informa de que se suspendió la aplicación del acuerdo.",
    ),
    Kind(
        "agreement.ended",
        "Agreement ended",
        "Acuerdo finalizado",
        "A source reports that the agreement expired, was terminated, or was left by a party.",
        "Una fuente informa de que el acuerdo expiró, terminó o fue abandonado por una parte.",
    ),
    Kind(
        "agreement.expiring",
        "Agreement expiring",
        "Acuerdo próximo a expirar",
        "The day on which the agreement expires is near.",
        "Se acerca el día en que expira el acuerdo.",
        from_clock=True,
    ),
    Kind(
        "agreement.publication_overdue",
        "Text not seen published",
        "Texto no visto publicado",
        "The day by which the text was to be published has passed, and it was not seen published.",
        "Pasó el día en que el texto debía publicarse y no se ha visto publicado.",
        from_clock=True,
    ),
)
