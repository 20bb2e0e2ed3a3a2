"""Sources, and what they listed or was handed in, to look at only."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import models as db
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from tracker import ingest, measuring, models
from tracker.admin import reading
from tracker.admin.base import RecordAdmin
from tracker.admin.site import desk
from tracker.readers import auto


class StateFilter(admin.SimpleListFilter):
    """How the polling of sources goes."""

    title = "polling"
    parameter_name = "polling"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        states = ("failing", "silent", "paused", "polled")
        return [(state, state.capitalize()) for state in states]

    def queryset(
        self, request: HttpRequest, queryset: db.QuerySet[models.Source]
    ) -> db.QuerySet[models.Source]:
        states = {
            "failing": db.Q(polling__failures__gt=0),
            "silent": db.Q(pk__in=models.Source.objects.silent(timezone.now()).values("pk")),
            "paused": db.Q(polling__paused_at__isnull=False),
            "polled": db.Q(polling__isnull=False, polling__paused_at=None),
        }
        return queryset.filter(states.get(self.value() or "", db.Q()))


@admin.register(models.Source, site=desk)
class SourceAdmin(RecordAdmin):
    """Sources, each with how its polling goes."""

    pages: ClassVar[Any] = {"merge": RecordAdmin.pages["merge"]}
    actions = ("check_now", "pause", "resume", *RecordAdmin.actions)
    list_display = (
        *("__str__", "type", "tier", "last_success", "next_check", "failures", "duplicates"),
        "silence",
    )
    list_filter = (StateFilter, "tier", "type", *RecordAdmin.list_filter)
    search_fields = ("name", "url", "identity__slug")
    about = (
        *("last_success", "next_check", "failures", "trouble", "duplicates", "silence"),
        *("waiting", "skipped"),
        *RecordAdmin.about,
    )

    def get_queryset(self, request: HttpRequest) -> db.QuerySet[Any]:
        documents = models.Document.objects.filter(source=db.OuterRef("pk")).order_by()
        counted = documents.values("source").annotate(count=db.Count("pk")).values("count")
        again = measuring.repeated(documents).values("source").annotate(count=db.Count("pk"))
        rows = super().get_queryset(request).select_related("polling")
        annotated: db.QuerySet[Any] = rows.annotate(
            given=db.Subquery(counted), again=db.Subquery(again.values("count"))
        )
        return annotated

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return what a new source is taken for: what stands at its address is found out."""
        return {"type": auto.CODE, **super().get_changeform_initial_data(request)}

    @admin.display(description="last success", ordering="polling__last_success_at")
    def last_success(self, source: models.Source) -> datetime | None:
        """Return when the source was last read without trouble."""
        polling = _polling(source)
        return polling.last_success_at if polling else None

    @admin.display(description="next check", ordering="polling__next_poll_at")
    def next_check(self, source: models.Source) -> datetime | str | None:
        """Return when the source is polled next, or why it is not."""
        polling = _polling(source)
        if polling is None:
            return None
        return f"paused: {polling.paused_because}" if polling.paused_at else polling.next_poll_at

    @admin.display(description="failures", ordering="polling__failures")
    def failures(self, source: models.Source) -> int | None:
        """Return how many polls failed in a row."""
        polling = _polling(source)
        return polling.failures if polling else None

    @admin.display(description="what failed last")
    def trouble(self, source: models.Source) -> str:
        """Return why the last poll failed."""
        polling = _polling(source)
        return polling.trouble if polling else ""

    @admin.display(description="duplicates")
    def duplicates(self, source: Any) -> str:
        """Return the share of its documents that tell what another had told before."""
        return f"{(source.again or 0) / source.given:.0%}" if source.given else ""

    @admin.display(description="silent for")
    def silence(self, source: models.Source) -> str:
        """Return for how long nothing new came, where that is longer than usual, or polls fail."""
        polling, now = _polling(source), timezone.now()
        lasting = polling.silence(now) if polling else None
        return timesince(now - lasting, now) if lasting else ""

    @admin.display(description="articles that wait")
    def waiting(self, source: models.Source) -> int:
        """Return how many listed articles are not read yet."""
        return models.ListedArticle.objects.waiting().filter(source=source).count()

    @admin.display(description="listed but not taken up")
    def skipped(self, source: models.Source) -> int:
        """Return how many entries of the last listing name no address, or wait for the next."""
        polling = _polling(source)
        return polling.skipped if polling else 0

    @admin.action(description="Check now", permissions=["change"])
    def check_now(self, request: HttpRequest, queryset: db.QuerySet[models.Source]) -> None:
        """Have the selected polled at once."""
        messages.success(request, f"{ingest.check_now(queryset.values('pk'))} are polled now.")

    @admin.action(description="Pause polling", permissions=["change"])
    def pause(self, request: HttpRequest, queryset: db.QuerySet[models.Source]) -> None:
        """Stop polling the selected."""
        because = f"by {request.user.get_username()}"
        paused = ingest.pause(queryset.values("pk"), because, timezone.now())
        messages.success(request, f"{paused} are paused.")

    @admin.action(description="Resume polling", permissions=["change"])
    def resume(self, request: HttpRequest, queryset: db.QuerySet[models.Source]) -> None:
        """Poll the selected again."""
        messages.success(request, f"{ingest.resume(queryset.values('pk'))} are polled again.")


def _polling(source: models.Source) -> models.Polling | None:
    """Return how the polling of a source goes; None for one that is not polled."""
    polling: models.Polling | None = getattr(source, "polling", None)
    return polling


@admin.register(models.Submission, site=desk)
class SubmissionAdmin(reading.RetriedAdmin):
    """Articles handed in."""

    list_display = ("slug", "actor", "state", "detail", "document", "submitted_at", "attempts")
    list_filter = ("state",)
    list_select_related = ("document__identity",)
    ordering = ("-submitted_at", "-pk")
    search_fields = ("slug", "actor")
    exclude = ("payload",)
    readonly_fields = ("handed_in",)

    @admin.display(description="as handed in")
    def handed_in(self, submission: models.Submission) -> SafeString:
        """Return what was handed in, a line for each member."""
        return reading.pretty(submission.payload)


@admin.register(models.Rereading, site=desk)
class RereadingAdmin(reading.ReadOnlyAdmin):
    """Stored articles that are read again."""

    list_display = (
        *("__str__", "since", "documents", "documents_read", "documents_failed", "developments"),
        *("requested_at", "finished_at"),
    )
    list_filter = (("finished_at", admin.EmptyFieldListFilter),)
    list_select_related = ("commitment",)
    ordering = ("-pk",)
    search_fields = ("commitment__identity__slug", "actor")


@admin.register(models.ListedArticle, site=desk)
class ListedArticleAdmin(reading.RetriedAdmin):
    """Articles that sources listed."""

    list_display = ("url", "source", "state", "detail", "attempts", "first_seen_at")
    list_filter = ("state",)
    list_select_related = ("source",)
    ordering = ("-first_seen_at", "-pk")
    search_fields = ("url", "source__name")
    exclude = ("said", "digest")
    readonly_fields = ("as_listed",)

    @admin.display(description="as listed")
    def as_listed(self, article: models.ListedArticle) -> SafeString:
        """Return what the listing said of it, until it was read."""
        return reading.pretty(article.said)
