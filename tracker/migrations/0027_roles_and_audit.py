"""An account has one role, from which its rights follow; what is done with accounts is noted."""

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

ROLES = ("reader", "subscriber", "editor", "reviewer", "admin")
"""From the least to the most that an account may do."""

CHOICES = [
    ("reader", "Reader"),
    ("subscriber", "Subscriber"),
    ("editor", "Editor"),
    ("reviewer", "Reviewer"),
    ("admin", "Administrator"),
]
ACTS = [
    ("signed_in", "Signed In"),
    ("sign_in_failed", "Sign In Failed"),
    ("password_changed", "Password Changed"),
    ("account_created", "Account Created"),
    ("account_changed", "Account Changed"),
    ("account_closed", "Account Closed"),
    ("account_reopened", "Account Reopened"),
    ("role_changed", "Role Changed"),
    ("token_made", "Token Made"),
    ("token_revoked", "Token Revoked"),
    ("device_enrolled", "Device Enrolled"),
    ("device_removed", "Device Removed"),
    ("device_reset", "Device Reset"),
    ("recovery_codes_made", "Recovery Codes Made"),
    ("recovery_code_used", "Recovery Code Used"),
    ("unpublished_change", "Unpublished Change"),
    ("acted", "Acted"),
]
DECIDING = ("change_development", "change_proposal", "add_assessment", "change_assessment")


def give_roles(apps, schema_editor):
    """Give each account the role of what it could do before.

    By its valid tokens, its endpoints, and the rights that it had at the desk; superusers do all.
    """
    User = apps.get_model("tracker", "User")
    Token = apps.get_model("tracker", "Token")
    unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=Now())
    valid = Token.objects.filter(unexpired, user=OuterRef("pk"), revoked_at__isnull=True)
    for role in ROLES[1:]:
        User.objects.filter(Exists(valid.filter(role=role))).update(role=role)
    User.objects.filter(webhook_endpoints__isnull=False, role="reader").update(role="subscriber")
    staff = User.objects.filter(is_staff=True)
    writing = ("user_permissions__codename", "groups__permissions__codename")
    edits = Q(**{f"{writing[0]}__startswith": "change_"}) | Q(**{f"{writing[1]}__startswith": "change_"})
    decides = Q(**{f"{writing[0]}__in": DECIDING}) | Q(**{f"{writing[1]}__in": DECIDING})
    lower = {"editor": ROLES[:2], "reviewer": ROLES[:3]}
    for role, rights in (("editor", edits), ("reviewer", decides)):
        keys = staff.filter(rights, role__in=lower[role]).values_list("pk", flat=True)
        User.objects.filter(pk__in=set(keys)).update(role=role)
    User.objects.filter(is_superuser=True).update(role="admin")


class Migration(migrations.Migration):

    dependencies = [
        ("tracker", "0026_the_clock"),
    ]

    operations = [
        migrations.AlterModelManagers(
            name="user", managers=[]
        ),
        migrations.AddField(
            model_name="user",
            name="role",
            field=models.CharField(
                choices=CHOICES,
                # Processes of the former code create accounts without it, until they are replaced.
                db_default="reader",
                default="reader",
                help_text="What the account may do; readers and subscribers do not sign in at the desk",
                max_length=40,
            ),
        ),
        migrations.RunPython(give_roles, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=Q(("role__in", list(ROLES))), name="user_role_is_known"
            ),
        ),
        migrations.RemoveField(model_name="user", name="groups"),
        migrations.RemoveField(model_name="user", name="user_permissions"),
        migrations.SeparateDatabaseAndState(
            # Processes of the former code still ask for the column, until they are replaced.
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE tracker_user ALTER COLUMN is_staff SET DEFAULT false",
                    "ALTER TABLE tracker_user ALTER COLUMN is_staff DROP DEFAULT",
                )
            ],
            state_operations=[migrations.RemoveField(model_name="user", name="is_staff")],
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("act", models.CharField(choices=ACTS, max_length=40)),
                (
                    "actor",
                    models.CharField(
                        blank=True,
                        help_text="The account, or the command; empty: nobody known",
                        max_length=150,
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        blank=True, help_text="The account or the record", max_length=200
                    ),
                ),
                ("detail", models.TextField(blank=True)),
                (
                    "address",
                    models.CharField(
                        blank=True, help_text="Where the request came from", max_length=45
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "audit",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["at"], name="audit_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("act__in", [code for code, _ in ACTS])),
                        name="audit_act_is_known",
                    )
                ],
            },
        ),
    ]
