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
                migrations.RemoveIndex(
                    model_name='agreement',
                    name='agreement_listing',
                ),
                migrations.AddIndex(
                    model_name='agreement',
                    index=models.Index(condition=models.Q(('is_public', True)), fields=['-changed_at', '-identity'], name='agreement_listing'),
                ),
                migrations.RemoveIndex(
                    model_name='commitment',
                    name='commitment_listing',
                ),
                migrations.AddIndex(
                    model_name='commitment',
                    index=models.Index(condition=models.Q(('is_public', True)), fields=['-changed_at', '-identity'], name='commitment_listing'),
                ),
                migrations.RemoveIndex(
                    model_name='development',
                    name='development_listing_covering',
                ),
                migrations.AddIndex(
                    model_name='development',
                    index=models.Index(condition=models.Q(('is_public', True)), fields=['-changed_at', '-identity'], include=('kind', 'subject', 'occurred_date', 'detected_at', 'confidence', 'speaker_official', 'speaker_party', 'review_state', 'is_backfill'), name='development_listing_covering'),
                ),
                migrations.RemoveIndex(
                    model_name='development',
                    name='development_of_subject',
                ),
                migrations.AddIndex(
                    model_name='development',
                    index=models.Index(fields=['subject', 'kind'], include=('identity', 'occurred_date', 'occurred_precision', 'relation', 'is_public'), name='development_of_subject'),
                ),
                migrations.RemoveIndex(
                    model_name='document',
                    name='document_listing',
                ),
                migrations.AddIndex(
                    model_name='document',
                    index=models.Index(condition=models.Q(('is_public', True)), fields=['-changed_at', '-identity'], name='document_listing'),
                ),
                migrations.RemoveIndex(
                    model_name='document',
                    name='document_in_story',
                ),
                migrations.AddIndex(
                    model_name='document',
                    index=models.Index(fields=['story', 'identity'], name='document_in_story'),
                ),
                migrations.RemoveIndex(
                    model_name='document',
                    name='document_of_source',
                ),
                migrations.AddIndex(
                    model_name='document',
                    index=models.Index(fields=['source', 'identity'], include=('story', 'language', 'is_public'), name='document_of_source'),
                ),
                migrations.RemoveIndex(
                    model_name='event',
                    name='event_listing',
                ),
                migrations.AddIndex(
                    model_name='event',
                    index=models.Index(condition=models.Q(('is_public', True)), fields=['-changed_at', '-identity'], name='event_listing'),
                ),
                migrations.RemoveIndex(
                    model_name='meeting',
                    name='meeting_listing',
                ),
                migrations.AddIndex(
                    model_name='meeting',
                    index=models.Index(condition=models.Q(('is_public', True)), fields=['-changed_at', '-identity'], name='meeting_listing'),
                ),
                migrations.RemoveIndex(
                    model_name='official',
                    name='official_listing',
                ),
                migrations.AddIndex(
                    model_name='official',
                    index=models.Index(condition=models.Q(('is_public', True)), fields=['-changed_at', '-identity'], name='official_listing'),
                ),
                migrations.RemoveIndex(
                    model_name='party',
                    name='party_listing',
                ),
                migrations.AddIndex(
                    model_name='party',
                    index=models.Index(condition=models.Q(('is_public', True)), fields=['-changed_at', '-identity'], name='party_listing'),
                ),
                migrations.RemoveIndex(
                    model_name='source',
                    name='source_listing',
                ),
                migrations.AddIndex(
                    model_name='source',
                    index=models.Index(condition=models.Q(('is_public', True)), fields=['-changed_at', '-identity'], name='source_listing'),
                ),
                migrations.RemoveIndex(
                    model_name='statement',
                    name='statement_listing',
                ),
                migrations.AddIndex(
                    model_name='statement',
                    index=models.Index(condition=models.Q(('is_public', True)), fields=['-changed_at', '-identity'], name='statement_listing'),
                ),
                migrations.RemoveIndex(
                    model_name='topic',
                    name='topic_listing',
                ),
                migrations.AddIndex(
                    model_name='topic',
                    index=models.Index(condition=models.Q(('is_public', True)), fields=['-changed_at', '-identity'], name='topic_listing'),
                ),
                migrations.RemoveConstraint(
                    model_name='agreement',
                    name='agreement_does_not_supersede_itself',
                ),
                migrations.AddConstraint(
                    model_name='agreement',
                    constraint=models.CheckConstraint(condition=models.Q(('supersedes', models.F('identity')), _negated=True), name='agreement_does_not_supersede_itself'),
                ),
                migrations.RemoveConstraint(
                    model_name='commitment',
                    name='commitment_does_not_supersede_itself',
                ),
                migrations.AddConstraint(
                    model_name='commitment',
                    constraint=models.CheckConstraint(condition=models.Q(('superseded_by', models.F('identity')), _negated=True), name='commitment_does_not_supersede_itself'),
                ),
                migrations.RemoveConstraint(
                    model_name='meeting',
                    name='meeting_is_not_part_of_itself',
                ),
                migrations.AddConstraint(
                    model_name='meeting',
                    constraint=models.CheckConstraint(condition=models.Q(('part_of', models.F('identity')), _negated=True), name='meeting_is_not_part_of_itself'),
                ),
                migrations.RemoveConstraint(
                    model_name='party',
                    name='party_is_not_its_own_parent',
                ),
                migrations.AddConstraint(
                    model_name='party',
                    constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('identity')), _negated=True), name='party_is_not_its_own_parent'),
                ),
                migrations.RemoveConstraint(
                    model_name='topic',
                    name='topic_is_not_its_own_parent',
                ),
                migrations.AddConstraint(
                    model_name='topic',
                    constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('identity')), _negated=True), name='topic_is_not_its_own_parent'),
                ),
            ]
        ),
    ]
