"""Where the links in mails lead."""

from django.urls import path

from tracker.digests import links
from tracker.site import views

urlpatterns = [
    path(f"mails/{links.CONFIRM}/<str:token>", views.confirm, name="mails-confirm"),
    path(f"mails/{links.UNSUBSCRIBE}/<str:token>", views.unsubscribe, name="mails-unsubscribe"),
]
