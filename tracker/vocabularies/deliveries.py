"""The states of webhook endpoints and deliveries, and how an attempt ended."""

from tracker.vocabularies.base import Vocabulary


class EndpointState(Vocabulary):
    """Whether a webhook endpoint is sent to."""

    PENDING = (
        "pending",
        "Pendiente",
        "It has not yet answered a challenge ping, and nothing else is sent to it.",
        "Aún no ha respondido a la prueba inicial y no se le envía nada más.",
    )
    ENABLED = ("enabled", "Activo", "Deliveries are sent to it.", "Se le envían las entregas.")
    PAUSED = (
        "paused",
        "En pausa",
        "Its owner stopped sending; deliveries are kept for 14 days.",
        "Su titular detuvo el envío; las entregas se guardan 14 días.",
    )
    DISABLED = (
        "disabled",
        "Desactivado",
        (
            "Sending ended after lasting failure or by its own answer; deliveries can be "
            "recovered for 14 days."
        ),
        (
            "El envío cesó por fallos prolongados o por su propia respuesta; las entregas "
            "pueden recuperarse durante 14 días."
        ),
    )


class EndpointFormat(Vocabulary):
    """In which form events are sent to a webhook endpoint."""

    STANDARD = (
        "standard",
        "Estándar",
        "The ledger's own envelope, signed as Standard Webhooks has it.",
        "El sobre del propio registro, firmado según Standard Webhooks.",
    )
    SLACK = (
        "slack",
        "Slack",
        "A message in a channel of Slack.",
        "Un mensaje en un canal de Slack.",
    )
    TEAMS = (
        "teams",
        ("Microsoft Teams", "Microsoft Teams"),
        "A card in a channel of Microsoft Teams, by a workflow.",
        "Una tarjeta en un canal de Microsoft Teams, mediante un flujo de trabajo.",
    )
    DISCORD = (
        "discord",
        "Discord",
        "A message in a channel of Discord.",
        "Un mensaje en un canal de Discord.",
    )
    MATTERMOST = (
        "mattermost",
        "Mattermost",
        "A message in a channel of Mattermost.",
        "Un mensaje en un canal de Mattermost.",
    )


class NoticeReason(Vocabulary):
    """Why the owner of a webhook endpoint is mailed."""

    FAILING = (
        "failing",
        "Con fallos",
        "Four attempts in a row have failed; more will be made.",
        "Han fallado cuatro intentos seguidos; se harán más.",
    )
    EXHAUSTED = (
        "exhausted",
        ("Given up", "Entrega abandonada"),
        "A delivery has failed for the last time; it can be recovered for 14 days.",
        "Una entrega ha fallado por última vez; puede recuperarse durante 14 días.",
    )
    DISABLED = (
        "disabled",
        "Desactivado",
        "Nothing more is sent to the endpoint until its owner resumes it.",
        "No se envía nada más al punto de recepción hasta que su titular lo reanude.",
    )


class DeliveryState(Vocabulary):
    """How a delivery to a webhook endpoint stands."""

    WAITING = (
        "waiting",
        "En espera",
        "It is to be sent, for the first time or again.",
        "Está por enviarse, por primera vez o de nuevo.",
    )
    DELIVERED = (
        "delivered",
        "Entregada",
        "The endpoint answered an attempt with a 2xx status.",
        "El punto de recepción respondió a un intento con un estado 2xx.",
    )
    FAILED = (
        "failed",
        "Fallida",
        "All attempts were used up without success.",
        "Se agotaron todos los intentos sin éxito.",
    )
    CANCELLED = (
        "cancelled",
        "Cancelada",
        "It will not be sent: its endpoint no longer wants it, or was not sent to for 14 days.",
        "No se enviará: su punto de recepción ya no la quiere, o no se le envió nada en 14 días.",
    )


class AttemptOutcome(Vocabulary):
    """How one attempt at a delivery ended."""

    DELIVERED = (
        "delivered",
        "Entregado",
        "The endpoint answered with a 2xx status.",
        "El punto de recepción respondió con un estado 2xx.",
    )
    HTTP_ERROR = (
        "http_error",
        ("HTTP error", "Error HTTP"),
        "The endpoint answered with a status that is neither 2xx nor 3xx.",
        "El punto de recepción respondió con un estado que no es 2xx ni 3xx.",
    )
    TIMEOUT_CONNECT = (
        "timeout_connect",
        ("Connection timed out", "Conexión sin respuesta"),
        "No connection was made in time.",
        "No se estableció la conexión a tiempo.",
    )
    TIMEOUT_READ = (
        "timeout_read",
        ("Answer timed out", "Respuesta fuera de plazo"),
        "The connection was made, and no answer came in time.",
        "Se estableció la conexión y la respuesta no llegó a tiempo.",
    )
    DEADLINE = (
        "deadline",
        ("Deadline passed", "Plazo total agotado"),
        "The attempt as a whole took longer than is allowed.",
        "El intento en su conjunto duró más de lo permitido.",
    )
    DNS = (
        "dns",
        ("Name not resolved", "Nombre sin resolver"),
        "The host name could not be resolved.",
        "No se pudo resolver el nombre del servidor.",
    )
    REFUSED = (
        "refused",
        ("Connection refused", "Conexión rechazada"),
        "The host refused the connection or could not be reached.",
        "El servidor rechazó la conexión o no se pudo llegar a él.",
    )
    TLS = (
        "tls",
        ("TLS error", "Error de TLS"),
        "No secure connection was made, or the certificate did not fit the name.",
        "No se logró una conexión segura o el certificado no correspondía al nombre.",
    )
    BLOCKED_ADDRESS = (
        "blocked_address",
        ("Address not allowed", "Dirección no permitida"),
        "The host's address is one to which nothing is sent.",
        "La dirección del servidor es de aquellas a las que no se envía nada.",
    )
    BLOCKED_PORT = (
        "blocked_port",
        ("Port not allowed", "Puerto no permitido"),
        "The port is one to which nothing is sent.",
        "El puerto es de aquellos a los que no se envía nada.",
    )
    REDIRECT = (
        "redirect",
        "Redirección",
        "The endpoint answered with a 3xx status, which is never followed.",
        "El punto de recepción respondió con un estado 3xx, que nunca se sigue.",
    )
    PROTOCOL = (
        "protocol",
        ("Protocol error", "Error de protocolo"),
        "The answer was not valid HTTP, or the connection broke off.",
        "La respuesta no era HTTP válido o la conexión se interrumpió.",
    )
    LOST = (
        "lost",
        "Perdido",
        "The sender stopped before the result was known, so it may have arrived.",
        "El proceso de envío se detuvo antes de conocerse el resultado; puede haber llegado.",
    )
