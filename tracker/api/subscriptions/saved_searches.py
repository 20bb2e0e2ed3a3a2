"""Saved searches: what is mailed to an address that confirms it."""

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models
from tracker.api.http import preconditions, throttling
from tracker.api.records import writing
from tracker.api.subscriptions import owned
from tracker.api.subscriptions.saved_search_serializers import (
    SavedSearchesSerializer,
    SavedSearchSerializer,
)
from tracker.digests import searches


@extend_schema_view(
    list=extend_schema(
        description="Return all of the account's saved searches, at most twenty.",
        responses=SavedSearchesSerializer,
    ),
    retrieve=extend_schema(description="Return the search: what it asks for, and how it stands."),
    destroy=extend_schema(description="Delete the search, and the record of what was mailed."),
)
class SavedSearchViewSet(owned.SubscriptionViewSet):
    """The saved searches of an account."""

    queryset = models.SavedSearch.objects.all()
    serializer_class = SavedSearchSerializer
    list_serializer_class = SavedSearchesSerializer

    @extend_schema(responses={201: SavedSearchSerializer})
    def create(self, request: Request) -> Response:
        """Save a search: a mail asks its address to confirm it, and before that no other comes."""
        wanted = self.entered(SavedSearchSerializer)
        throttling.refuse_samples(request)
        response = self.represented(searches.add(self.account, wanted, timezone.now()), 201)
        response["Location"] = response.data["url"]
        return response

    @extend_schema(request=SavedSearchSerializer(partial=True), parameters=[writing.IF_MATCH])
    def partial_update(self, request: Request, slug: str) -> Response:
        """Change the fields that are given; another address has to confirm it anew."""
        self.get_object()
        wanted = self.entered(SavedSearchSerializer, partial=True)
        if "email" in wanted:
            throttling.refuse_samples(request)
        with transaction.atomic():
            search = self.get_object(is_locked=True)
            preconditions.require_tag(request, [self.etag(search)])
            searches.change(search, wanted, timezone.now())
        return self.represented(search)

    @extend_schema(request=None, responses={200: SavedSearchSerializer})
    @action(detail=True, methods=["post"])
    def pause(self, request: Request, slug: str) -> Response:
        """Send no mails for now."""
        return self.decided(searches.pause)

    @extend_schema(request=None, responses={200: SavedSearchSerializer})
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, slug: str) -> Response:
        """Send mails again, the first with what happened meanwhile."""
        return self.decided(searches.resume)

    @extend_schema(request=None, responses={200: SavedSearchSerializer})
    @action(detail=True, methods=["post"], url_path="ask-again")
    def ask_again(self, request: Request, slug: str) -> Response:
        """Mail the request to confirm again, at most once an hour and three times a day.

        Over all accounts and searches; after an unsubscription only where the address had
        confirmed a search of the account before.
        """
        self.get_object()
        throttling.refuse_samples(request)
        return self.decided(lambda search: searches.ask_again(search, timezone.now()))
