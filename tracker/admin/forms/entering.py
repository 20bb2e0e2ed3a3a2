"""How columns are entered: records picked by their names, no JSON, a partial date in one field."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from typing import Any

from django.contrib import admin
from django.contrib.admin import options
from django.db import models as db
from django.http import HttpRequest

from tracker import models
from tracker.admin.forms import dates, fields, picking, records, rows


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


class Entered(Searchable):
    """Forms without JSON, in which a partial date is one field."""

    def formfield_for_dbfield(
        self, db_field: "db.Field[Any, Any]", request: Any, **options: Any
    ) -> Any:
        """Return the form field; None for the precision of a date, which the date's own says."""
        if dates.is_precision(db_field):
            return None
        own = dates.form_field(db_field) or rows.form_field(db_field)
        return own or super().formfield_for_dbfield(db_field, request, **options)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Return the form field, in which a record can be named by its slug too."""
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", picking.RecordSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Return the form field, in which records can be named by their slugs too."""
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", picking.RecordSelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **options)


class PartInline(Entered, admin.StackedInline):
    """Parts of a record, edited on its page: each is a line of labelled fields, which wraps."""

    extra = 0
    form = records.PartForm
    formfield_overrides = fields.OVERRIDES

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [(None, {"fields": [tuple(self.get_fields(request, obj))]})]
