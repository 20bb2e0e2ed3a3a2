"""What kinds of record there are, how exact a date is, and who has looked at a flag."""

from tracker.vocabularies.base import Vocabulary


class RecordType(Vocabulary):
    """What a record is about."""

    TOPIC = (
        "topic",
        "Tema",
        "A subject under which records are gathered.",
        "Una materia bajo la que se reúnen los registros.",
    )
    PARTY = (
        "party",
        "Parte",
        "A state, organization, ministry or other body that acts or speaks.",
        "Un Estado, una organización, un ministerio u otra entidad que actúa o habla.",
    )
    OFFICIAL = (
        "official",
        "Funcionario",
        "A person quoted by name, in office or not.",
        "Una persona citada por su nombre, ocupe o no un cargo.",
    )
    AGREEMENT = (
        "agreement",
        "Acuerdo",
        "A treaty, memorandum or other text, or the talks towards one.",
        "Un tratado, memorando u otro texto, o las conversaciones para lograrlo.",
    )
    MEETING = (
        "meeting",
        "Reunión",
        "A meeting, call, visit, round of talks or summit, planned or held.",
        "Una reunión, llamada, visita, ronda o cumbre, prevista o celebrada.",
    )
    EVENT = (
        "event",
        "Hecho",
        "Something that was done, such as a vote, a decree or a deployment.",
        "Algo que se hizo, como una votación, un decreto o un despliegue.",
    )
    COMMITMENT = (
        "commitment",
        "Compromiso",
        "What a party or official is bound, or has said, to do or not to do.",
        "Lo que una parte o un funcionario debe, o dijo que iba a, hacer o no hacer.",
    )
    STATEMENT = (
        "statement",
        "Declaración",
        "What somebody said, as a source reports it.",
        "Lo que alguien dijo, según informa una fuente.",
    )
    SOURCE = (
        "source",
        "Fuente",
        "A feed or site from which documents are read.",
        "Un canal o sitio del que se leen documentos.",
    )
    DOCUMENT = (
        "document",
        "Documento",
        "An article, page or text that was read, in every version kept.",
        "Un artículo, página o texto leído, en todas las versiones guardadas.",
    )
    DEVELOPMENT = (
        "development",
        "Novedad",
        "Something new about a record, flagged with the words that show it.",
        "Algo nuevo sobre un registro, señalado con las palabras que lo muestran.",
    )


class DatePrecision(Vocabulary):
    """How exactly a source gives a date."""

    YEAR = ("year", "Año", "Only the year is given.", "Solo se da el año.")
    MONTH = ("month", "Mes", "The year and the month are given.", "Se dan el año y el mes.")
    DAY = ("day", "Día", "The day is given.", "Se da el día.")
    MINUTE = ("minute", "Minuto", "The day and the time are given.", "Se dan el día y la hora.")


class ReviewState(Vocabulary):
    """What a person has decided on something flagged."""

    FLAGGED = (
        "flagged",
        ("Flagged by machine", "Señalado por máquina"),
        "A machine flagged it, and no person has reviewed it.",
        "Lo señaló una máquina y nadie lo ha revisado.",
    )
    CONFIRMED = (
        "confirmed",
        "Confirmado",
        "A person reviewed it and found it right.",
        "Una persona lo revisó y lo dio por bueno.",
    )
    CORRECTED = (
        "corrected",
        "Corregido",
        "A person reviewed it and changed something in it.",
        "Una persona lo revisó y cambió algo en ello.",
    )
    DISMISSED = (
        "dismissed",
        "Descartado",
        "A person reviewed it and found it wrong or out of place.",
        "Una persona lo revisó y lo dio por erróneo o improcedente.",
    )
