"""Who speaks in a statement, in what manner, and what it says of a commitment."""

from tracker.vocabularies.base import Vocabulary


class Attribution(Vocabulary):
    """To whom the source attributes a statement."""

    NAMED = (
        "named",
        ("Named person", "Persona identificada"),
        "A person quoted by name.",
        "Una persona citada por su nombre.",
    )
    INSTITUTION = (
        "institution",
        "Institución",
        "A ministry, government or other body, without naming a person.",
        "Un ministerio, Gobierno u otro organismo, sin nombrar a nadie.",
    )
    SPOKESPERSON = (
        "spokesperson",
        "Portavoz",
        "Somebody who speaks for another person or body.",
        "Alguien que habla en nombre de otra persona u organismo.",
    )
    UNNAMED = (
        "unnamed",
        ("Unnamed source", "Fuente anónima"),
        "Somebody whom the source describes without giving a name.",
        "Alguien a quien la fuente describe sin dar su nombre.",
    )
    DOCUMENT = (
        "document",
        "Documento",
        "The words stand in a document, such as a communiqué or a treaty.",
        "Las palabras constan en un documento, como un comunicado o un tratado.",
    )
    OUTLET = (
        "outlet",
        ("The outlet itself", "El propio medio"),
        "The outlet says it in its own voice.",
        "El medio lo dice con su propia voz.",
    )


class Stance(Vocabulary):
    """In what manner something is said."""

    POSITION = (
        "position",
        "Postura",
        "The speaker says what the speaker's side holds, does or will do.",
        "Quien habla dice lo que su parte sostiene, hace o hará.",
    )
    CALL = (
        "call",
        "Llamamiento",
        "The speaker calls on others to do something.",
        "Quien habla pide a otros que hagan algo.",
    )
    ALLEGATION = (
        "allegation",
        "Acusación",
        "The speaker says that others did something.",
        "Quien habla afirma que otros hicieron algo.",
    )
    DENIAL = (
        "denial",
        "Desmentido",
        "The speaker says that something reported or alleged is not so.",
        "Quien habla afirma que algo informado o alegado no es así.",
    )
    DECLINED_TO_SAY = (
        "declined_to_say",
        "No quiso responder",
        "The speaker was asked and would not answer.",
        "Se le preguntó y no quiso responder.",
    )
    QUESTION = (
        "question",
        "Pregunta",
        "The words ask something and assert nothing.",
        "Las palabras preguntan algo y no afirman nada.",
    )


class RelationKind(Vocabulary):
    """What a statement or an event says of a commitment."""

    REAFFIRMS = (
        "reaffirms",
        "Reafirma",
        "It states the commitment again.",
        "Enuncia de nuevo el compromiso.",
    )
    QUALIFIES = (
        "qualifies",
        "Matiza",
        "It adds a condition, an exception or a doubt.",
        "Añade una condición, una excepción o una duda.",
    )
    CONTRADICTS = (
        "contradicts",
        "Contradice",
        "It does not agree with the commitment, and does not yet break it.",
        "No concuerda con el compromiso, sin llegar a incumplirlo.",
    )
    PROGRESSES = (
        "progresses",
        "Avanza",
        "It is a step towards what was committed to.",
        "Es un paso hacia lo comprometido.",
    )
    FULFILS = (
        "fulfils",
        "Cumple",
        "It says or shows that what was committed to was done.",
        "Dice o muestra que se hizo lo comprometido.",
    )
    BREAKS = (
        "breaks",
        "Incumple",
        "It says or shows that what was excluded was done, or that what was due was not.",
        "Dice o muestra que se hizo lo excluido o que no se hizo lo debido.",
    )
    MENTIONS = (
        "mentions",
        "Menciona",
        "It speaks of the commitment in none of the other ways.",
        "Habla del compromiso sin ninguna de las demás relaciones.",
    )


class Side(Vocabulary):
    """On which side of a commitment the speaker or actor stands."""

    HOLDER = (
        "holder",
        "Titular",
        "The side that is bound by the commitment.",
        "La parte que asumió el compromiso.",
    )
    COUNTERPART = (
        "counterpart",
        "Contraparte",
        "The side to whom it is owed, or the other side of the agreement.",
        "La parte ante la que se asumió o la otra parte del acuerdo.",
    )
    THIRD_PARTY = (
        "third_party",
        "Tercero",
        "Anyone else, such as an opponent, a rights group or an analyst.",
        "Cualquier otro, como un opositor, un grupo de derechos o un analista.",
    )
