"""The addresses of pages, in each language, and where the links in mails lead."""

from django.urls import URLPattern, URLResolver, include, path

from tracker import (
    converters,  # noqa: F401 - it registers what addresses are made of
    serializers,
)
from tracker.digests import links
from tracker.site import developers, front, index, languages, method, robots, views
from tracker.site.follow import following, managing
from tracker.site.lists import calendar, corrections, listing, search
from tracker.site.past import history
from tracker.site.quoting import cards, citations, oembed
from tracker.site.records import pages, versions

_PAGES: list[URLPattern | URLResolver] = [
    path(address, view.as_view(record_type=record_type), name=name)
    for record_type, plural in serializers.PLURALS.items()
    for name, address, view in (
        (plural, plural, listing.ListPage),
        (record_type, f"{plural}/<record:slug>", pages.RecordPage),
        (f"{record_type}-history", f"{plural}/<record:slug>/history", history.HistoryPage),
        (f"{record_type}-bib", f"{plural}/<record:slug>/cite.bib", citations.BibtexFile),
        (f"{record_type}-csl", f"{plural}/<record:slug>/cite.json", citations.CslFile),
        (f"{record_type}-card", f"embed/{plural}/<record:slug>", cards.Card),
    )
]
_PAGES += [
    path("search", search.Search.as_view(), name="search-page"),
    path("calendar", calendar.Calendar.as_view(), name="calendar-page"),
    path("corrections", corrections.Corrections.as_view(), name="corrections-page"),
    path("method", method.Method.as_view(), name="method"),
    path("developers", developers.Developers.as_view(), name="developers"),
    path("developers/<slug:name>", developers.Developers.as_view(), name="developers-guide"),
    path("follow", following.Follow.as_view(), name="follow"),
    path("follow/sent", following.Sent.as_view(), name="follow-sent"),
    path("follow/ended", managing.Ended.as_view(), name="follow-ended"),
    path("follow/manage/<str:token>", managing.Manage.as_view(), name="follow-manage"),
    path(
        "documents/<record:slug>/versions/<number:number>",
        versions.VersionPage.as_view(),
        name="version",
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1", index.index, name="index-v1"),
    path("robots.txt", robots.robots, name="robots"),
    path("oembed", oembed.oembed, name="oembed"),
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
