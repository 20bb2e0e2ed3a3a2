"""What people judge of a commitment, and what is computed beside it."""

from tracker.vocabularies.base import Vocabulary


class Verdict(Vocabulary):
    """What editors judge of a commitment; no machine and no date sets it."""

    NOT_YET_RATED = (
        "not_yet_rated",
        "Sin valorar",
        "Editors have not judged it yet.",
        "La redacción aún no lo ha valorado.",
    )
    IN_PROGRESS = (
        "in_progress",
        "En curso",
        "Steps towards it have been taken, and it is not done.",
        "Se han dado pasos para cumplirlo y no está cumplido.",
    )
    STALLED = (
        "stalled",
        "Estancado",
        "Steps towards it have stopped, or none have been taken where they were due.",
        "Los pasos para cumplirlo se han detenido o no se han dado cuando correspondía.",
    )
    UPHELD_SO_FAR = (
        "upheld_so_far",
        "Respetado hasta ahora",
        "What was to be kept up or left undone has been so until now; it still can be broken.",
        "Lo que debía mantenerse o no hacerse se ha respetado hasta ahora; aún puede incumplirse.",
    )
    KEPT = (
        "kept",
        "Cumplido",
        "It was done as it was stated.",
        "Se cumplió tal como se enunció.",
        True,
    )
    PARTIALLY_KEPT = (
        "partially_kept",
        "Cumplido en parte",
        "A substantial part was done, and the rest was not.",
        "Se cumplió una parte sustancial y el resto no.",
        True,
    )
    BROKEN = (
        "broken",
        "Incumplido",
        "It was not done, or what was to be left undone was done.",
        "No se cumplió, o se hizo lo que no debía hacerse.",
        True,
    )
    SUPERSEDED = (
        "superseded",
        "Sustituido",
        "A later commitment has taken its place.",
        "Un compromiso posterior ha ocupado su lugar.",
        True,
    )
    WITHDRAWN = (
        "withdrawn",
        "Retirado",
        "The holder took it back openly before it could be judged.",
        "El titular lo retiró expresamente antes de que pudiera valorarse.",
        True,
    )
    UNVERIFIABLE = (
        "unverifiable",
        "No verificable",
        "What is public does not suffice to judge it.",
        "Lo que es público no basta para valorarlo.",
    )
    DISPUTED = (
        "disputed",
        "Controvertido",
        "Sound sources disagree on whether it was kept.",
        "Fuentes solventes discrepan sobre si se cumplió.",
    )


class ReasonCode(Vocabulary):
    """Why a commitment came to its verdict, where the cause is known."""

    CHANGED_POSITION = (
        "changed_position",
        "Cambio de postura",
        "The holder decided otherwise.",
        "El titular decidió otra cosa.",
    )
    NOT_PRIORITY = (
        "not_priority",
        ("Not a priority", "Sin prioridad"),
        "The holder put other matters first.",
        "El titular antepuso otros asuntos.",
    )
    NO_MAJORITY = (
        "no_majority",
        "Sin mayoría",
        "The votes that it needed were not found.",
        "No se reunieron los votos necesarios.",
    )
    EXTERNAL_BLOCK = (
        "external_block",
        ("Blocked from outside", "Bloqueo externo"),
        "A court, another state or another body prevented it.",
        "Lo impidió un tribunal, otro Estado u otra instancia.",
    )
    ALREADY_DONE_BEFORE = (
        "already_done_before",
        "Ya estaba hecho",
        "It had been done before the commitment was made.",
        "Ya se había hecho antes de asumirse el compromiso.",
    )
    OVERTAKEN_BY_EVENTS = (
        "overtaken_by_events",
        "Superado por los hechos",
        "Events took away its object or its sense.",
        "Los acontecimientos le quitaron su objeto o su sentido.",
    )
    WORDING_UNCLEAR = (
        "wording_unclear",
        "Redacción poco clara",
        "Its words allow more than one reading.",
        "Sus términos admiten más de una lectura.",
    )


class Schedule(Vocabulary):
    """How a commitment stands to its deadline; computed, and never a verdict."""

    NO_DEADLINE = (
        "no_deadline",
        "Sin plazo",
        "No date was given by which it is due.",
        "No se dio ninguna fecha límite.",
    )
    PENDING = ("pending", "Pendiente", "Its deadline lies ahead.", "Su plazo aún no ha llegado.")
    DUE_SOON = ("due_soon", "Vence pronto", "Its deadline is near.", "Su plazo está cerca.")
    OVERDUE = (
        "overdue",
        "Vencido",
        "Its deadline has passed and it is not rated as kept, which does not make it broken.",
        "Su plazo ha pasado y no consta como cumplido, lo que no equivale a incumplido.",
    )
    MET_ON_TIME = (
        "met_on_time",
        "Cumplido a tiempo",
        "It was kept by its deadline.",
        "Se cumplió dentro del plazo.",
    )
    MET_LATE = (
        "met_late",
        "Cumplido con retraso",
        "It was kept after its deadline.",
        "Se cumplió después del plazo.",
    )


class Consistency(Vocabulary):
    """How the later words of the holder's or the counterpart's side agree with a commitment."""

    SINGLE_STATEMENT = (
        "single_statement",
        "Declaración única",
        "Nothing that either side said later about it has been confirmed.",
        "No se ha confirmado nada que alguna de las partes dijera después al respecto.",
    )
    CONSISTENT = (
        "consistent",
        "Coherente",
        "What was said later agrees with it without restating it.",
        "Lo dicho después concuerda con el compromiso sin repetirlo.",
    )
    REAFFIRMED = ("reaffirmed", "Reafirmado", "It was restated later.", "Se reiteró después.")
    QUALIFIED = (
        "qualified",
        "Matizado",
        "Conditions, exceptions or doubts were added later.",
        "Después se añadieron condiciones, excepciones o dudas.",
    )
    CONTRADICTED = (
        "contradicted",
        "Contradicho",
        "Something said or done later by either side does not agree with it.",
        "Algo dicho o hecho después por alguna de las partes no concuerda con el compromiso.",
    )
    DENIED = (
        "denied",
        "Negado",
        "The holder says that it was never said.",
        "El titular afirma que nunca se dijo.",
    )
    REVERSED = (
        "reversed",
        "Revertido",
        "The holder has contradicted it and has not reaffirmed it since.",
        "El titular lo ha contradicho y no lo ha reafirmado desde entonces.",
    )


class Evidence(Vocabulary):
    """The best evidence for a commitment, or against it, in what was searched."""

    NONE_FOUND = (
        "none_found",
        "No se halló ninguna",
        "Nothing was found in the sources searched, which does not prove that there is nothing.",
        "Nada se halló en las fuentes consultadas, lo que no prueba que no exista nada.",
    )
    CLAIM_ONLY = (
        "claim_only",
        "Solo afirmaciones",
        "Somebody claims it, and nothing else supports the claim.",
        "Alguien lo afirma y nada más lo respalda.",
    )
    OFFICIAL_DOCUMENT = (
        "official_document",
        "Documento oficial",
        "An official document supports it.",
        "Un documento oficial lo respalda.",
    )
    INDEPENDENT_REPORT = (
        "independent_report",
        "Informe independiente",
        "A report independent of the parties supports it.",
        "Un informe independiente de las partes lo respalda.",
    )
    OPERATIONAL = (
        "operational",
        "Sobre el terreno",
        (
            "A concrete action in the world is reported: something was built, deployed, "
            "delivered or stopped."
        ),
        "Consta una acción concreta: algo se construyó, desplegó, entregó o detuvo.",
    )
