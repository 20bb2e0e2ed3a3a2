"""What the pages of all records share: how they are listed, shown, and saved through the ledger."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import IntegrityError
from django.db import models as db
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from rest_framework.exceptions import ValidationError

from tracker import editing, models, recording
from tracker.admin import reading, withdrawals
from tracker.admin.forms import fields, records
from tracker.admin.forms.entering import Entered, Searchable
from tracker.admin.record_pages import citing, merging, opening, restoring

_AT_THE_END = ("translations",)


Page = Callable[[admin.ModelAdmin, HttpRequest, str], HttpResponse]
"""A page on which one thing is done to a record."""

_QUOTED = ("What it is quoted from", ("quoted_document", "quoted_words"))
_OF_WITHDRAWN: dict[str, Page] = {"restore": restoring.page}


@dataclass
class Edit:
    """A change under way, and the commitments on which its row bore before."""

    change: recording.Change
    concerned: set[models.Commitment] = field(default_factory=set)


class BaseRecordAdmin(Searchable, admin.ModelAdmin):
    """A type of record: its list, and the page of each."""

    actions_on_bottom = True
    exclude: ClassVar[Any] = ("identity",)
    formfield_overrides = fields.OVERRIDES
    list_display: Any = ("__str__", "slug", "is_public", "version", "changed_at")
    list_filter: ClassVar[Any] = ("is_public", ("identity__deleted_at", admin.EmptyFieldListFilter))
    list_per_page = 50
    ordering: ClassVar[Any] = ("-changed_at", "-pk")
    search_fields: ClassVar[Any] = ("identity__slug",)
    show_full_result_count = False
    about: ClassVar[tuple[str, ...]] = (
        "citations",
        "slug",
        "is_public",
        "version",
        "changed_at",
    )

    def get_queryset(self, request: HttpRequest) -> db.QuerySet[Any]:
        """Return the rows with their identities, without what only the public is shown."""
        return super().get_queryset(request).select_related("identity").defer("body")

    def get_search_results(
        self, request: HttpRequest, queryset: db.QuerySet[Any], search_term: str
    ) -> tuple[db.QuerySet[Any], bool]:
        """Return what is searched for; what is withdrawn can no longer be referred to."""
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(identity__deleted_at=None)
        return super().get_search_results(request, queryset, search_term)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return what may be done with several at once: never withdraw them, without reasons."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.display(description="slug", ordering="identity__slug")
    def slug(self, record: models.Record) -> str:
        """Return the permanent name."""
        return record.slug

    @admin.display(description="quotes")
    def citations(self, record: models.Record) -> SafeString:
        """Return each quote in its context, with what it supports and where it stands."""
        quotes = record.identity.citations.select_related("snapshot__document", "passage")
        return format_html_join(
            "", "{}", ((reading.quoted(quote),) for quote in quotes)
        ) or SafeString("–")


class RecordAdmin(withdrawals.RestoringAdmin, Entered, BaseRecordAdmin):
    """A type of record that editors write: each save is one change of the ledger.

    ``groups`` are headings with the fields that stand below each; what is in none comes first.
    ``pages`` do one thing to a record each.
    """

    class Media:
        css: ClassVar[Any] = {"all": ("tracker/desk.css",)}

    change_form_template = "tracker/desk/record.html"
    delete_confirmation_template = "tracker/withdraw.html"
    computed: ClassVar[tuple[str, ...]] = ()
    groups: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()
    pages: ClassVar[dict[str, tuple[str, Page]]] = {
        "quotes": ("Quotes", citing.page),
        "merge": ("Merge", merging.page),
    }

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the pages too, before those of Django's, which take any key."""
        named = {**{name: page for name, (_, page) in self.pages.items()}, **_OF_WITHDRAWN}
        return [
            path(
                f"<str:object_id>/{name}/",
                self.admin_site.admin_view(_bound(self, page)),
                name=f"tracker_{self.opts.model_name}_{name}",
            )
            for name, page in named.items()
        ] + super().get_urls()

    def tools(self, request: HttpRequest, record: models.Record) -> list[tuple[str, str]]:
        """Return the label and address of each page to which the record's own leads."""
        if not self.has_change_permission(request):
            return []
        if record.is_withdrawn:
            is_final = record.identity.merged_into_id or record.identity.redacted_at
            return [] if is_final else [("Restore", opening.address(record, "restore"))]
        return [(label, opening.address(record, name)) for name, (label, _) in self.pages.items()]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.computed, *self.about) if obj is not None else self.computed

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        is_cited = self.model.CITED_WHEN is not None
        new = records.NewCitedRecordForm if is_cited else records.NewRecordForm
        options.setdefault("form", records.RecordForm if obj is not None else new)
        return super().get_form(request, obj, change, **options)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        names = list(self.get_fields(request, obj))
        last = [name for name in _AT_THE_END if name in names]
        grouped = [
            (heading, [name for name in inside if name in names])
            for heading, inside in (*self.groups, _QUOTED)
        ]
        above = {name for _, inside in grouped for name in inside}
        about = [name for name in (*self.about, "unlocked") if name in names]
        shown = [name for name in about if name not in above]
        placed = {"reason", *last, *shown, *above}
        first = [name for name in names if name not in placed]
        return [
            (None, {"fields": ["reason", *first]}),
            *((heading, {"fields": inside}) for heading, inside in grouped if inside),
            ("Languages", {"fields": last, "classes": ["collapse"]}),
            *([("In the ledger", {"fields": shown})] if shown else []),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the account may; what is withdrawn stays as it was."""
        return super().has_change_permission(request, obj) and not _is_gone(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_gone(obj)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Return the row; while it is changed nobody else changes it."""
        record = super().get_object(request, object_id, from_field)
        edit = _edit(request)
        if record is None or edit is None:
            return record
        edit.concerned = editing.begin(record)
        return super().get_object(request, object_id, from_field)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        record = super().get_object(request, object_id) if object_id else None
        context = {**(extra_context or {}), "tools": self.tools(request, record) if record else []}
        return self._recorded(
            request,
            lambda: super(RecordAdmin, self).changeform_view(request, object_id, form_url, context),
        )

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        context = {
            **(extra_context or {}),
            "merge_page": "../merge/" if "merge" in self.pages else "",
        }
        return self._recorded(
            request,
            lambda: super(RecordAdmin, self).delete_view(request, object_id, context),
            is_withdrawing=True,
        )

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Return what goes with a record, nothing, as its rows stay; and what refers to it."""
        users = [user for record in objs for user in withdrawals.users(record)]
        return (
            [str(record) for record in objs],
            {str(self.opts.verbose_name): len(objs)},
            set(),
            users,
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            # Never what recording owns.
            columns = {column.name for column in obj._meta.concrete_fields}
            obj.save(update_fields=columns.intersection(form.cleaned_data))
            return
        record_type = obj.RECORD_TYPE.value
        slug = form.cleaned_data.get("slug", "")
        obj.identity = editing.new_identity(record_type, slug, obj.heading)
        obj.save(force_insert=True)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save links and parts, then have the ledger take up the whole."""
        super().save_related(request, form, formsets, change)
        edit = _edit(request)
        assert edit is not None, "saved outside a change"  # noqa: S101 - _recorded sees to it
        entered = form.entered() if change else {*form.cleaned_data}
        columns = {column.name for column in form.instance._meta.get_fields()}
        names = (columns & entered) | {
            str(formset.fk.remote_field.related_name)
            for formset in formsets
            if formset.has_changed()
        }
        for quote in form.quotes:
            editing.cite(form.instance.identity, quote.snapshot, quote.start, quote.end)
        editing.finish(edit.change, form.instance, names, edit.concerned)
        if unlocked := form.cleaned_data.get("unlocked"):
            editing.unlock(form.instance, set(unlocked) - names)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        edit = _edit(request)
        assert edit is not None, "withdrawn outside a change"  # noqa: S101
        editing.delete(edit.change, obj, timezone.now())

    def _recorded(
        self,
        request: HttpRequest,
        view: Callable[[], HttpResponse],
        *,
        is_withdrawing: bool = False,
    ) -> HttpResponse:
        if request.method != "POST":
            return view()
        try:
            with _editing(request, is_withdrawing=is_withdrawing):
                return view()
        except (IntegrityError, ValidationError) as error:
            for text in fields.messages(error):
                messages.error(request, f"Nothing was saved: {text}")
            return HttpResponseRedirect(request.get_full_path())


@contextmanager
def _editing(request: HttpRequest, *, is_withdrawing: bool) -> Iterator[None]:
    actor, reason = request.user.get_username(), request.POST.get("reason", "").strip()
    with recording.change(actor, reason, is_withdrawing=is_withdrawing) as change:
        request.edit = Edit(change)  # type: ignore[attr-defined]
        yield


def _bound(owner: admin.ModelAdmin, page: Page) -> Callable[[HttpRequest, str], HttpResponse]:
    def view(request: HttpRequest, object_id: str) -> HttpResponse:
        return page(owner, request, object_id)

    return view


def _edit(request: HttpRequest) -> Edit | None:
    edit: Edit | None = getattr(request, "edit", None)
    return edit


def _is_gone(record: models.Record | None) -> bool:
    return record is not None and record.identity.deleted_at is not None
