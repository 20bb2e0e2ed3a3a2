"""What a party does to an agreement, in the terms of the UN Treaty Collection."""

from tracker.vocabularies.base import Vocabulary


class ActionKind(Vocabulary):
    """What a party does to an agreement."""

    SIGNATURE = (
        "signature",
        "Firma",
        "The party signed the agreement.",
        "La parte firmó el acuerdo.",
    )
    RATIFICATION = (
        "ratification",
        "Ratificación",
        "The party confirmed after signing that it consents to be bound.",
        "La parte confirmó, tras la firma, que consiente en obligarse.",
    )
    ACCEPTANCE = (
        "acceptance",
        "Aceptación",
        "The party consented to be bound by an act of acceptance.",
        "La parte consintió en obligarse mediante un acto de aceptación.",
    )
    APPROVAL = (
        "approval",
        "Aprobación",
        "The party consented to be bound by an act of approval.",
        "La parte consintió en obligarse mediante un acto de aprobación.",
    )
    ACCESSION = (
        "accession",
        "Adhesión",
        "The party joined an agreement that it had not signed.",
        "La parte se unió a un acuerdo que no había firmado.",
    )
    SUCCESSION = (
        "succession",
        "Sucesión",
        "The party took the place of a predecessor state in the agreement.",
        "La parte ocupó en el acuerdo el lugar de un Estado predecesor.",
    )
    RESERVATION = (
        "reservation",
        "Reserva",
        "The party excluded or changed the effect of some provisions for itself.",
        "La parte excluyó o modificó para sí el efecto de algunas disposiciones.",
    )
    DECLARATION = (
        "declaration",
        "Declaración",
        "The party stated how it understands or will apply the agreement.",
        "La parte expuso cómo entiende o cómo aplicará el acuerdo.",
    )
    OBJECTION = (
        "objection",
        "Objeción",
        "The party objected to another party's reservation or declaration.",
        "La parte se opuso a una reserva o declaración de otra.",
    )
    WITHDRAWAL = (
        "withdrawal",
        "Retiro",
        "The party left an agreement that goes on for the others.",
        "La parte abandonó un acuerdo que sigue rigiendo para las demás.",
    )
    DENUNCIATION = (
        "denunciation",
        "Denuncia",
        "The party gave notice that it no longer consents to be bound.",
        "La parte notificó que deja de consentir en obligarse.",
    )
    TERMINATION = (
        "termination",
        "Terminación",
        "The agreement was brought to an end.",
        "Se puso fin al acuerdo.",
    )
    SUSPENSION = (
        "suspension",
        "Suspensión",
        "The operation of the agreement was suspended.",
        "Se suspendió la aplicación del acuerdo.",
    )
    RENEWAL = (
        "renewal",
        "Renovación",
        "The agreement was continued for a further term.",
        "El acuerdo se prolongó por un nuevo período.",
    )
    AMENDMENT = (
        "amendment",
        "Enmienda",
        "The text of the agreement was changed.",
        "Se modificó el texto del acuerdo.",
    )
