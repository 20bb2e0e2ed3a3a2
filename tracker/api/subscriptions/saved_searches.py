"""Saved searches, each for its owner alone: what is mailed to whoever has no server."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import orjson
from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import filters, models, vocabularies
from tracker.api.http import base, conditional, errors, preconditions, throttling
from tracker.api.records import lookup, writing
from tracker.api.subscriptions import saved_search_serializers
from tracker.digests import searches

_WEBHOOKS: Final = frozenset({vocabularies.Scope.WEBHOOKS})
_Shape = saved_search_serializers.SavedSearchSerializer


class SearchDoor(base.View):
    """What an account does with its own saved searches."""

    required_scopes = dict.fromkeys(("GET", "POST", "PATCH", "DELETE"), _WEBHOOKS)

    def own(self) -> Any:
        """Return the saved searches of whoever asks."""
        return models.SavedSearch.objects.filter(owner=self.request.user.pk)

    def find(self, slug: str, *, is_locked: bool = False) -> models.SavedSearch:
        """Return the search; errors.Problem 404 for one that is not there or another's."""
        own = self.own().select_for_update(no_key=True) if is_locked else self.own()
        search: models.SavedSearch | None = own.filter(slug=slug).first()
        if search is None:
            raise lookup.not_found()
        return search


class SavedSearchList(SearchDoor):
    """The saved searches of an account, and the door at which they are added."""

    @extend_schema(
        operation_id="saved_searches_list",
        responses=saved_search_serializers.SavedSearchesSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return all of the account's saved searches, at most twenty."""
        results = [_body(search) for search in self.own()]
        content = orjson.dumps({"results": results, "next": None, "previous": None})
        etag = conditional.digest_etag(content)
        return conditional.answer(request, etag, lambda: Response(content))

    @extend_schema(operation_id="saved_searches_create", request=_Shape, responses={201: _Shape})
    def post(self, request: Request) -> Response:
        """Save a search: a mail asks its address to confirm it, and before that no other comes."""
        wanted = _entered(self.body())
        throttling.refuse_samples(request)
        account: models.User = request.user  # type: ignore[assignment]
        try:
            search = searches.add(account, wanted, timezone.now())
        except searches.TooManyError as error:
            raise errors.Problem(409, "too_many_searches", str(error)) from error
        address = saved_search_serializers.address(search.slug)
        return Response(_body(search), 201, headers={"ETag": _etag(search), "Location": address})


class SavedSearchDetail(SearchDoor):
    """One saved search."""

    lookup_field = "slug"

    @extend_schema(operation_id="saved_searches_retrieve", responses=_Shape)
    def get(self, request: Request, slug: str) -> Response:
        """Return the search: what it asks for, and how it stands."""
        search = self.find(slug)
        return conditional.answer(request, _etag(search), lambda: Response(_body(search)))

    @extend_schema(
        operation_id="saved_searches_change",
        request=_Shape(partial=True),
        responses=_Shape,
        parameters=[writing.IF_MATCH],
    )
    def patch(self, request: Request, slug: str) -> Response:
        """Change the fields that are given; another address has to confirm it anew."""
        self.find(slug)
        wanted = _entered(self.body(), partial=True)
        if "email" in wanted:
            throttling.refuse_samples(request)
        with transaction.atomic():
            search = self.find(slug, is_locked=True)
            preconditions.require_tag(request, [_etag(search)])
            searches.change(search, wanted, timezone.now())
        return _shown(search)

    @extend_schema(
        operation_id="saved_searches_delete",
        parameters=[writing.IF_MATCH],
        responses={204: None},
    )
    def delete(self, request: Request, slug: str) -> Response:
        """Delete the search, and the record of what was mailed."""
        with transaction.atomic():
            search = self.find(slug, is_locked=True)
            preconditions.require_tag(request, [_etag(search)])
            search.delete()
        return Response(status=204)


class _Turn(SearchDoor):
    """A change of how a saved search stands."""

    def decided(self, slug: str, decide: Callable[[models.SavedSearch], None]) -> Response:
        """Return the search after ``decide``; errors.Problem 409 where that cannot be."""
        self.no_body()
        with transaction.atomic():
            search = self.find(slug, is_locked=True)
            try:
                decide(search)
            except models.WrongStateError as error:
                raise errors.Problem(409, "not_in_this_state", str(error)) from error
        return _shown(search)


class Pause(_Turn):
    """Stopping the mails."""

    @extend_schema(operation_id="saved_searches_pause", request=None, responses={200: _Shape})
    def post(self, request: Request, slug: str) -> Response:
        """Send no mails for now."""
        del request
        return self.decided(slug, searches.pause)


class Resumption(_Turn):
    """Going on with the mails."""

    @extend_schema(operation_id="saved_searches_resume", request=None, responses={200: _Shape})
    def post(self, request: Request, slug: str) -> Response:
        """Send mails again, the first with what happened meanwhile."""
        del request
        return self.decided(slug, searches.resume)


class Confirmation(_Turn):
    """Asking once more."""

    @extend_schema(operation_id="saved_searches_ask_again", request=None, responses={200: _Shape})
    def post(self, request: Request, slug: str) -> Response:
        """Mail the request to confirm again, at most once an hour and three times a day.

        Over all accounts and searches; after an unsubscription only where the address had
        confirmed a search of the account before.
        """
        self.find(slug)
        throttling.refuse_samples(request)
        return self.decided(slug, lambda search: searches.ask_again(search, timezone.now()))


TURNS: Final = {
    "pause": Pause,
    "resume": Resumption,
    "ask-again": Confirmation,
}


def _entered(body: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
    """Return the columns that were sent; raises exceptions.ValidationError."""
    entered = _Shape(data=body, partial=partial)
    entered.is_valid(raise_exception=True)
    wanted = dict(entered.validated_data)
    try:
        searches.check(wanted)
    except filters.InvalidSubscription as error:
        raise exceptions.ValidationError({error.field: str(error)}, "constraint") from error
    return wanted


def _shown(search: models.SavedSearch) -> Response:
    return Response(_body(search), headers={"ETag": _etag(search)})


def _body(search: models.SavedSearch) -> dict[str, Any]:
    return dict(_Shape(search).data)


def _etag(search: models.SavedSearch) -> str:
    return conditional.digest_etag(orjson.dumps(_body(search)))
