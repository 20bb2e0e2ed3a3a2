"""The addresses of pages, in each language, and where the links in mails lead."""

from django.urls import URLPattern, URLResolver, include, path

from tracker import (
    converters,  # noqa: F401 - it registers what addresses are made of
    serializers,
)
from tracker.digests import links
from tracker.site import front, index, languages, listing, records, versions, views

_PAGES: list[URLPattern | URLResolver] = [
    path(path_of, view.as_view(), name=name)
    for record_type, plural in serializers.PLURALS.items()
    for name, path_of, view in (
        (plural, plural, listing.PAGES[record_type]),
        (record_type, f"{plural}/<record:slug>", records.PAGES[record_type]),
    )
]
_PAGES.append(
    path(
        "documents/<record:slug>/versions/<number:number>",
        versions.VersionPage.as_view(),
        name="version",
    )
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1", index.index, name="index-v1"),
    path(f"mails/{links.CONFIRM}/<str:token>", views.confirm, name="mails-confirm"),
    path(f"mails/{links.UNSUBSCRIBE}/<str:token>", views.unsubscribe, name="mails-unsubscribe"),
    path("", front.Front.as_view(), name="front"),
    *(
        path(code, front.Front.as_view(), {"language": code}, name=f"front-{code}")
        for code in languages.NAMES
        if code != languages.DEFAULT
    ),
    path("", include(_PAGES)),
    *(
        path(f"{code}/", include((_PAGES, "site"), namespace=code), {"language": code})
        for code in languages.NAMES
        if code != languages.DEFAULT
    ),
]
