"""The tags of the pages' templates: addresses, dates, codes in words, quotes."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import template
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tracker import evidence, kinds, models, serializers, vocabularies
from tracker.site import bodies, dates, languages
from tracker.site.past import fields
from tracker.site.quoting import kits

register = template.Library()

Body = Mapping[str, Any]


@register.simple_tag(takes_context=True)
def page(context: template.Context, url: str, **query: str) -> str:
    """Return the page of a record, given its relative address, in this language and as of then."""
    address = languages.page(url, languages.current())
    if context.get("known_at_text"):
        query = {"known_at": context["known_at_text"], **query}
    return f"{address}?{urlencode(query)}" if query else address


@register.simple_tag
def at(path: str = "") -> str:
    """Return the address of another page in this language."""
    return (languages.prefix(languages.current()) + path) or "/"


@register.filter
def day(text: str | None) -> SafeString:
    """Return a date in words, as far as it is known, marked up for programs."""
    if not text:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', text, dates.day(text))


@register.filter
def moment(text: str) -> SafeString:
    """Return an instant in words, marked up for programs."""
    return format_html('<time datetime="{}">{}</time>', text, dates.instant(text))


@register.filter
def label(code: str, vocabulary: str) -> str:
    """Return what a code of a vocabulary is called in this language; '' of no code."""
    return vocabularies.ALL[vocabulary](code).label[languages.current()] if code else ""


@register.filter
def explained(code: str, vocabulary: str) -> str:
    """Return what a code of a vocabulary means, in this language; '' of no code."""
    return vocabularies.ALL[vocabulary](code).explanation[languages.current()] if code else ""


@register.filter
def counted(count: evidence.Count) -> str:
    """Return a number in words, where no more were counted as one that is exceeded."""
    number = str(count.count)
    return number if count.is_exact else str(_("more than %(number)s")) % {"number": number}


@register.filter
def kind_label(code: str) -> str:
    """Return what a kind of development is called in this language."""
    return kinds.EVENT_TYPES[code].label[languages.current()]


@register.simple_tag(takes_context=True)
def quote_kit(context: template.Context, citation: Body) -> kits.Kit | None:
    """Return what is needed to print a quote of the record that the page is of; None elsewhere."""
    kits = context.get("kits")
    return kits.kit(citation) if kits else None


@register.filter
def field_label(name: str) -> str:
    """Return what a field of a record is called in this language."""
    return fields.label(name)


@register.filter
def shown_fields(names: Iterable[str]) -> list[str]:
    """Return those of a record's fields that say something in words."""
    return list(filter(fields.is_shown, names))


@register.filter
def page_path(url: str) -> str:
    """Return the path of a record's page, given its relative address, without a language."""
    return languages.page(url, languages.DEFAULT)


@register.filter
def localized(texts: Mapping[str, str] | None) -> str:
    """Return a text of several languages in this one, or in whichever there is."""
    if not texts:
        return ""
    return texts.get(languages.current()) or next(iter(texts.values()), "")


@register.filter
def words(body: Body, field: str) -> dict[str, str]:
    """Return a text of a record in this language: ``text``, ``language``, ``original``.

    ``original`` is the text that it translates; '' where it is itself the original.
    """
    own = str(body.get(field) or "")
    language = body.get("language") or languages.DEFAULT
    translated = (body.get("translations") or {}).get(languages.current(), {}).get(field, "")
    if translated and language != languages.current():
        return {"text": translated, "language": languages.current(), "original": own}
    return {"text": own, "language": language, "original": ""}


register.filter("heading", bodies.heading)
register.filter("called", languages.called)


@register.filter
def url(record: models.Record) -> str:
    """Return the relative address of a record's row."""
    return serializers.address(record.RECORD_TYPE, record.slug)


@register.filter
def percent(share: float) -> str:
    """Return a share of one in whole percent."""
    return f"{round(100 * share)} %"


@register.filter
def type_plural(record_type: str) -> str:
    """Return what records of a type are called together, in this language."""
    return str(_PLURALS[record_type])


_PLURALS: Final = {
    "topic": _("Topics"),
    "party": _("Governments and organisations"),
    "official": _("People"),
    "agreement": _("Agreements"),
    "meeting": _("Meetings"),
    "event": _("Events"),
    "commitment": _("Commitments"),
    "statement": _("Statements"),
    "source": _("Sources"),
    "document": _("Articles"),
    "development": _("Developments"),
}
