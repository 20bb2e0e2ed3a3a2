"""Kinds of development about a commitment: what is said, what is done, what the calendar says."""

from typing import Final

from tracker.kinds.base import Kind

REPORTED: Final = "commitment.reported"
"""The neutral kind: what it means for the commitment is a development of its own."""

KINDS: Final = (
    Kind(
        "commitment.stated",
        "Commitment stated",
        "Compromiso enunciado",
        "A commitment not recorded before was stated.",
        "Se enunció un compromiso que no constaba.",
    ),
    Kind(
        REPORTED,
        "New report",
        "Nueva información",
        "Something new was published about the commitment; what it means for it is not "
        "said, and comes as a development of its own.",
        "Se publicó algo nuevo sobre el compromiso; lo que significa para él no se dice "
        "aquí y llega como una novedad propia.",
    ),
    Kind(
        "commitment.reaffirmed",
        "Commitment reaffirmed",
        "Compromiso reafirmado",
        "Somebody on either side stated the commitment again.",
        "Alguien de una de las partes enunció de nuevo el compromiso.",
        relation="reaffirms",
    ),
    Kind(
        "commitment.qualified",
        "Commitment qualified",
        "Compromiso matizado",
        "A condition, an exception or a doubt was added to the commitment.",
        "Se añadió al compromiso una condición, una excepción o una duda.",
        relation="qualifies",
    ),
    Kind(
        "commitment.contradicted",
        "Commitment contradicted",
        "Compromiso contradicho",
        "Something was said or done that does not agree with the commitment.",
        "Se dijo o se hizo algo que no concuerda con el compromiso.",
        relation="contradicts",
        is_left_to_people=True,
    ),
    Kind(
        "commitment.challenged",
        "Commitment challenged",
        "Compromiso cuestionado",
        "A third party called for something or alleged something about the commitment.",
        "Un tercero pidió o alegó algo acerca del compromiso.",
        relation="mentions",
        is_left_to_people=True,
    ),
    Kind(
        "commitment.progressed",
        "Commitment progressed",
        "Avance en el compromiso",
        "A step towards what was committed to is reported.",
        "Se informa de un paso hacia lo comprometido.",
        relation="progresses",
    ),
    Kind(
        "commitment.fulfilled",
        "Commitment reported fulfilled",
        "Cumplimiento informado",
        "A source reports that what was committed to was done; it is not a verdict.",
        "Una fuente informa de que se hizo lo comprometido; no es un veredicto.",
        relation="fulfils",
        is_left_to_people=True,
    ),
    Kind(
        "commitment.broken",
        "Commitment reported broken",
        "Incumplimiento informado",
        "A source reports that the commitment was broken; it is not a verdict.",
        "Una fuente informa de que se incumplió el compromiso; no es un veredicto.",
        relation="breaks",
        is_left_to_people=True,
    ),
    Kind(
        "commitment.mentioned",
        "Commitment mentioned",
        "Compromiso mencionado",
        "A text speaks of the commitment and a person has to say how; it is never public.",
        "Un texto habla del compromiso y una persona debe decir cómo; nunca es público.",
        relation="mentions",
        is_public=False,
    ),
    Kind(
        "commitment.due_soon",
        "Commitment due soon",
        "Compromiso próximo a vencer",
        "The deadline of the commitment is near.",
        "Se acerca el plazo del compromiso.",
        from_clock=True,
    ),
    Kind(
        "commitment.overdue",
        "Commitment overdue",
        "Compromiso vencido",
        "The deadline has passed without a report that it was kept; its verdict is unchanged.",
        "El plazo ha pasado sin que conste su cumplimiento; su veredicto no cambia.",
        from_clock=True,
    ),
    Kind(
        "commitment.silent",
        "Nothing new on commitment",
        "Sin novedades del compromiso",
        "Nothing new about the commitment has been found for a long time.",
        "Hace mucho que no se halla nada nuevo sobre el compromiso.",
        from_clock=True,
    ),
    Kind(
        "commitment.verdict_changed",
        "Verdict changed",
        "Veredicto modificado",
        "Editors gave the commitment another verdict, with their reasons.",
        "La redacción dio al compromiso otro veredicto, con sus razones.",
    ),
)
