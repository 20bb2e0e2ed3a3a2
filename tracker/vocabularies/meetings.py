"""What a meeting or a deed is, how certain a meeting is and who came."""

from tracker.vocabularies.base import Vocabulary


class MeetingKind(Vocabulary):
    """What sort of encounter a meeting is."""

    MEETING = (
        "meeting",
        "Reunión",
        "People meet in one place or by video.",
        "Varias personas se reúnen en un lugar o por videoconferencia.",
    )
    CALL = ("call", "Llamada", "People speak by telephone.", "Varias personas hablan por teléfono.")
    VISIT = (
        "visit",
        "Visita",
        "Somebody travels to a place and may meet several people there.",
        "Alguien viaja a un lugar y puede reunirse allí con varias personas.",
    )
    TALKS = (
        "talks",
        "Conversaciones",
        "A round of negotiations, often of several days.",
        "Una ronda de negociaciones, a menudo de varios días.",
    )
    SUMMIT = (
        "summit",
        "Cumbre",
        "Heads of state or of government meet.",
        "Se reúnen jefes de Estado o de Gobierno.",
    )


class MeetingStatus(Vocabulary):
    """How certain it is that a meeting will take place, or that it did."""

    RUMOURED = (
        "rumoured",
        "Rumoreada",
        "It is spoken of, and nobody who would take part has announced it.",
        "Se habla de ella, sin que ninguno de los posibles participantes la haya anunciado.",
    )
    TENTATIVE = (
        "tentative",
        "Provisional",
        "It has been announced without a firm date or place.",
        "Se ha anunciado sin fecha o lugar en firme.",
    )
    CONFIRMED = (
        "confirmed",
        "Confirmada",
        "A participant has announced it with its date.",
        "Uno de los participantes la ha anunciado con su fecha.",
    )
    POSTPONED = (
        "postponed",
        "Aplazada",
        "It has been put off to a later day, named or not.",
        "Se ha dejado para otro día, fijado o no.",
    )
    CANCELLED = (
        "cancelled",
        "Cancelada",
        "It has been called off.",
        "Se ha suspendido definitivamente.",
        True,
    )
    PASSED = (
        "passed",
        ("Held", "Celebrada"),
        "A cited source reports that it took place.",
        "Una fuente citada informa de que tuvo lugar.",
        True,
    )


class Attendance(Vocabulary):
    """Whether a participant came."""

    EXPECTED = (
        "expected",
        "Prevista",
        "The participant was announced or planned to attend.",
        "Se anunció o se previó que asistiría.",
    )
    ATTENDED = (
        "attended",
        "Asistió",
        "A source reports that the participant was there.",
        "Una fuente informa de que estuvo presente.",
    )
    ABSENT = (
        "absent",
        "Ausente",
        "A source reports that the participant was not there.",
        "Una fuente informa de que no estuvo presente.",
    )


class EventKind(Vocabulary):
    """What sort of deed an event is."""

    VOTE = (
        "vote",
        "Votación",
        "A legislature, an electorate or another body votes.",
        "Vota un órgano legislativo, el electorado u otro cuerpo.",
    )
    LAW = (
        "law",
        "Ley",
        "A law is passed, changed or repealed.",
        "Se aprueba, modifica o deroga una ley.",
    )
    DECREE = (
        "decree",
        "Decreto",
        "An executive issues a decree or order.",
        "El poder ejecutivo emite un decreto o una orden.",
    )
    RULING = (
        "ruling",
        "Fallo",
        "A court gives a judgment or an order.",
        "Un tribunal dicta una sentencia o una resolución.",
    )
    DEPLOYMENT = (
        "deployment",
        "Despliegue",
        "Troops, police, ships, aircraft or equipment are placed somewhere.",
        "Se sitúan en un lugar tropas, policías, buques, aeronaves o equipos.",
    )
    OPERATION = (
        "operation",
        "Operación",
        "Forces or authorities carry out an operation.",
        "Fuerzas o autoridades llevan a cabo una operación.",
    )
    CONSTRUCTION = (
        "construction",
        "Construcción",
        "Something is built, enlarged or prepared for building.",
        "Se construye o amplía algo, o se prepara su construcción.",
    )
    DELIVERY = (
        "delivery",
        "Entrega",
        "Goods, equipment or money are handed over.",
        "Se entregan bienes, equipos o dinero.",
    )
    MEASURE = (
        "measure",
        "Medida",
        "An authority takes a measure, such as a tariff, a sanction or a permit.",
        "Una autoridad adopta una medida, como un arancel, una sanción o un permiso.",
    )
    INCIDENT = (
        "incident",
        "Incidente",
        "Something happens that nobody announced, such as a clash or an accident.",
        "Ocurre algo que nadie había anunciado, como un choque o un accidente.",
    )
    OTHER = (
        "other",
        "Otro",
        "A deed of none of the other kinds.",
        "Un hecho que no corresponde a ninguna de las demás clases.",
    )
