"""Parties: states, bodies and groups that commit, meet and sign; and the topics of it all."""

from collections.abc import Iterable, Mapping

from django.db import connections, models
from django.db.models import F, Q

from tracker import vocabularies
from tracker.models import base


class Topic(base.Record):
    """A subject by which records are found together."""

    RECORD_TYPE = vocabularies.RecordType.TOPIC
    HEADED_BY = "name"

    name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    description = models.TextField(blank=True)

    objects = base.RecordQuerySet["Topic"].as_manager()

    class Meta:
        indexes = base.listing_indexes("topic")
        constraints = [
            models.CheckConstraint(
                name="topic_is_not_its_own_parent", condition=~Q(parent=F("identity"))
            )
        ]


def lineages(parents: Mapping[str, str | None]) -> dict[str, list[str]]:
    """Return for each slug itself and those of all that it is part of, by its parent's slug."""
    found = {}
    for slug in parents:
        line: list[str] = []
        step: str | None = slug
        while step and step not in line:
            line.append(step)
            step = parents.get(step)
        found[slug] = line
    return found


# However many parties there are, no others are read than those asked for and their parts.
_FAMILIES = """
    WITH RECURSIVE family (head, member) AS (
        SELECT asked.head, asked.head FROM ({}) AS asked (head)
        UNION
        SELECT family.head, part.record_id
        FROM family JOIN tracker_party AS part ON part.parent_id = family.member
    )
    SELECT head, member FROM family
"""
_OF_KEYS = _FAMILIES.format("SELECT unnest(%s::bigint[])")
_OF_SLUGS = _FAMILIES.format(
    "SELECT id FROM tracker_record WHERE type = 'party' AND slug = ANY(%s)"
)


class PartyQuerySet(base.RecordQuerySet["Party"]):
    """Queries over parties and what they are part of."""

    def with_descendants(self, slugs: Iterable[str]) -> list[int]:
        """Return the ids of the parties with these slugs and of all that are part of them."""
        return list(dict.fromkeys(member for _, member in self._families(_OF_SLUGS, slugs)))

    def families(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """Return for each of these parties its id, and those of all that are part of it."""
        found: dict[int, list[int]] = {key: [] for key in keys}
        for head, member in self._families(_OF_KEYS, found):
            found[head].append(member)
        return found

    def lineages(self) -> dict[str, list[str]]:
        """Return for each party's slug its own slug and those of all that it is part of."""
        return lineages(dict(self.values_list("identity__slug", "parent__identity__slug")))

    def _families(self, statement: str, heads: Iterable[int | str]) -> list[tuple[int, int]]:
        with connections[self.db].cursor() as cursor:
            cursor.execute(statement, [list(heads)])
            return list(cursor.fetchall())


_GOVERNING = frozenset(
    {
        vocabularies.PartyKind.STATE,
        vocabularies.PartyKind.MINISTRY,
        vocabularies.PartyKind.AGENCY,
        vocabularies.PartyKind.ARMED_FORCES,
        vocabularies.PartyKind.EMBASSY,
    }
)


class Party(base.Record):
    """A body that can be bound: a state, a ministry, an armed group, a company."""

    RECORD_TYPE = vocabularies.RecordType.PARTY
    HEADED_BY = "name"

    name = models.CharField(max_length=300)
    other_names = models.JSONField(default=list, blank=True, help_text="[{name, language, note}]")
    code = models.CharField(
        max_length=12,
        null=True,
        blank=True,
        unique=True,
        help_text="ISO 3166-1 alpha-2 for states; UN, EU, NATO, IMF … for organizations",
    )
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    kind = base.code_field(vocabularies.PartyKind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    time_zone = models.CharField(max_length=64, default="UTC", help_text="IANA name")
    identifiers = models.JSONField(default=list, blank=True, help_text="[{scheme, identifier}]")
    homepage = models.URLField(max_length=2000, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "parties"
        indexes = base.listing_indexes("party")
        constraints = [
            base.codes_check("party_kind_is_known", kind=vocabularies.PartyKind),
            models.CheckConstraint(
                name="party_code_is_upper_case",
                condition=Q(code__isnull=True) | Q(code__regex=r"^[A-Z][A-Z0-9-]*$"),
            ),
            base.country_check("party"),
            models.CheckConstraint(
                name="party_is_not_its_own_parent", condition=~Q(parent=F("identity"))
            ),
        ]

    @property
    def is_american(self) -> bool:
        """Whether it is the United States, or a part of its government."""
        return self.code == "US" or (self.country == "US" and self.kind in _GOVERNING)
