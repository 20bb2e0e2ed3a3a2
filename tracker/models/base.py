"""What every noun is built on: its permanent identity, and the stored public form of its row."""

from collections.abc import Container, Iterable
from typing import Any, ClassVar, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models import F, Q

from tracker import vocabularies

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

N = TypeVar("N", bound="Noun")


def code_field(
    vocabulary: type[vocabularies.Vocabulary], **options: Any
) -> "models.CharField[Any, Any]":
    """Return a column that holds one code of a closed vocabulary."""
    if "default" in options:
        options["default"] = str(options["default"])
    return models.CharField(max_length=40, choices=vocabulary.choices(), **options)


def codes_check(
    name: str, *, blank: Container[str] = (), **columns: type[vocabularies.Vocabulary]
) -> models.CheckConstraint:
    """Return a constraint that keeps each column within its vocabulary.

    The columns in ``blank`` may be empty, and so may every precision: that of a date not given.
    """
    condition = Q()
    for column, vocabulary in columns.items():
        codes = [code for code, _ in vocabulary.choices()]
        may_be_blank = column in blank or column.endswith("_precision")
        condition &= Q(**{f"{column}__in": [*codes, ""] if may_be_blank else codes})
    return models.CheckConstraint(name=name, condition=condition)


class Record(models.Model):
    """The identity of something that the public looks up: never deleted, its slug never reused."""

    type = code_field(vocabularies.RecordType)
    slug = models.CharField(max_length=120)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    deleted_at = models.DateTimeField(null=True, blank=True)
    redacted_at = models.DateTimeField(
        null=True, blank=True, help_text="When what it said was blanked by law"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["type", "slug"], name="record_slug_is_used_once"),
            models.CheckConstraint(
                name="record_slug_is_plain", condition=Q(slug__regex=SLUG_PATTERN)
            ),
            models.CheckConstraint(
                name="record_is_not_merged_into_itself", condition=~Q(merged_into=F("id"))
            ),
            codes_check("record_type_is_known", type=vocabularies.RecordType),
        ]

    def __str__(self) -> str:
        return f"{self.type}/{self.slug}"


class NounQuerySet(models.QuerySet[N]):
    """Queries that every noun answers."""

    def public(self) -> Self:
        """Return the rows that anyone may see."""
        return self.filter(is_public=True)

    def slugs(self, *slugs: str) -> Self:
        """Return the rows with these slugs."""
        return self.filter(record__slug__in=slugs)

    def store(self, rows: Iterable[Any]) -> None:
        """Write the public form that ``rows`` have onto them, in one round trip."""
        columns = ("body", "version", "content_hash", "embedded_hash", "changed_at", "is_public")
        assignments = ", ".join(f"{column} = %s" for column in columns)
        with connections[self.db].cursor() as cursor:
            cursor.executemany(
                f"UPDATE {self.model._meta.db_table} SET {assignments} WHERE record_id = %s",  # noqa: S608
                [(*(getattr(row, column) for column in columns), row.pk) for row in rows],
            )


class Noun(models.Model):
    """A row with an identity and with its public form as last published."""

    RECORD_TYPE: ClassVar[vocabularies.RecordType]

    record = models.OneToOneField(
        Record, on_delete=models.PROTECT, primary_key=True, related_name="%(class)s"
    )
    translations = models.JSONField(
        default=dict, blank=True, help_text="{language: {field: text}} beside the original words"
    )
    body = models.BinaryField(default=b"", editable=False, help_text="The public JSON, as served")
    version = models.PositiveIntegerField(default=0, editable=False)
    content_hash = models.CharField(max_length=64, default="", blank=True, editable=False)
    embedded_hash = models.CharField(
        max_length=64, default="", blank=True, editable=False, help_text="Of what others show of it"
    )
    locked_fields = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        editable=False,
        help_text="What a person entered: no machine writes over it",
    )
    changed_at = models.DateTimeField(null=True, editable=False)
    is_public = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def slug(self) -> str:
        """The permanent name within its type."""
        return self.record.slug

    @property
    def own_citations(self) -> list[Any]:
        """The quotes that support the record itself, and not one of its parts."""
        return [c for c in self.record.citations.all() if c.is_of_the_record]

    @property
    def heading(self) -> str:
        """The words by which other records refer to this one."""
        raise TypeError(f"{type(self).__name__} has no heading")

    @property
    def shown_with(self) -> Iterable["Noun"]:
        """The rows whose bodies show this one as long as it is public: they change with it."""
        return ()

    @property
    def is_withdrawn(self) -> bool:
        """Whether only the fact that it was there is left to show."""
        return self.record.deleted_at is not None

    @property
    def is_publishable(self) -> bool:
        """Whether the public may see the row, once the change at hand is recorded."""
        return not self.is_withdrawn


def listing_indexes(noun: str) -> list[models.Index]:
    """Return the index that a noun's list walks, newest change first."""
    return [
        models.Index(
            fields=["-changed_at", "-record"], name=f"{noun}_listing", condition=Q(is_public=True)
        )
    ]
