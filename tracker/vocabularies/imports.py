"""How far an import at the desk is."""

from tracker.vocabularies.base import Vocabulary


class ImportState(Vocabulary):
    """What has been done with a file that was handed in at the desk."""

    CHECKING = (
        "checking",
        "En revisión",
        "It is read, and it is found out what an import would do.",
        "Se lee y se averigua qué haría la importación.",
    )
    CHECKED = (
        "checked",
        "Revisado",
        "It is known what an import would do; a person decides.",
        "Se sabe qué haría la importación; decide una persona.",
    )
    IMPORTING = (
        "importing",
        "En importación",
        "A worker imports it.",
        "Un proceso la está importando.",
    )
    IMPORTED = ("imported", "Importado", "All of it is imported.", "Todo está importado.")
