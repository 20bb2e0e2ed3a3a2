"""The quiet edits, the slips and the faults of the press, and the looks at them that follow."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from tests.newsstand import press, site
from tracker import models
from tracker.comparison import differences
from tracker.vocabularies import Drift

EDITED, OF_ONE_WORD = 50, 10
FAULTS = ("404", "410", "500", "503", "error page", "empty")
# An edit counts when two fetches that are this far apart agree.
APART = timedelta(minutes=11)
_WORDS = {"en": "not", "es": "no"}

Key = tuple[int, int]


@dataclass
class Plan:
    """Which articles are edited, which only for a moment, which fail for one, and which do not."""

    edited: dict[Key, int] = field(default_factory=dict)
    slips: dict[Key, int] = field(default_factory=dict)
    faults: dict[Key, str] = field(default_factory=dict)
    untouched: set[Key] = field(default_factory=set)

    @property
    def keys(self) -> list[Key]:
        """All articles that are looked at again."""
        return [*self.edited, *self.slips, *self.faults, *self.untouched]


def plan(held: site.Press, edited: int = EDITED, of_one_word: int = OF_ONE_WORD) -> Plan:
    """Return a plan for the press, with as many slips, faults and untouched articles as edits."""
    made = Plan()
    numbers = [number for number in range(held.articles) if not press.article(0, number).report]
    keys = [(outlet, number) for number in numbers for outlet in range(held.outlets)]
    for index, key in enumerate(keys[: 4 * edited]):
        turn = index // 4
        if index % 4 == 0:
            made.edited[key] = 1 if turn < of_one_word else 2 + turn
        elif index % 4 == 1:
            made.slips[key] = 2 + turn
        elif index % 4 == 2:
            made.faults[key] = FAULTS[turn % len(FAULTS)]
        else:
            made.untouched.add(key)
    return made


def strike(held: site.Press, planned: Plan) -> None:
    """Edit, slip and fail."""
    held.versions = {**planned.edited, **planned.slips}
    held.faults = dict(planned.faults)


def heal(held: site.Press, planned: Plan) -> None:
    """Take back what was only for a moment."""
    held.versions = dict(planned.edited)
    held.faults = {}


def look_again(held: site.Press, planned: Plan) -> None:
    """Make the next look at each article of the plan due, as if its time had come."""
    looked_at = models.Recheck.objects.filter(document__canonical_url__in=_urls(held, planned))
    looked_at.update(
        next_check_at=Now(),
        last_checked_at=F("last_checked_at") - APART,
        pending_since=F("pending_since") - APART,
    )
    hosts = models.Host.objects.filter(rechecks__in=looked_at)
    # A host that was in trouble rests longer than the run lasts.
    hosts.filter(next_allowed_at__gt=Now() + timedelta(seconds=5)).update(next_allowed_at=Now())


def still_due(held: site.Press, planned: Plan) -> int:
    """Return how many of the plan's articles wait for their look."""
    urls = _urls(held, planned)
    return models.Recheck.objects.filter(
        document__canonical_url__in=urls, next_check_at__lte=timezone.now()
    ).count()


def problems(held: site.Press, planned: Plan) -> Iterator[str]:
    """Say which edits were not told as they happened, and what was told that did not happen."""
    for key, version in planned.edited.items():
        yield from _untold(_document(held, key), press.article(*key), version)
    for key in (*planned.slips, *planned.faults, *planned.untouched):
        document = _document(held, key)
        if document.snapshots.count() != 1:
            drifts = list(document.snapshots.values_list("drift", flat=True))
            yield f"changed, though it did not: {document.canonical_url} {drifts}"
    told = models.Development.objects.filter(kind__startswith="source.").count()
    if told != len(planned.edited):
        yield f"{told} developments of sources, not {len(planned.edited)}"


def _untold(document: models.Document, article: press.Article, version: int) -> Iterator[str]:
    snapshots = list(document.snapshots.order_by("number"))
    drifts = [snapshot.drift for snapshot in snapshots]
    if drifts != [Drift.FIRST, Drift.SUBSTANTIVE]:
        yield f"an edit was not seen: {document.canonical_url} {drifts}"
        return
    former, latter = (set(press.sentences(article, number)) for number in (0, version))
    texts = [snapshot.text for snapshot in snapshots]
    changes = [
        change
        for change in differences.compare(texts[0], texts[1], article.language)
        if change.change != "equal"
    ]
    if version == 1:
        words = [word.text.strip() for change in changes for word in change.words
                 if word.change != "equal"]  # fmt: skip
        if words != [_WORDS[article.language]]:
            yield f"the one word is not the difference: {document.canonical_url} {words}"
    said = models.Development.objects.filter(kind="source.changed", subject=document.identity)
    quoted = set(said.values_list("identity__citations__exact", flat=True))
    if said.count() != 1 or not {*(former - latter), *(latter - former)} <= quoted:
        yield f"not told with the words before and after: {document.canonical_url} {quoted}"


def _urls(held: site.Press, planned: Plan) -> list[str]:
    return [held.url(outlet, press.article(outlet, number).path) for outlet, number in planned.keys]


def _document(held: site.Press, key: Key) -> models.Document:
    url = held.url(key[0], press.article(*key).path)
    return models.Document.objects.get(canonical_url=url)
