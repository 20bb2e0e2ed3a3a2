"""The addresses of the API."""

from django.urls import path, register_converter

from tracker.api.commitments import views as commitments
from tracker.api.documents import diffs, readings
from tracker.api.documents import views as documents
from tracker.api.feeds import calendar
from tracker.api.feeds import views as feeds
from tracker.api.http import routers
from tracker.api.openapi import schema
from tracker.api.records import search, suggestions, viewsets
from tracker.api.review import corrections, proposals
from tracker.api.review import views as reviews
from tracker.api.service import account, codes, docs, exports, health, metrics, status
from tracker.api.subscriptions import (
    changes,
    deliveries,
    endpoint_actions,
    endpoints,
    saved_searches,
)

register_converter(exports.ResourceConverter, "resource")
register_converter(exports.FormatConverter, "form")


_OF_ENDPOINTS: dict[str, type[endpoints.EndpointDoor]] = {
    "deliveries": deliveries.DeliveryList,
    "pause": endpoints.Pause,
    "ping": endpoint_actions.Ping,
    "recover": endpoint_actions.Recovery,
    "replay": endpoint_actions.Replay,
    "resume": endpoints.Resumption,
    "rotate-secret": endpoint_actions.Rotation,
    "send-example": endpoint_actions.SendExample,
    "stats": endpoint_actions.Stats,
}


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
router.register("developments", reviews.DevelopmentViewSet)

urlpatterns = [
    *router.urls,
    path("v1/corrections", corrections.CorrectionList.as_view(), name="corrections"),
    path(
        "v1/documents/<record:slug>/snapshots",
        documents.SnapshotList.as_view(),
        name="snapshots",
    ),
    path(
        "v1/documents/<record:slug>/snapshots/<number:number>",
        documents.SnapshotDetail.as_view(),
        name="snapshot",
    ),
    path(
        "v1/documents/<record:slug>/snapshots/<number:number>/diff",
        diffs.SnapshotDifference.as_view(),
        name="snapshot-diff",
    ),
    path("v1/documents/<record:slug>/reading", readings.DocumentReading.as_view(), name="reading"),
    path("v1/proposals", proposals.ProposalList.as_view(), name="proposals"),
    path("v1/proposals/<record:slug>", proposals.ProposalDetail.as_view(), name="proposal"),
    path(
        "v1/proposals/<record:slug>/accept",
        proposals.Acceptance.as_view(),
        name="proposal-accept",
    ),
    path(
        "v1/proposals/<record:slug>/dismiss",
        proposals.Rejection.as_view(),
        name="proposal-dismiss",
    ),
    path("v1/search", search.Search.as_view(), name="search"),
    path("v1/suggest", suggestions.SuggestionList.as_view(), name="suggest"),
    *(
        path(f"v1/developments/<record:slug>/{decision}", door.as_view(), name=decision)
        for decision, door in reviews.DECISIONS.items()
    ),
    path("v1/submissions/<record:slug>", documents.SubmissionDetail.as_view(), name="submission"),
    path("v1/developments.atom", feeds.AtomFeed.as_view(), name="developments-atom"),
    path("v1/developments.json", feeds.JSONFeed.as_view(), name="developments-json-feed"),
    path("v1/calendar.ics", calendar.Calendar.as_view(), name="calendar"),
    path("v1/exports", exports.ExportDetail.as_view(), name="exports"),
    path(
        "v1/exports/<resource:resource>.<form:form>.gz",
        exports.ExportFile.as_view(),
        name="export-file",
    ),
    path("v1/changes", changes.ChangeList.as_view(), name="changes"),
    path("v1/vocabularies", codes.VocabularyList.as_view(), name="vocabularies"),
    path("v1/event-types", codes.EventTypeList.as_view(), name="event-types"),
    path("v1/schema", schema.Schema.as_view(), name="schema"),
    path("docs/", docs.Docs.as_view(url_name="schema"), name="docs"),
    path("v1/saved-searches", saved_searches.SavedSearchList.as_view(), name="saved-searches"),
    path(
        "v1/saved-searches/<record:slug>",
        saved_searches.SavedSearchDetail.as_view(),
        name="saved-search",
    ),
    *(
        path(f"v1/saved-searches/<record:slug>/{turn}", door.as_view(), name=f"saved-search-{turn}")
        for turn, door in saved_searches.TURNS.items()
    ),
    path("v1/webhook-endpoints", endpoints.EndpointList.as_view(), name="webhook-endpoints"),
    path(
        "v1/webhook-endpoints/preview",
        endpoint_actions.Preview.as_view(),
        name="webhook-endpoint-preview",
    ),
    path(
        "v1/webhook-endpoints/<record:slug>",
        endpoints.EndpointDetail.as_view(),
        name="webhook-endpoint",
    ),
    *(
        path(
            f"v1/webhook-endpoints/<record:slug>/{action}",
            door.as_view(),
            name=f"webhook-endpoint-{action}",
        )
        for action, door in _OF_ENDPOINTS.items()
    ),
    path(
        "v1/webhook-endpoints/<record:slug>/replays/<uuid:public_id>",
        endpoint_actions.ReplayDetail.as_view(),
        name="webhook-endpoint-replay-detail",
    ),
    path("v1/deliveries/<uuid:public_id>", deliveries.DeliveryDetail.as_view(), name="delivery"),
    path(
        "v1/deliveries/<uuid:public_id>/attempts",
        deliveries.AttemptList.as_view(),
        name="delivery-attempts",
    ),
    path(
        "v1/deliveries/<uuid:public_id>/redeliver",
        deliveries.Redelivery.as_view(),
        name="delivery-redeliver",
    ),
    path("v1/me", account.Me.as_view(), name="me"),
    path("v1/status", status.Status.as_view(), name="status"),
    path("metrics", metrics.Metrics.as_view(), name="metrics"),
    path("livez", health.Live.as_view(), name="livez"),
    path("readyz", health.Ready.as_view(), name="readyz"),
]
