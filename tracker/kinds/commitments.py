"""Kinds of development about a commitment: what is said, what is done, what the calendar says."""

from typing import Final

from tracker.kinds.base import Kind

REPORTED: Final = "commitment.reported"
"""The neutral kind: what it means for the commitment is a development of its own."""

KINDS: Final = (
    Kind(
        code="commitment.stated",
        label={"en": "Commitment stated", "es": "Compromiso enunciado"},
        explanation={
            "en": "A commitment not recorded before was stated.",
            "es": "Se enunció un compromiso que no constaba.",
        },
        record_type="commitment",
    ),
    Kind(
        code=REPORTED,
        label={"en": "New report", "es": "Nueva información"},
        explanation={
            "en": (
                "Something new was published about the commitment; what it means for it is not "
                "said, and comes as a development of its own."
            ),
            "es": (
                "Se publicó algo nuevo sobre el compromiso; lo que significa para él no se dice "
                "aquí y llega como una novedad propia."
            ),
        },
        record_type="commitment",
    ),
    Kind(
        code="commitment.reaffirmed",
        label={"en": "Commitment reaffirmed", "es": "Compromiso reafirmado"},
        explanation={
            "en": "Somebody on either side stated the commitment again.",
            "es": "Alguien de una de las partes enunció de nuevo el compromiso.",
        },
        record_type="commitment",
        relation="reaffirms",
        is_withheld=True,
    ),
    Kind(
        code="commitment.qualified",
        label={"en": "Commitment qualified", "es": "Compromiso matizado"},
        explanation={
            "en": "A condition, an exception or a doubt was added to the commitment.",
            "es": "Se añadió al compromiso una condición, una excepción o una duda.",
        },
        record_type="commitment",
        relation="qualifies",
        is_withheld=True,
    ),
    Kind(
        code="commitment.contradicted",
        label={"en": "Commitment contradicted", "es": "Compromiso contradicho"},
        explanation={
            "en": "Something was said or done that does not agree with the commitment.",
            "es": "Se dijo o se hizo algo que no concuerda con el compromiso.",
        },
        record_type="commitment",
        relation="contradicts",
        is_withheld=True,
    ),
    Kind(
        code="commitment.challenged",
        label={"en": "Commitment challenged", "es": "Compromiso cuestionado"},
        explanation={
            "en": "A third party called for something or alleged something about the commitment.",
            "es": "Un tercero pidió o alegó algo acerca del compromiso.",
        },
        record_type="commitment",
        relation="mentions",
        is_withheld=True,
    ),
    Kind(
        code="commitment.progressed",
        label={"en": "Commitment progressed", "es": "Avance en el compromiso"},
        explanation={
            "en": "A step towards what was committed to is reported.",
            "es": "Se informa de un paso hacia lo comprometido.",
        },
        record_type="commitment",
        relation="progresses",
        is_withheld=True,
    ),
    Kind(
        code="commitment.fulfilled",
        label={"en": "Commitment reported fulfilled", "es": "Cumplimiento informado"},
        explanation={
            "en": "A source reports that what was committed to was done; it is not a verdict.",
            "es": "Una fuente informa de que se hizo lo comprometido; no es un veredicto.",
        },
        record_type="commitment",
        relation="fulfils",
        is_withheld=True,
    ),
    Kind(
        code="commitment.broken",
        label={"en": "Commitment reported broken", "es": "Incumplimiento informado"},
        explanation={
            "en": "A source reports that the commitment was broken; it is not a verdict.",
            "es": "Una fuente informa de que se incumplió el compromiso; no es un veredicto.",
        },
        record_type="commitment",
        relation="breaks",
        is_withheld=True,
    ),
    Kind(
        code="commitment.mentioned",
        label={"en": "Commitment mentioned", "es": "Compromiso mencionado"},
        explanation={
            "en": (
                "A text speaks of the commitment and a person has to say how; it is never public."
            ),
            "es": "Un texto habla del compromiso y una persona debe decir cómo; nunca es público.",
        },
        record_type="commitment",
        relation="mentions",
        is_public=False,
    ),
    Kind(
        code="commitment.due_soon",
        label={"en": "Commitment due soon", "es": "Compromiso próximo a vencer"},
        explanation={
            "en": "The deadline of the commitment is near.",
            "es": "Se acerca el plazo del compromiso.",
        },
        record_type="commitment",
        from_clock=True,
    ),
    Kind(
        code="commitment.overdue",
        label={"en": "Commitment overdue", "es": "Compromiso vencido"},
        explanation={
            "en": (
                "The deadline has passed without a report that it was kept; its verdict "
                "is unchanged."
            ),
            "es": "El plazo ha pasado sin que conste su cumplimiento; su veredicto no cambia.",
        },
        record_type="commitment",
        from_clock=True,
    ),
    Kind(
        code="commitment.silent",
        label={"en": "Nothing new on commitment", "es": "Sin novedades del compromiso"},
        explanation={
            "en": "Nothing new about the commitment has been found for a long time.",
            "es": "Hace mucho que no se halla nada nuevo sobre el compromiso.",
        },
        record_type="commitment",
        from_clock=True,
    ),
    Kind(
        code="commitment.verdict_changed",
        label={"en": "Verdict changed", "es": "Veredicto modificado"},
        explanation={
            "en": "Editors gave the commitment another verdict, with their reasons.",
            "es": "La redacción dio al compromiso otro veredicto, con sus razones.",
        },
        record_type="commitment",
    ),
)
