"""Where people begin, and where the links in mails lead."""

from django.urls import path

from tracker.digests import links
from tracker.site import index, views

urlpatterns = [
    path("", index.index, name="index"),
    path("v1", index.index, name="index-v1"),
    path(f"mails/{links.CONFIRM}/<str:token>", views.confirm, name="mails-confirm"),
    path(f"mails/{links.UNSUBSCRIBE}/<str:token>", views.unsubscribe, name="mails-unsubscribe"),
]
