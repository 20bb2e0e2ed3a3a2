"""How a commitment is worded, what it asks, how firmly, and what would settle it."""

from tracker.vocabularies.base import Vocabulary


class Wording(Vocabulary):
    """Whose words the text of a commitment is."""

    VERBATIM = (
        "verbatim",
        "Literal",
        "The text gives the words of the speaker or of the document.",
        "El texto reproduce las palabras de quien habló o del documento.",
    )
    EDITORIAL = (
        "editorial",
        "Editorial",
        "The text is the editors' summary and is not to be quoted as said.",
        "El texto es un resumen de la redacción y no debe citarse como dicho por nadie.",
    )


class Form(Vocabulary):
    """What a commitment asks of its holder."""

    ACT = ("act", "Hacer", "To do something once.", "Hacer algo una vez.")
    ACHIEVE = (
        "achieve",
        "Alcanzar",
        "To reach a stated measure or result.",
        "Alcanzar una medida o un resultado enunciados.",
    )
    MAINTAIN = ("maintain", "Mantener", "To keep something as it is.", "Mantener algo como está.")
    REFRAIN = ("refrain", "Abstenerse", "Not to do something.", "No hacer algo.")


class Strength(Vocabulary):
    """How firmly a commitment was made; it is shown beside every verdict."""

    LEGAL_OBLIGATION = (
        "legal_obligation",
        "Obligación jurídica",
        "A binding text requires it.",
        "Lo exige un texto vinculante.",
    )
    UNDERTAKING = (
        "undertaking",
        "Compromiso expreso",
        "The holder said that it will, or will not, do it.",
        "El titular dijo que lo hará o que no lo hará.",
    )
    STATED_INTENTION = (
        "stated_intention",
        "Intención declarada",
        "The holder said that it means, plans or hopes to do it.",
        "El titular dijo que piensa, proyecta o espera hacerlo.",
    )
    DENIAL_OF_PLANS = (
        "denial_of_plans",
        "Negación de planes",
        "The holder said that it has no plans, which is not to say that it will not.",
        "El titular dijo que no tiene planes, lo que no equivale a decir que no lo hará.",
    )


class CriterionKind(Vocabulary):
    """Which way a criterion decides."""

    SUCCESS = (
        "success",
        "Cumplimiento",
        "What would show that the commitment was kept.",
        "Lo que demostraría que el compromiso se cumplió.",
    )
    FAILURE = (
        "failure",
        "Incumplimiento",
        "What would show that the commitment was broken.",
        "Lo que demostraría que el compromiso se incumplió.",
    )
