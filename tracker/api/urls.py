"""The addresses of the API."""

from django.urls import path, register_converter

from tracker import converters  # noqa: F401 - it registers what addresses are made of
from tracker.api.commitments import views as commitments
from tracker.api.documents import snapshots
from tracker.api.documents import views as documents
from tracker.api.feeds import calendar, searches
from tracker.api.feeds import views as feeds
from tracker.api.http import routers
from tracker.api.openapi import schema
from tracker.api.records import viewsets
from tracker.api.review import corrections, proposals
from tracker.api.review import views as reviews
from tracker.api.search import suggestions, views
from tracker.api.service import account, codes, docs, exports, health, metrics, status
from tracker.api.subscriptions import changes, deliveries, endpoints, saved_searches

register_converter(exports.ResourceConverter, "resource")
register_converter(exports.FormatConverter, "form")


router = routers.Router()
router.register("topics", viewsets.TopicViewSet)
router.register("parties", viewsets.PartyViewSet)
router.register("officials", viewsets.OfficialViewSet)
router.register("agreements", viewsets.AgreementViewSet)
router.register("meetings", viewsets.MeetingViewSet)
router.register("events", viewsets.EventViewSet)
router.register("commitments", commitments.CommitmentViewSet)
router.register("rereadings", commitments.RereadingViewSet)
router.register("statements", viewsets.StatementViewSet)
router.register("sources", viewsets.SourceViewSet)
router.register("documents", documents.DocumentViewSet)
router.register("documents/<record:slug>/snapshots", snapshots.SnapshotViewSet, "snapshots")
router.register("submissions", documents.SubmissionViewSet)
router.register("developments", reviews.DevelopmentViewSet)
router.register("corrections", corrections.CorrectionViewSet)
router.register("proposals", proposals.ProposalViewSet)
router.register("changes", changes.ChangeViewSet)
router.register("saved-searches", saved_searches.SavedSearchViewSet)
router.register("webhook-endpoints", endpoints.EndpointViewSet)
router.register("webhook-endpoints/<record:slug>/replays", endpoints.ReplayViewSet, "replays")
router.register("deliveries", deliveries.DeliveryViewSet)

urlpatterns = [
    *router.urls,
    path("v1/search", views.Search.as_view(), name="search"),
    path("v1/suggest", suggestions.SuggestionList.as_view(), name="suggest"),
    path("v1/developments.atom", feeds.DevelopmentAtom.as_view(), name="developments-atom"),
    path("v1/developments.json", feeds.DevelopmentJSON.as_view(), name="developments-json-feed"),
    path("v1/corrections.atom", feeds.CorrectionAtom.as_view(), name="corrections-atom"),
    path("v1/corrections.json", feeds.CorrectionJSON.as_view(), name="corrections-json-feed"),
    path("v1/search.atom", searches.SearchAtom.as_view(), name="search-atom"),
    path("v1/search.json", searches.SearchJSON.as_view(), name="search-json-feed"),
    path("v1/calendar.ics", calendar.Calendar.as_view(), name="calendar"),
    path("v1/exports", exports.ExportDetail.as_view(), name="exports"),
    path(
        "v1/exports/<resource:resource>.<form:form>.gz",
        exports.ExportFile.as_view(),
        name="export-file",
    ),
    path("v1/vocabularies", codes.VocabularyList.as_view(), name="vocabularies"),
    path("v1/event-types", codes.EventTypeList.as_view(), name="event-types"),
    path("v1/schema", schema.Schema.as_view(), name="schema"),
    path("docs/", docs.Docs.as_view(url_name="schema"), name="docs"),
    path("v1/me", account.Me.as_view(), name="me"),
    path("v1/status", status.Status.as_view(), name="status"),
    path("metrics", metrics.Metrics.as_view(), name="metrics"),
    path("livez", health.Live.as_view(), name="livez"),
    path("readyz", health.Ready.as_view(), name="readyz"),
]
