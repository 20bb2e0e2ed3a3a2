"""What an agreement is, how far it has come, whom it binds and who can read it."""

from tracker.vocabularies.base import Vocabulary


class InstrumentType(Vocabulary):
    """What sort of instrument an agreement is."""

    TREATY = (
        "treaty",
        "Tratado",
        "A written agreement between states or organizations under international law.",
        "Un acuerdo escrito entre Estados u organizaciones regido por el derecho internacional.",
    )
    EXECUTIVE_AGREEMENT = (
        "executive_agreement",
        "Acuerdo ejecutivo",
        "An agreement that a government concludes without its legislature's approval.",
        "Un acuerdo que un Gobierno celebra sin la aprobación de su órgano legislativo.",
    )
    MOU = (
        "mou",
        ("Memorandum of understanding", "Memorando de entendimiento"),
        "A memorandum of what is intended; whether it binds depends on its words.",
        "Un memorando de intenciones; si obliga o no depende de sus términos.",
    )
    SOFA = (
        "sofa",
        ("Status of forces agreement", "Acuerdo sobre el estatuto de las fuerzas"),
        "It sets the legal position of one state's forces in the territory of another.",
        "Fija la situación jurídica de las fuerzas de un Estado en el territorio de otro.",
    )
    DCA = (
        "dca",
        ("Defence cooperation agreement", "Acuerdo de cooperación en defensa"),
        "It sets terms for military cooperation, often with access to facilities.",
        "Fija las condiciones de la cooperación militar, a menudo con acceso a instalaciones.",
    )
    ACSA = (
        "acsa",
        (
            "Acquisition and cross-servicing agreement",
            "Acuerdo de adquisición y servicios recíprocos",
        ),
        "It lets armed forces supply each other with goods and services.",
        "Permite que las fuerzas armadas se presten suministros y servicios mutuamente.",
    )
    GSOMIA = (
        "gsomia",
        (
            "Security of military information agreement",
            "Acuerdo de seguridad de la información militar",
        ),
        "It sets how classified military information that is shared will be protected.",
        "Fija cómo se protege la información militar clasificada que se comparte.",
    )
    EXCHANGE_OF_NOTES = (
        "exchange_of_notes",
        "Canje de notas",
        "An agreement made by letters or diplomatic notes that answer each other.",
        "Un acuerdo hecho mediante cartas o notas diplomáticas que se responden.",
    )
    JOINT_STATEMENT = (
        "joint_statement",
        "Declaración conjunta",
        "A text issued together that says what those issuing it hold or intend.",
        "Un texto emitido en común que dice lo que sus autores sostienen o se proponen.",
    )
    LETTER_OF_INTENT = (
        "letter_of_intent",
        "Carta de intención",
        "A letter that says what its signatories mean to agree or do.",
        "Una carta que dice lo que sus firmantes piensan acordar o hacer.",
    )
    TALKS = (
        "talks",
        "Conversaciones",
        "Negotiations from which no text is known yet.",
        "Negociaciones de las que aún no se conoce ningún texto.",
    )
    OTHER = (
        "other",
        "Otro",
        "An instrument of none of the other types.",
        "Un instrumento que no corresponde a ninguno de los demás tipos.",
    )


class AgreementStatus(Vocabulary):
    """How far an agreement has come."""

    PROPOSED = (
        "proposed",
        "Propuesto",
        "Somebody has put it forward and negotiations are not reported.",
        "Alguien lo ha planteado y no consta que se esté negociando.",
    )
    UNDER_NEGOTIATION = (
        "under_negotiation",
        "En negociación",
        "The parties are negotiating it.",
        "Las partes lo están negociando.",
    )
    INITIALLED = (
        "initialled",
        "Rubricado",
        "Negotiators have initialled the text, and it is not yet signed.",
        "Los negociadores han rubricado el texto, que aún no está firmado.",
    )
    SIGNED = (
        "signed",
        "Firmado",
        "It has been signed and is not known to be in force.",
        "Se ha firmado y no consta que esté en vigor.",
    )
    APPROVAL_PENDING = (
        "approval_pending",
        "Pendiente de aprobación",
        "A legislature, court or other body has still to approve it.",
        "Falta la aprobación de un órgano legislativo, un tribunal u otra instancia.",
    )
    RATIFIED = (
        "ratified",
        "Ratificado",
        "A party has ratified it, and it is not known to be in force.",
        "Una de las partes lo ha ratificado y no consta que esté en vigor.",
    )
    IN_FORCE = (
        "in_force",
        "En vigor",
        "It has legal effect, or is being applied where it is not binding.",
        "Surte efectos jurídicos o, si no es vinculante, se está aplicando.",
    )
    PROVISIONALLY_APPLIED = (
        "provisionally_applied",
        "Aplicado provisionalmente",
        "The parties apply it, wholly or in part, before it enters into force.",
        "Las partes lo aplican, en todo o en parte, antes de su entrada en vigor.",
    )
    SUSPENDED = (
        "suspended",
        "Suspendido",
        "Its operation is suspended and may be resumed.",
        "Su aplicación está suspendida y puede reanudarse.",
    )
    AMENDED = (
        "amended",
        "Enmendado",
        "It continues with a text that the parties have changed.",
        "Continúa con un texto que las partes han modificado.",
    )
    RENEWED = (
        "renewed",
        "Renovado",
        "It continues for a further term.",
        "Continúa por un nuevo período.",
    )
    EXPIRED = (
        "expired",
        "Expirado",
        "Its term has run out without renewal.",
        "Su plazo ha vencido sin renovación.",
        True,
    )
    TERMINATED = (
        "terminated",
        "Terminado",
        "The parties, or one of them, have brought it to an end.",
        "Las partes, o una de ellas, le han puesto fin.",
        True,
    )
    WITHDRAWN = (
        "withdrawn",
        "Retirado",
        "It was taken back before it took effect.",
        "Se retiró antes de surtir efecto.",
        True,
    )
    SUPERSEDED = (
        "superseded",
        "Sustituido",
        "A later agreement has taken its place.",
        "Un acuerdo posterior ha ocupado su lugar.",
        True,
    )
    UNCLEAR = (
        "unclear",
        "No está claro",
        "The sources do not allow a statement of where it stands.",
        "Las fuentes no permiten decir en qué estado se encuentra.",
    )


class Binding(Vocabulary):
    """Whether an agreement binds in law."""

    BINDING = (
        "binding",
        "Vinculante",
        "It creates obligations under law.",
        "Crea obligaciones jurídicas.",
    )
    NON_BINDING = (
        "non_binding",
        ("Not binding", "No vinculante"),
        "It states intentions and creates no obligation under law.",
        "Expresa intenciones y no crea obligaciones jurídicas.",
    )
    UNCLEAR = (
        "unclear",
        "No está claro",
        "The parties differ, or the sources do not say, whether it binds.",
        "Las partes discrepan, o las fuentes no dicen, si es vinculante.",
    )


class TextStatus(Vocabulary):
    """Whether the text of an agreement can be read."""

    PUBLISHED = (
        "published",
        "Publicado",
        "The whole text is public.",
        "El texto íntegro es público.",
    )
    PARTIAL = (
        "partial",
        ("Published in part", "Publicado en parte"),
        "Parts of the text, or not all of its annexes, are public.",
        "Solo son públicas partes del texto o algunos de sus anexos.",
    )
    WITHHELD = (
        "withheld",
        "Reservado",
        "The parties have the text and do not publish it.",
        "Las partes tienen el texto y no lo publican.",
    )
    UNKNOWN = (
        "unknown",
        "Desconocido",
        "It is not known whether there is a text or whether it is public.",
        "No se sabe si existe un texto ni si es público.",
    )
