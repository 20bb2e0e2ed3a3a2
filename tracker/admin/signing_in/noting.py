"""The audit of what is done at the desk beside the ledger: who, from where, and with which rows."""

import functools
from collections.abc import Callable
from typing import Any, Final

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse

from tracker import models
from tracker.models import AuditAct

_MOST_ROWS: Final = 100
_MOST_CHARACTERS: Final = 40
_REDIRECT: Final = 302


def note(request: HttpRequest, act: AuditAct, *, about: str = "", detail: str = "") -> None:
    """Note what whoever asks has done."""
    models.AuditEntry.objects.note(
        act,
        request.user.get_username(),
        about=about,
        detail=detail,
        address=getattr(request, "client_address", ""),
    )


def noted(view: Callable[..., Any]) -> Callable[..., Any]:
    """Return a view of which each action on the selected rows of a list is noted."""

    @functools.wraps(view)
    def inner(request: HttpRequest, *args: Any, **options: Any) -> Any:
        response = view(request, *args, **options)
        if request.method == "POST" and ACTION_CHECKBOX_NAME in request.POST:
            _note_action(request, response)
        return response

    return inner


def _note_action(request: HttpRequest, response: HttpResponse) -> None:
    """Note an action that was carried out, which a list answers by a redirect."""
    match = request.resolver_match
    if response.status_code != _REDIRECT or match is None or not match.url_name:
        return
    keys = request.POST.getlist(ACTION_CHECKBOX_NAME)[:_MOST_ROWS]
    rows = ", ".join(key[:_MOST_CHARACTERS] for key in keys)
    about = match.url_name.removeprefix("tracker_").removesuffix("_changelist")
    action = request.POST.get("action", "")[:_MOST_CHARACTERS]
    note(request, AuditAct.ACTED, about=about, detail=f"{action}: {rows}")
