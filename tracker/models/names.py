"""The names by which records are suggested while someone types."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, models, transaction
from django.db.models import Q
from django.db.models.functions import Length

from tracker import vocabularies
from tracker.models import base

_NAMES_OF_ONE = 8
_LIKENESS = 0.4


@dataclass(frozen=True)
class Suggestion:
    """A record, and the one of its names that fits best."""

    record_id: int
    type: str
    name: str


class NameEntryQuerySet(models.QuerySet["NameEntry"]):
    """What is asked of the names, folded: in lower case, without accents and punctuation."""

    def replace(self, keys: Collection[int], names: "Iterable[NameEntry]") -> None:
        """Have of the records with these ``keys`` these ``names`` and no others."""
        self.filter(record__in=keys).delete()
        self.bulk_create(names)

    def suggested(self, folded: str, types: Collection[str], limit: int) -> list[Suggestion]:
        """Return up to ``limit`` records: first by how a word of a name begins, then by likeness.

        Among those by beginning, names that begin so themselves come first, then the short ones.
        """
        of_types = self.filter(type__in=types) if types else self
        begins = of_types.filter(folded__contains=f" {folded}")
        is_whole = Q(folded__startswith=f" {folded}")
        first = begins.alias(
            is_whole=models.Case(models.When(is_whole, then=0), default=1),
            length=Length("folded"),
        ).order_by("is_whole", "length", "folded", "record")
        alike = (
            of_types.filter(folded__trigram_word_similar=folded)
            .alias(likeness=TrigramWordSimilarity(folded, "folded"))
            .order_by("-likeness", "folded", "record")
        )
        found: dict[int, Suggestion] = {}
        with transaction.atomic():
            _lower_bar()
            for names in (first, alike):
                if len(found) < limit:
                    rows = names.values_list("record_id", "type", "name")[: limit * _NAMES_OF_ONE]
                    for key, record_type, name in rows:
                        found.setdefault(key, Suggestion(key, record_type, name))
        return list(found.values())[:limit]


class NameEntry(models.Model):
    """One name or alias of one public record."""

    record = models.ForeignKey(base.Identity, on_delete=models.CASCADE, related_name="names")
    type = base.code_field(vocabularies.RecordType)
    name = models.TextField(help_text="As given")
    folded = models.TextField(help_text="Words in lower case without accents, a space before each")

    objects = NameEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "name entries"
        indexes = [
            GinIndex(fields=["folded"], name="name_entry_folded", opclasses=["gin_trgm_ops"])
        ]
        constraints = [base.codes_check("name_entry_type_is_known", type=vocabularies.RecordType)]

    def __str__(self) -> str:
        return self.name


def _lower_bar() -> None:
    """Have two letters changed places count as alike, to the end of the transaction."""
    with connection.cursor() as cursor:
        setting = ["pg_trgm.word_similarity_threshold", str(_LIKENESS)]
        cursor.execute("SELECT set_config(%s, %s, true)", setting)
