"""A record is what readers see; what is permanent of it, its type and slug, is its identity.

Tables, columns, indexes and constraints stay as they are: nothing changes but what Django calls
them, and the name of a content type.
"""

from django.db import migrations, models
from django.db.models import deletion

RECORDS = (
    "agreement",
    "commitment",
    "development",
    "document",
    "event",
    "meeting",
    "official",
    "party",
    "source",
    "statement",
    "topic",
)


IS_PUBLIC = models.Q(("is_public", True))
INDEXES = (
    *(
        (model, f"{model}_listing", ["-changed_at", "-identity"], {"condition": IS_PUBLIC})
        for model in RECORDS
        if model != "development"
    ),
    (
        "development",
        "development_listing_covering",
        ["-changed_at", "-identity"],
        {
            "condition": IS_PUBLIC,
            "include": (
                *("kind", "subject", "occurred_date", "detected_at", "confidence"),
                *("speaker_official", "speaker_party", "review_state", "is_backfill"),
            ),
        },
    ),
    (
        "development",
        "development_of_subject",
        ["subject", "kind"],
        {"include": ("identity", "occurred_date", "occurred_precision", "relation", "is_public")},
    ),
    ("document", "document_in_story", ["story", "identity"], {}),
    (
        "document",
        "document_of_source",
        ["source", "identity"],
        {"include": ("story", "language", "is_public")},
    ),
)
APART = (
    ("agreement", "agreement_does_not_supersede_itself", "supersedes"),
    ("commitment", "commitment_does_not_supersede_itself", "superseded_by"),
    ("meeting", "meeting_is_not_part_of_itself", "part_of"),
    ("party", "party_is_not_its_own_parent", "parent"),
    ("topic", "topic_is_not_its_own_parent", "parent"),
)


class InName(migrations.SeparateDatabaseAndState):
    """What changes names alone; no model is rendered between one and the next."""

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)


class RenameModelInName(migrations.RenameModel):
    """The new name of a model that keeps its table; its content type follows."""

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        pass

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        pass


def identity_of(model):
    """Return what names the key of a record ``identity``, in the column that it has."""
    field = models.OneToOneField(
        db_column="record_id",
        on_delete=deletion.PROTECT,
        primary_key=True,
        related_name="%(class)s",
        serialize=False,
        to="tracker.identity",
    )
    return [
        migrations.AlterField(model, "record", field),
        migrations.RenameField(model, "record", "identity"),
    ]


def anew(model, name, fields, options):
    """Return what has an index of the same name and columns, by the field's new name."""
    index = models.Index(fields=fields, name=name, **options)
    return [migrations.RemoveIndex(model, name), migrations.AddIndex(model, index)]


def told_apart(model, name, field):
    """Return what has the constraint that a record does not refer to itself, likewise."""
    condition = models.Q((field, models.F("identity")), _negated=True)
    constraint = models.CheckConstraint(condition=condition, name=name)
    return [
        migrations.RemoveConstraint(model, name),
        migrations.AddConstraint(model, constraint),
    ]


class Migration(migrations.Migration):

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("tracker", "0021_rendered_forms"),
    ]

    operations = [
        InName(state_operations=[migrations.AlterModelTable("record", "tracker_record")]),
        RenameModelInName("Record", "Identity"),
        InName(
            state_operations=[
                migrations.AlterModelOptions("identity", {"verbose_name_plural": "identities"}),
                *(operation for record in RECORDS for operation in identity_of(record)),
                migrations.AlterField(
                    "refresh",
                    "noun",
                    models.CharField(
                        blank=True,
                        db_column="noun",
                        help_text="The type of record in work",
                        max_length=40,
                    ),
                ),
                migrations.RenameField("refresh", "noun", "record_type"),
                # The same indexes and constraints, by the new name of their column's field.
                *(operation for index in INDEXES for operation in anew(*index)),
                *(operation for each in APART for operation in told_apart(*each)),
            ]
        ),
    ]
