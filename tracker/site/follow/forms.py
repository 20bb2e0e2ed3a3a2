"""What people enter in order to follow something, and how it is checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tracker import vocabularies
from tracker.site import languages
from tracker.webhooks import channels


def _labels(vocabulary: type[vocabularies.Vocabulary]) -> list[tuple[str, str]]:
    language = languages.current()
    return [(member.value, member.label[language]) for member in vocabulary]


class ChosenField(forms.ChoiceField):
    """One of a vocabulary's codes, shown in the language of the page."""

    def __init__(self, vocabulary: type[vocabularies.Vocabulary], **options: Any) -> None:
        super().__init__(choices=lambda: _labels(vocabulary), **options)


class MailForm(forms.Form):
    """Where what is followed is mailed, how often, in which language."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    frequency = ChosenField(
        vocabularies.MailFrequency, label=gettext_lazy("How often"), initial="daily"
    )
    language = ChosenField(vocabularies.MailLanguage, label=gettext_lazy("Language"))


class SearchForm(forms.Form):
    """How often, and in which language, something that is followed is mailed."""

    frequency = ChosenField(vocabularies.MailFrequency, label=gettext_lazy("How often"))
    language = ChosenField(vocabularies.MailLanguage, label=gettext_lazy("Language"))


class ChannelForm(forms.Form):
    """A channel in chat: of which service, its webhook's address, what is told there."""

    format = forms.ChoiceField(label=gettext_lazy("Service"))
    url = forms.URLField(
        label=gettext_lazy("Address of the channel’s webhook"),
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    language = ChosenField(vocabularies.MailLanguage, label=gettext_lazy("Language"))
    search = forms.ChoiceField(label=gettext_lazy("What is told there"))

    def __init__(self, *args: Any, searches: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        known = dict(_labels(vocabularies.EndpointFormat))
        self.declared("format").choices = [(code, known[code]) for code in channels.HOSTS]
        self.declared("search").choices = searches

    def declared(self, name: str) -> forms.ChoiceField:
        """Return a field that has choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared above
        return field
