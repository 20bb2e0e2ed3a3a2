"""Who did what, in one list: what was noted, the ledger's changes by people, and proposals."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from django import forms
from django.contrib import admin
from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from tracker import models
from tracker.admin import reading
from tracker.admin.site import desk
from tracker.recording import REFRESHED
from tracker.representations import spreadsheets
from tracker.vocabularies import ReviewState

COLUMNS: Final = ("at", "who", "did", "about", "detail", "address")
_SHOWN: Final = 200
_DAYS: Final = 7


class PeriodForm(forms.Form):
    """From which day to which, and of whom."""

    since = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(
        label="to", widget=forms.DateInput(attrs={"type": "date"}), help_text="Days in UTC"
    )
    who = forms.CharField(label="of", required=False, max_length=150, help_text="An account")

    def clean(self) -> dict[str, Any]:
        """Return the period; ValidationError where it ends before it begins."""
        entered: dict[str, Any] = super().clean() or {}
        since, until = entered.get("since"), entered.get("until")
        if since is not None and until is not None and until < since:
            raise forms.ValidationError("The period ends before it begins.")
        return entered


def entries(since: date, until: date, who: str = "") -> QuerySet[Any, dict[str, Any]]:
    """Return what people did from one day to the end of another, latest first, by ``COLUMNS``."""
    first = datetime.combine(since, datetime.min.time(), UTC)
    end = datetime.combine(until, datetime.min.time(), UTC) + timedelta(days=1)
    noted = models.AuditEntry.objects.between(first, end)
    changes = models.Revision.objects.filter(
        published_at__gte=first, published_at__lt=end, is_by_machine=False
    ).exclude(event_type=REFRESHED)
    decided = models.Proposal.objects.filter(reviewed_at__gte=first, reviewed_at__lt=end).exclude(
        review_state=ReviewState.FLAGGED
    )
    if who:
        noted = noted.filter(actor=who) | noted.filter(about=who)
        changes, decided = changes.filter(actor=who), decided.filter(reviewer=who)
    record = Concat("type", Value("/"), "record__slug", output_field=CharField())
    decision = Concat(Value("proposal."), "review_state", output_field=CharField())
    found: QuerySet[Any, dict[str, Any]] = _lines(
        noted, "at", "actor", "act", F("about"), "detail", F("address")
    ).union(
        _lines(changes, "published_at", "actor", "event_type", record, "reason", Value("")),
        _lines(decided, "reviewed_at", "reviewer", decision, F("slug"), "review_reason", Value("")),
        all=True,
    )
    return found.order_by("-line_at")


def _lines(rows: QuerySet[Any], *columns: Any) -> QuerySet[Any, Any]:
    """Return rows of one sort by the columns that all sorts have."""
    named = zip(COLUMNS, columns, strict=True)
    fields = {f"line_{name}": F(each) if isinstance(each, str) else each for name, each in named}
    texts = {name: Cast(each, TextField()) for name, each in fields.items() if name != "line_at"}
    return rows.order_by().values(**{"line_at": fields["line_at"], **texts})


@admin.register(models.AuditEntry, site=desk)
class AuditAdmin(reading.ReadOnlyAdmin):
    """The audit: to be looked at, and to be taken along as a table."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Return the period asked for as a page, or as CSV; the last days where none is."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        today = timezone.now().date()
        asked = {"since": today - timedelta(days=_DAYS - 1), "until": today}
        form = PeriodForm({**asked, **request.GET.dict()})
        period = form.cleaned_data if form.is_valid() else None
        if period is not None and request.GET.get("format") == "csv":
            return _table(**period)
        rows = entries(**period)[: _SHOWN + 1] if period is not None else []
        shown = [{name: row[f"line_{name}"] for name in COLUMNS} for row in rows]
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "opts": self.opts,
            "title": "Who did what",
            "shown": shown[:_SHOWN],
            "has_more": len(shown) > _SHOWN,
        }
        status = 200 if period is not None else 400
        return TemplateResponse(request, "tracker/desk/audit.html", context, status=status)


def _table(since: date, until: date, who: str) -> StreamingHttpResponse:
    """Return a period as CSV, however long."""
    name = f"audit-{since}-{until}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    rows = entries(since, until, who).iterator()
    lines = spreadsheets.table(COLUMNS, map(_cells, rows))
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _cells(row: dict[str, Any]) -> Iterator[str]:
    yield row["line_at"].astimezone(UTC).isoformat(timespec="seconds")
    yield from (row[f"line_{name}"] for name in COLUMNS[1:])
