"""Where words come from, how their text changes, and what a quote from them supports."""

from tracker.vocabularies.base import Vocabulary


class SourceTier(Vocabulary):
    """How near a source is to the facts, and to a government."""

    OFFICIAL = (
        "official",
        "Oficial",
        "A public body publishes it about its own acts.",
        "Lo publica un organismo público sobre sus propios actos.",
    )
    PRESS = (
        "press",
        "Prensa",
        "An outlet that edits its own news publishes it.",
        "Lo publica un medio con redacción propia.",
    )
    STATE_MEDIA = (
        "state_media",
        "Medio estatal",
        "An outlet run or directed by a government publishes it.",
        "Lo publica un medio gestionado o dirigido por un Gobierno.",
    )
    NGO = (
        "ngo",
        ("Non-governmental organization", "Organización no gubernamental"),
        "An association, rights group or research body publishes it.",
        "Lo publica una asociación, un grupo de derechos o un centro de estudios.",
    )
    SOCIAL = (
        "social",
        ("Social media", "Redes sociales"),
        "It appears on an account on a social platform.",
        "Aparece en una cuenta de una red social.",
    )


class TextKind(Vocabulary):
    """How much of the original a document's text is."""

    FULL = (
        "full",
        ("Full text", "Texto íntegro"),
        "The text is the original in full.",
        "El texto es el original completo.",
    )
    EXCERPT = (
        "excerpt",
        "Extracto",
        "The text is a part of the original; a quote from it is not for print.",
        "El texto es una parte del original; una cita de él no es para publicar.",
    )
    SUMMARY = (
        "summary",
        "Resumen",
        "The text sums up the original in other words; it is not for print.",
        "El texto resume el original con otras palabras; no es para publicar.",
    )
    TRANSLATION = (
        "translation",
        "Traducción",
        "The text is a translation of the original; a quote from it is not for print.",
        "El texto es una traducción del original; una cita de él no es para publicar.",
    )


class DateOrigin(Vocabulary):
    """Where the date of a document is from."""

    ENTERED = (
        "entered",
        "Introducida",
        "Whoever handed the document in gave it.",
        "La dio quien entregó el documento.",
    )
    JSON_LD = (
        "json_ld",
        ("Structured data", "Datos estructurados"),
        "The structured data in the page give it.",
        "La dan los datos estructurados de la página.",
    )
    META = (
        "meta",
        ("Page metadata", "Metadatos de la página"),
        "The metadata in the head of the page give it.",
        "La dan los metadatos en la cabecera de la página.",
    )
    PAGE = (
        "page",
        "Página",
        "It was taken from what the page shows, or from its address.",
        "Se tomó de lo que muestra la página, o de su dirección.",
    )
    FEED = (
        "feed",
        ("Listing", "Listado"),
        "The feed or page that announced the document gives it.",
        "La da el canal o la página que anunció el documento.",
    )


class Drift(Vocabulary):
    """What changed between a snapshot and the one before it."""

    FIRST = (
        "first",
        "Primera",
        "It is the first version that was read.",
        "Es la primera versión que se leyó.",
    )
    COSMETIC = (
        "cosmetic",
        "Cosmético",
        "The wording changed in a way that leaves the sense as it was.",
        "La redacción cambió de un modo que deja intacto el sentido.",
    )
    SUBSTANTIVE = (
        "substantive",
        "Sustancial",
        "The wording changed in a way that may change the sense.",
        "La redacción cambió de un modo que puede alterar el sentido.",
    )
    REVERTED = (
        "reverted",
        "Revertido",
        "The text went back to an earlier version.",
        "El texto volvió a una versión anterior.",
    )
    UNAVAILABLE = (
        "unavailable",
        "No disponible",
        "The page could no longer be had; what was read before is kept.",
        "La página dejó de estar disponible; lo leído antes se conserva.",
    )
    MISREAD = (
        "misread",
        ("Misread before", "Mal leído antes"),
        "What was read before was not this text but a notice in its place; this is no edit.",
        "Lo leído antes no era este texto, sino un aviso en su lugar; esto no es una edición.",
    )
    PARSER_UPGRADE = (
        "parser_upgrade",
        "Mejora del lector",
        "Our way of extracting the text changed, not the page.",
        "Cambió nuestro modo de extraer el texto, no la página.",
    )


class QuoteState(Vocabulary):
    """Whether a cited quote still stands in the latest text of its document."""

    FOUND = (
        "found",
        "Se encuentra",
        "The quote stands where it stood.",
        "La cita está donde estaba.",
    )
    MOVED = (
        "moved",
        "Desplazada",
        "The quote stands unchanged in another place of the text.",
        "La cita está sin cambios en otro lugar del texto.",
    )
    LOST = (
        "lost",
        "Perdida",
        "The quote no longer stands in the latest text; the earlier version is kept.",
        "La cita ya no está en el texto más reciente; la versión anterior se conserva.",
    )


class CitationWeight(Vocabulary):
    """What weight a citation has."""

    ANNOUNCEMENT = (
        "announcement",
        "Anuncio",
        "The source reports what was said or announced.",
        "La fuente informa de lo dicho o anunciado.",
    )
    CONCRETE_ACTION = (
        "concrete_action",
        "Acción concreta",
        "The source reports what was done.",
        "La fuente informa de lo hecho.",
    )


class SubmissionState(Vocabulary):
    """How far the reading of a submitted document has come."""

    WAITING = (
        "waiting",
        "En espera",
        "It was received and waits to be read.",
        "Se recibió y espera su lectura.",
    )
    READING = ("reading", "En lectura", "It is being read.", "Se está leyendo.")
    READ = (
        "read",
        "Leído",
        "It has been read; what was found, if anything, can be seen.",
        "Se ha leído; puede verse lo hallado, si algo se halló.",
    )
    FAILED = ("failed", "Fallido", "It could not be read.", "No se pudo leer.")
