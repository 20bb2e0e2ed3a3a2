"""Which address leads to which door, and what is answered where none is."""

from django.urls import URLPattern, URLResolver, include, path

from tracker import admin

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.desk.urls),
    path("", include("tracker.site.urls")),
    path("", include("tracker.api.urls")),
]

handler400 = "tracker.api.http.errors.bad_request"
handler403 = "tracker.api.http.errors.forbidden"
handler404 = "config.handlers.not_found"
handler500 = "tracker.api.http.errors.server_error"
