"""Identities, and the base of every record: a row with an identity and its stored public form."""

from collections.abc import Container, Iterable, Sequence
from typing import Any, ClassVar, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models import F, Q

from tracker import vocabularies

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

R = TypeVar("R", bound="Record")


def code_field(
    vocabulary: type[vocabularies.Vocabulary], **options: Any
) -> "models.CharField[Any, Any]":
    """Return a column that holds one code of a closed vocabulary."""
    if "default" in options:
        options["default"] = str(options["default"])
    return models.CharField(max_length=40, choices=vocabulary.choices(), **options)


def codes_check(
    name: str, *dates: str, blank: Container[str] = (), **columns: type[vocabularies.Vocabulary]
) -> models.CheckConstraint:
    """Return a constraint that keeps each column within its vocabulary, and so those of ``dates``.

    The columns in ``blank`` may be empty, and so may every precision: that of a date not given.
    """
    condition = Q()
    precisions = {f"{name}_precision": vocabularies.DatePrecision for name in dates}
    for column, vocabulary in (columns | precisions).items():
        codes = [code for code, _ in vocabulary.choices()]
        may_be_blank = column in blank or column.endswith("_precision")
        condition &= Q(**{f"{column}__in": [*codes, ""] if may_be_blank else codes})
    return models.CheckConstraint(name=name, condition=condition)


def country_check(record_type: str) -> models.CheckConstraint:
    """Return the constraint that a noun's country is a code of two letters, or none."""
    condition = Q(country__regex=r"^([A-Z]{2})?$")
    return models.CheckConstraint(name=f"{record_type}_country_is_alpha_2", condition=condition)


class Identity(models.Model):
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
        db_table = "tracker_record"
        verbose_name_plural = "identities"
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


class RecordQuerySet(models.QuerySet[R]):
    """Queries that every type of record answers."""

    def public(self) -> Self:
        """Return the rows that anyone may see."""
        return self.filter(is_public=True)

    def slugs(self, *slugs: str) -> Self:
        """Return the rows with these slugs."""
        return self.filter(identity__slug__in=slugs)

    def standing(self) -> Self:
        """Return the rows that are not withdrawn."""
        return self.filter(identity__deleted_at=None)

    def named(self, slug: str) -> R | None:
        """Return the row that ``slug`` stands for: of a merged record the one it was merged into.

        None where there is no such row, or where it was withdrawn.
        """
        rows = self.select_related("identity")
        row = rows.filter(identity__slug=slug).first()
        if row is not None and row.identity.merged_into_id is not None:
            row = rows.filter(identity=row.identity.merged_into_id).first()
        return row if row is not None and row.identity.deleted_at is None else None

    def store(self, rows: Iterable[Any]) -> None:
        """Write the public form that ``rows`` have onto them, in one round trip."""
        columns = ("body", "version", "content_hash", "embedded_hash", "changed_at", "is_public")
        assignments = ", ".join(f"{column} = %s" for column in columns)
        with connections[self.db].cursor() as cursor:
            cursor.executemany(
                f"UPDATE {self.model._meta.db_table} SET {assignments} WHERE record_id = %s",  # noqa: S608
                [(*(getattr(row, column) for column in columns), row.pk) for row in rows],
            )


class Record(models.Model):
    """A record: a row with an identity, and with its public form as last published."""

    RECORD_TYPE: ClassVar[vocabularies.RecordType]
    CITED_WHEN: ClassVar[tuple[str, Any] | None] = None
    """The column, and its value, with which a record has to have a citation of its own."""
    HEADED_BY: ClassVar[str] = "title"
    """The column by whose words other records refer to it."""
    ORDERED_BY: ClassVar[tuple[str, ...]] = ()
    """The columns by which lists can be ordered, besides the time of the last change."""

    identity = models.OneToOneField(
        Identity,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="%(class)s",
        db_column="record_id",
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

    def __str__(self) -> str:
        return self.heading

    @property
    def slug(self) -> str:
        """The permanent name within its type."""
        return self.identity.slug

    @property
    def own_citations(self) -> list[Any]:
        """The quotes that support the record itself, and not one of its parts."""
        return [c for c in self.identity.citations.all() if c.is_of_the_record]

    @property
    def has_to_be_cited(self) -> bool:
        """Whether the record cannot be public without a citation of its own."""
        if self.CITED_WHEN is None:
            return False
        column, value = self.CITED_WHEN
        return bool(getattr(self, column) == value)

    @property
    def heading(self) -> str:
        """The words by which other records refer to this one."""
        return str(getattr(self, self.HEADED_BY))

    @property
    def shown_with(self) -> Iterable["Record"]:
        """The rows whose bodies show this one as long as it is public: they change with it."""
        return ()

    @property
    def is_withdrawn(self) -> bool:
        """Whether only the fact that it was there is left to show."""
        return self.identity.deleted_at is not None

    @property
    def is_publishable(self) -> bool:
        """Whether the public may see the row, once the change at hand is recorded."""
        return not self.is_withdrawn


def listing_indexes(record_type: str, asked: Sequence[str] = ()) -> list[models.Index]:
    """Return the index that the list of a type of record reads, newest change first.

    It holds the columns that are ``asked`` for too, so that what does not fit is passed over
    without its row being read.
    """
    return [
        models.Index(
            fields=["-changed_at", "-identity"],
            name=f"{record_type}_listing{'_covering' if asked else ''}",
            condition=Q(is_public=True),
            include=[*asked],
        )
    ]


def ordering_indexes(
    record_type: str, columns: Sequence[str], asked: Sequence[str] = ()
) -> list[models.Index]:
    """Return the indexes that a list of a type of record reads by each of ``columns``.

    Each holds the columns that are ``asked`` for too, as that of the list by change does.
    """
    return [
        models.Index(
            fields=[column, "identity"],
            name=f"{record_type}_by_{column.removesuffix('_date').removesuffix('_at')}",
            condition=Q(is_public=True),
            include=[name for name in asked if name != column],
        )
        for column in columns
    ]
