"""Who may do what: roles, the scopes that a token of each role carries, and what is noted of it."""

from typing import Final

from tracker.vocabularies.base import Vocabulary


class Role(Vocabulary):
    """What an account is for."""

    READER = (
        "reader",
        "Lector",
        "Reads what is public, at higher limits than without an account.",
        "Lee lo que es público, con límites más altos que sin cuenta.",
    )
    SUBSCRIBER = (
        "subscriber",
        "Suscriptor",
        "Reads, and has webhook endpoints.",
        "Lee y tiene puntos de recepción de webhooks.",
    )
    EDITOR = (
        "editor",
        "Editor",
        "Also creates and changes records and hands in documents.",
        "Además crea y modifica registros y entrega documentos.",
    )
    REVIEWER = (
        "reviewer",
        "Revisor",
        "Also confirms, corrects and dismisses what was flagged.",
        "Además confirma, corrige y descarta lo señalado.",
    )
    ADMIN = (
        "admin",
        ("Administrator", "Administrador"),
        "May do everything.",
        "Puede hacerlo todo.",
    )

    def allows(self, other: "Role") -> bool:
        """Return whether whoever has this role may do all that the other allows."""
        return self.order >= other.order

    @property
    def may_use_desk(self) -> bool:
        """Whether accounts of this role sign in at the editors' desk."""
        return self.allows(Role.EDITOR)


class Scope(Vocabulary):
    """What a token may be used for."""

    READ = (
        "read",
        "Leer",
        "To read under the account's own limits.",
        "Leer con los límites de la cuenta.",
    )
    WEBHOOKS = (
        "webhooks",
        "Webhooks",
        "To manage the account's webhook endpoints and their deliveries.",
        "Gestionar los puntos de recepción de webhooks de la cuenta y sus entregas.",
    )
    WRITE = (
        "write",
        "Escribir",
        "To create, change and delete records.",
        "Crear, modificar y eliminar registros.",
    )
    INGEST = (
        "ingest",
        "Entregar documentos",
        "To hand in documents to be read.",
        "Entregar documentos para su lectura.",
    )
    REVIEW = ("review", "Revisar", "To decide on what was flagged.", "Decidir sobre lo señalado.")
    ADMIN = (
        "admin",
        ("Administer", "Administrar"),
        "To manage accounts and the service.",
        "Gestionar las cuentas y el servicio.",
    )


ROLE_SCOPES: Final[dict[Role, frozenset[Scope]]] = {
    Role.READER: frozenset({Scope.READ}),
    Role.SUBSCRIBER: frozenset({Scope.READ, Scope.WEBHOOKS}),
    Role.EDITOR: frozenset({Scope.READ, Scope.WEBHOOKS, Scope.WRITE, Scope.INGEST}),
    Role.REVIEWER: frozenset({Scope.READ, Scope.WEBHOOKS, Scope.WRITE, Scope.INGEST, Scope.REVIEW}),
    Role.ADMIN: frozenset(Scope),
}
"""What a token of each role may do."""


class AuditAct(Vocabulary):
    """What an account did, or what was done to it, besides changes of records."""

    SIGNED_IN = ("signed_in", "Entró", "Signed in at the desk.", "Entró en la redacción.")
    SIGN_IN_FAILED = (
        "sign_in_failed",
        "No pudo entrar",
        "Tried to sign in, with a wrong password or code.",
        "Intentó entrar con una contraseña o un código incorrectos.",
    )
    PASSWORD_CHANGED = (
        "password_changed",
        "Contraseña cambiada",
        "Changed a password; all sessions of the account ended.",
        "Cambió una contraseña; todas las sesiones de la cuenta terminaron.",
    )
    ACCOUNT_CREATED = (
        "account_created",
        "Cuenta creada",
        "Created an account.",
        "Creó una cuenta.",
    )
    ACCOUNT_CHANGED = (
        "account_changed",
        "Cuenta modificada",
        "Changed an account's name or address.",
        "Modificó el nombre o la dirección de una cuenta.",
    )
    ACCOUNT_CLOSED = (
        "account_closed",
        "Cuenta cerrada",
        "Closed an account; its sessions ended and its tokens were revoked.",
        "Cerró una cuenta; sus sesiones terminaron y sus tokens fueron revocados.",
    )
    ACCOUNT_REOPENED = (
        "account_reopened",
        "Cuenta reabierta",
        "Opened a closed account again.",
        "Reabrió una cuenta cerrada.",
    )
    ROLE_CHANGED = (
        "role_changed",
        "Rol cambiado",
        "Gave an account another role; tokens above it were revoked.",
        "Dio otro rol a una cuenta; los tokens superiores fueron revocados.",
    )
    TOKEN_MADE = ("token_made", "Token creado", "Made a token.", "Creó un token.")
    TOKEN_REVOKED = ("token_revoked", "Token revocado", "Revoked a token.", "Revocó un token.")
    DEVICE_ENROLLED = (
        "device_enrolled",
        "Dispositivo registrado",
        "Set up a device for one-time codes, with recovery codes.",
        "Registró un dispositivo para códigos de un solo uso, con códigos de recuperación.",
    )
    DEVICE_REMOVED = (
        "device_removed",
        "Dispositivo retirado",
        "Removed the own device for one-time codes.",
        "Retiró el propio dispositivo para códigos de un solo uso.",
    )
    DEVICE_RESET = (
        "device_reset",
        "Dispositivo anulado",
        "Removed another account's device for one-time codes.",
        "Anuló el dispositivo para códigos de un solo uso de otra cuenta.",
    )
    RECOVERY_CODES_MADE = (
        "recovery_codes_made",
        "Códigos de recuperación creados",
        "Made new recovery codes; former ones no longer count.",
        "Creó códigos de recuperación nuevos; los anteriores ya no valen.",
    )
    RECOVERY_CODE_USED = (
        "recovery_code_used",
        "Código de recuperación usado",
        "Signed in with a recovery code.",
        "Entró con un código de recuperación.",
    )
    UNPUBLISHED_CHANGE = (
        "unpublished_change",
        "Cambio no publicado",
        "Changed or decided on what the public never saw, so that the ledger has no line of it.",
        "Modificó o decidió sobre lo que el público nunca vio; no hay línea en el registro.",
    )
    ACTED = (
        "acted",
        "Acción en lista",
        "Did something with the selected rows of a list at the desk.",
        "Hizo algo con las filas seleccionadas de una lista de la redacción.",
    )
