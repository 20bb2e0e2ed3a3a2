"""How saved searches stand, and how often what they find is mailed."""

from tracker.vocabularies.base import Vocabulary


class SearchState(Vocabulary):
    """Whether a saved search is mailed."""

    PENDING = (
        "pending",
        "Pendiente",
        "Nobody has yet confirmed by the link in the mail that it is wanted at this address.",
        "Aún no se ha confirmado, con el enlace del correo, que se desea en esta dirección.",
    )
    ACTIVE = (
        "active",
        "Activa",
        "What it finds is mailed.",
        "Se envía por correo lo que encuentra.",
    )
    PAUSED = (
        "paused",
        "En pausa",
        "Its owner stopped the mails, or they could not be handed over for days.",
        "Su titular detuvo los correos, o durante días no pudieron entregarse.",
    )
    UNSUBSCRIBED = (
        "unsubscribed",
        "Dada de baja",
        "Whoever got the mails wants no more; only a new confirmation changes that.",
        "Quien recibía los correos no quiere más; solo una nueva confirmación lo cambia.",
    )


class MailFrequency(Vocabulary):
    """How often what a saved search finds is mailed."""

    IMMEDIATE = (
        "immediate",
        "Inmediata",
        "Within a minute or so, what came meanwhile in one mail.",
        "En torno a un minuto, con lo ocurrido entretanto en un solo correo.",
    )
    DAILY = (
        "daily",
        "Diaria",
        "Once a day at the hour that was chosen, and not on days without news.",
        "Una vez al día a la hora elegida, y ningún correo si no hay novedades.",
    )


class MailLanguage(Vocabulary):
    """In which language mails are written."""

    EN = (
        "en",
        ("English", "Inglés"),
        "Mails are in English; quotes stay in the language of the article.",
        "Los correos son en inglés; las citas quedan en la lengua del artículo.",
    )
    ES = (
        "es",
        ("Spanish", "Español"),
        "Mails are in Spanish; quotes stay in the language of the article.",
        "Los correos son en español; las citas quedan en la lengua del artículo.",
    )
