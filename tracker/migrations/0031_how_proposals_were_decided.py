"""Whether a proposal was of a record that was there, and the quotes that taking it up added."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("tracker", "0030_held_decisions"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="is_duplicate",
            field=models.BooleanField(
                db_default=False, default=False, help_text="Of a record that was there before"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="added",
            field=models.ManyToManyField(
                blank=True,
                help_text="The quotes that taking it up added, which go where that is taken back",
                related_name="+",
                to="tracker.citation",
            ),
        ),
    ]
