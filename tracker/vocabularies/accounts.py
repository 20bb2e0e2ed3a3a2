"""Who may do what: roles, and the scopes that a token of each role carries."""

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
