"""What the pages of all records share: how they are listed, shown, and saved through the ledger."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin import options
from django.db import IntegrityError
from django.db import models as db
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from rest_framework.exceptions import ValidationError

from tracker import editing, models, recording
from tracker.admin import fields, forms, reading, withdrawals

_AT_THE_END = ("translations",)


@dataclass
class Edit:
    """A change under way, and the commitments on which its row bore before."""

    change: recording.Change
    concerned: set[models.Commitment] = field(default_factory=set)


class Searchable(options.BaseModelAdmin):
    """Form fields that are typed into, not picked from a list of everything."""

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        columns = [*self.model._meta.fields, *self.model._meta.many_to_many]
        return [
            column.name
            for column in columns
            if isinstance(column.related_model, type)
            and issubclass(column.related_model, models.Record)
        ]

    def formfield_for_dbfield(
        self, db_field: "db.Field[Any, Any]", request: Any, **options: Any
    ) -> Any:
        """Return the form field; beside a reference there is no button that withdraws a record."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = False
        return field


class PartInline(Searchable, admin.TabularInline):
    """Parts of a record, edited on its page."""

    extra = 0
    form = forms.PartForm
    formfield_overrides = fields.OVERRIDES


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
        "locked_fields",
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


class RecordAdmin(withdrawals.RestoringAdmin, BaseRecordAdmin):
    """A type of record that editors write: each save is one change of the ledger."""

    delete_confirmation_template = "tracker/withdraw.html"
    computed: ClassVar[tuple[str, ...]] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.computed, *self.about) if obj is not None else self.computed

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        options.setdefault("form", forms.RecordForm if obj is not None else forms.NewRecordForm)
        return super().get_form(request, obj, change, **options)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        names = list(self.get_fields(request, obj))
        last = [name for name in _AT_THE_END if name in names]
        shown = [name for name in self.about if name in names]
        first = [name for name in names if name not in {*last, *shown, "reason"}]
        return [
            (None, {"fields": ["reason", *first]}),
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
        return self._recorded(
            request,
            lambda: super(RecordAdmin, self).changeform_view(
                request, object_id, form_url, extra_context
            ),
        )

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        return self._recorded(
            request,
            lambda: super(RecordAdmin, self).delete_view(request, object_id, extra_context),
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
        editing.finish(edit.change, form.instance, names, edit.concerned)

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


def _edit(request: HttpRequest) -> Edit | None:
    edit: Edit | None = getattr(request, "edit", None)
    return edit


def _is_gone(record: models.Record | None) -> bool:
    return record is not None and record.identity.deleted_at is not None
