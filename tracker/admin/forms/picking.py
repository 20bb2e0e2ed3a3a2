"""How records are picked in forms: by typing their names, and without scripts by their slugs."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from typing import Any

from django.contrib.admin import widgets
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker import models

_SLUGS = "-slugs"


class _BySlug(widgets.AutocompleteMixin):
    """A select that is filled by a script, with a field for slugs where there are no scripts."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the select, and what stands in its place without scripts, with unknown slugs."""
        values = value if isinstance(value, list | tuple) else [value]
        typed = [str(each) for each in values if each and not str(each).isdecimal()]
        chosen: Any = [each for each in values if str(each) not in typed]
        if not isinstance(value, list | tuple):
            chosen = None if typed else value
        select = super().render(name, chosen, attrs, renderer)  # type: ignore[misc]
        label = f"{self.field.verbose_name}: slugs of records, separated by spaces"
        return format_html(
            '{}<noscript><input type="text" name="{}" aria-label="{}" placeholder="slug" '
            'value="{}"></noscript>',
            select,
            f"{name}{_SLUGS}",
            label,
            " ".join(typed),
        )

    def _keys(self, data: Any, name: str) -> list[str]:
        """Return the keys of the records whose slugs were typed; what is no slug as it is."""
        typed = str(data.get(f"{name}{_SLUGS}", "")).replace(",", " ").split()
        target: Any = self.field.related_model
        rows = models.Identity.objects.filter(type=target.RECORD_TYPE.value, slug__in=typed)
        known = dict(rows.values_list("slug", "pk")) if typed else {}
        return [str(known.get(slug, slug)) for slug in typed]


class RecordSelect(_BySlug, widgets.AutocompleteSelect):
    """One record."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        keys = self._keys(data, name)
        return keys[0] if keys else super().value_from_datadict(data, files, name)


class RecordSelectMultiple(_BySlug, widgets.AutocompleteSelectMultiple):
    """Several records: those that are chosen, and those whose slugs are typed."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        chosen = super().value_from_datadict(data, files, name) or []
        return [*chosen, *(key for key in self._keys(data, name) if key not in chosen)]
