"""Kinds of development about an agreement."""

from typing import Final

from tracker.kinds.base import Kind

KINDS: Final = (
    Kind(
        code="agreement.proposed",
        label={"en": "Agreement proposed", "es": "Acuerdo propuesto"},
        explanation={
            "en": "An agreement was proposed, or talks towards one were reported.",
            "es": "Se propuso un acuerdo o se informó de conversaciones para lograrlo.",
        },
        record_type="agreement",
    ),
    Kind(
        code="agreement.signed",
        label={"en": "Agreement signed", "es": "Acuerdo firmado"},
        explanation={
            "en": "A source reports that the agreement was signed.",
            "es": "Una fuente informa de que se firmó el acuerdo.",
        },
        record_type="agreement",
    ),
    Kind(
        code="agreement.ratified",
        label={"en": "Agreement ratified", "es": "Acuerdo ratificado"},
        explanation={
            "en": "A source reports that a party ratified or approved the agreement.",
            "es": "Una fuente informa de que una de las partes ratificó o aprobó el acuerdo.",
        },
        record_type="agreement",
    ),
    Kind(
        code="agreement.entered_into_force",
        label={"en": "Agreement entered into force", "es": "Acuerdo en vigor"},
        explanation={
            "en": "A source reports that the agreement entered into force.",
            "es": "Una fuente informa de que el acuerdo entró en vigor.",
        },
        record_type="agreement",
    ),
    Kind(
        code="agreement.amended",
        label={"en": "Agreement amended", "es": "Acuerdo enmendado"},
        explanation={
            "en": "A source reports that the text of the agreement was changed.",
            "es": "Una fuente informa de que se modificó el texto del acuerdo.",
        },
        record_type="agreement",
    ),
    Kind(
        code="agreement.extended",
        label={"en": "Agreement extended", "es": "Acuerdo prorrogado"},
        explanation={
            "en": "A source reports that the agreement was renewed or extended.",
            "es": "Una fuente informa de que el acuerdo se renovó o prorrogó.",
        },
        record_type="agreement",
    ),
    Kind(
        code="agreement.suspended",
        label={"en": "Agreement suspended", "es": "Acuerdo suspendido"},
        explanation={
            "en": "A source reports that the operation of the agreement was suspended.",
            "es": "Una fuente informa de que se suspendió la aplicación del acuerdo.",
        },
        record_type="agreement",
    ),
    Kind(
        code="agreement.ended",
        label={"en": "Agreement ended", "es": "Acuerdo finalizado"},
        explanation={
            "en": (
                "A source reports that the agreement expired, was terminated, or was "
                "left by a party."
            ),
            "es": (
                "Una fuente informa de que el acuerdo expiró, terminó o fue abandonado "
                "por una parte."
            ),
        },
        record_type="agreement",
    ),
    Kind(
        code="agreement.expiring",
        label={"en": "Agreement expiring", "es": "Acuerdo próximo a expirar"},
        explanation={
            "en": "The day on which the agreement expires is near.",
            "es": "Se acerca el día en que expira el acuerdo.",
        },
        record_type="agreement",
        from_clock=True,
    ),
    Kind(
        code="agreement.publication_overdue",
        label={"en": "Publication overdue", "es": "Publicación atrasada"},
        explanation={
            "en": (
                "The day by which the text was to be published has passed without its publication."
            ),
            "es": "Pasó el día en que el texto debía publicarse sin que conste su publicación.",
        },
        record_type="agreement",
        from_clock=True,
    ),
)
