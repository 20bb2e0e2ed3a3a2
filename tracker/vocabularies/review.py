"""What people decide on a flag, and the usual reasons of a dismissal."""

from tracker.vocabularies.base import Vocabulary


class Decision(Vocabulary):
    """What a person decides on a development."""

    CONFIRM = (
        "confirm",
        "Confirmar",
        "It is as flagged.",
        "Es como se señaló.",
    )
    CORRECT = (
        "correct",
        "Corregir",
        "It is as corrected.",
        "Es como se corrigió.",
    )
    SPLIT = (
        "split",
        "Separar",
        "Some of its quotes are another development.",
        "Algunas de sus citas son otra novedad.",
    )
    DISMISS = (
        "dismiss",
        "Descartar",
        "It is not so.",
        "No es como se señaló.",
    )
    DISMISS_ALL = (
        "dismiss_all",
        "Descartar con sus significados",
        "The report and what it was taken to mean are not so.",
        "Ni la información ni lo que se entendió de ella son así.",
    )
    DISMISS_ALONE = (
        "dismiss_alone",
        "Descartar solo la información",
        "The report is not so; what it was taken to mean stays.",
        "La información no es así; lo que se entendió de ella se mantiene.",
    )
    JUDGE = (
        "judge",
        ("Say what it means", "Decir qué significa"),
        "It is said of the passages of a report what each means.",
        "Se dice qué significa cada pasaje de una información.",
    )
    REOPEN = (
        "reopen",
        "Reabrir",
        "The decision was wrong, and another is to be made.",
        "La decisión fue errónea y debe tomarse otra.",
    )


class DismissalReason(Vocabulary):
    """Why a flag is dismissed, most often."""

    OTHER_MATTER = (
        "other_matter",
        "Trata de otra cosa",
        "It is about another matter, or another country's.",
        "Trata de otro asunto o del de otro país.",
    )
    MISREAD = (
        "misread",
        "Mal entendido",
        "The words do not mean that.",
        "Las palabras no significan eso.",
    )
    MISATTRIBUTED = (
        "misattributed",
        "Mal atribuido",
        "Somebody else said it, or nobody did.",
        "Lo dijo otra persona o nadie.",
    )
    NOT_ASSERTED = (
        "not_asserted",
        "No se afirma",
        "It is a question, a hypothesis, irony or history.",
        "Es una pregunta, una hipótesis, ironía o historia.",
    )
    ALREADY_RECORDED = (
        "already_recorded",
        "Ya consta",
        "It is recorded already.",
        "Ya consta en el registro.",
    )
    UNRELIABLE = (
        "unreliable",
        "Poco fiable",
        "The source is not to be relied on here.",
        "La fuente no es fiable en este caso.",
    )
