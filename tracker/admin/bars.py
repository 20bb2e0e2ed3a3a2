"""Bars that were adopted, to look at only: `manage.py evaluate` measures and adopts them."""

from django.contrib import admin

from tracker import models
from tracker.admin import reading
from tracker.admin.site import desk


@admin.register(models.Bar, site=desk)
class BarAdmin(reading.ReadOnlyAdmin):
    """How right what reads articles was measured to be, by kind."""

    list_display = ("kind", "analyser", "model", "prompt", "threshold", "precision", "findings")
    list_filter = ("analyser", "kind")
    ordering = ("analyser", "model", "prompt", "kind")
