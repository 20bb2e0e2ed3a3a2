"""The Django app."""

from django.apps import AppConfig


class TrackerConfig(AppConfig):
    """Everything that On Record keeps lives in this one app."""

    name = "tracker"
    verbose_name = "On Record"
    default_auto_field = "django.db.models.BigAutoField"
