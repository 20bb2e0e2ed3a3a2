"""How it is done: what each word means, who judges, how right machines are, whose the texts are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from tracker import bars, kinds, models, vocabularies
from tracker.site import languages, pages

_WORDS: Final = (
    ("form", _("What a commitment asks")),
    ("strength", _("How firmly it was made")),
    ("verdict", _("Verdicts, which people alone give")),
    ("schedule", _("Where its deadline stands")),
    ("consistency", _("What was said since")),
    ("relation_kind", _("How words or deeds bear on a commitment")),
    ("side", _("Whose words they are")),
    ("attribution", _("How words are attributed")),
    ("review_state", _("Who has checked a development")),
    ("text_kind", _("What we hold of an article")),
    ("source_tier", _("How near a source is to what it tells")),
)
"""The vocabularies that readers meet, under a heading each."""


@dataclass(frozen=True)
class Decided:
    """How people decided on what machines flagged of a kind."""

    kind: str
    confirmed: int
    corrected: int
    dismissed: int

    @property
    def share(self) -> int:
        """The share that was confirmed as it was, in percent."""
        return round(100 * self.confirmed / (self.confirmed + self.corrected + self.dismissed))


class Method(pages.Page):
    """The page on method, made from the vocabularies and from what was measured."""

    template_name = "tracker/site/method.html"
    has_past = False
    has_json = False

    def state(self) -> object:
        return models.Bar.objects.order_by("-adopted_at").values_list("adopted_at").first()

    def context(self, **_named: Any) -> dict[str, Any]:
        language = languages.current()
        return {
            "vocabularies": [
                (heading, code, [_explained(each, language) for each in vocabularies.ALL[code]])
                for code, heading in _WORDS
            ],
            "kinds": [_explained(kind, language) for kind in _told(kinds.KINDS.values())],
            "bars": models.Bar.objects.filter(threshold__isnull=False).order_by("kind", "pk"),
            "least_precision": round(100 * bars.LEAST_PRECISION),
            "decided": _decided(),
            "contact": settings.CONTACT,
        }


def _told(known: Iterable[kinds.Kind]) -> list[kinds.Kind]:
    return [kind for kind in known if kind.is_public]


def _explained(word: Any, language: str) -> dict[str, str]:
    return {"label": word.label[language], "explanation": word.explanation[language]}


def _decided() -> list[Decided]:
    """Return how people decided on what was flagged in articles, by kind, the most first."""
    states = vocabularies.ReviewState
    counted = (
        models.Development.objects.decided()
        .values_list("kind")
        .annotate(
            confirmed=Count("pk", filter=Q(review_state=states.CONFIRMED)),
            corrected=Count("pk", filter=Q(review_state=states.CORRECTED)),
            dismissed=Count("pk", filter=Q(review_state=states.DISMISSED)),
        )
    )
    return [Decided(*row) for row in counted.order_by("kind")]
