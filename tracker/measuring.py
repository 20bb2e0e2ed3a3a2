"""How the work goes: what waits, what came in and what became of it, counted from the rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Aggregate, Count, Exists, F, Max, Min, OuterRef, QuerySet, Value
from django.db.models.functions import StrIndex, Substr

from tracker import models, vocabularies
from tracker.analysis import commitments, llm

DAY = timedelta(days=1)
MOST_NAMED = 100


@dataclass(frozen=True)
class Queue:
    """What waits for a stage, and since when the oldest of it does."""

    name: str
    waiting: int
    oldest_at: datetime | None

    def age_seconds(self, now: datetime) -> float:
        """Return for how long the oldest has been waiting; 0 where nothing is due."""
        if self.oldest_at is None:
            return 0.0
        return max(0.0, (now - self.oldest_at).total_seconds())


@dataclass(frozen=True)
class Freshness:
    """A source, how many documents it gave, and when it last gave a text.

    ``duplicates`` are those of its documents that tell what another had told before. ``polling``
    is None for a source that is not polled.
    """

    slug: str
    name: str
    documents: int
    duplicates: int
    last_snapshot_at: datetime | None
    polling: models.Polling | None


@dataclass(frozen=True)
class SetAside:
    """How many texts could not be read for developments, and of which public documents."""

    count: int
    documents: list[str]


@dataclass(frozen=True)
class SecondReadings:
    """How many verdicts two persons have given, each by themselves, and how many agreed."""

    pairs: int
    agreed: int

    @property
    def rate(self) -> float | None:
        """How often they agreed, of all pairs; None without any."""
        return round(self.agreed / self.pairs, 4) if self.pairs else None


@dataclass
class Decided:
    """What people decided on a kind as it was flagged; ``stood`` counts what kept its kind."""

    confirmed: int = 0
    corrected: int = 0
    dismissed: int = 0
    stood: int = 0

    @property
    def precision(self) -> float:
        """The share of what was decided on that is of the kind as which it was flagged."""
        return round(self.stood / (self.confirmed + self.corrected + self.dismissed), 3)


@dataclass(frozen=True)
class Analysis:
    """What reads articles, its bars by kind, and how right people found what was flagged.

    What was not measured here has no bars, and all that articles mean waits.
    """

    analyser: models.Analyser
    is_measured: bool
    bars: dict[str, models.Bar]
    decided: dict[str, Decided]


def analyser() -> models.Analyser:
    """Return what reads articles now, as the explanations of what it finds say."""
    if llm.NAME == settings.ANALYSER:
        return models.Analyser(llm.NAME, settings.LLM_MODEL, llm.VERSION)
    return models.Analyser(commitments.NAME, prompt=commitments.VERSION)


def analysis() -> Analysis:
    """Return what reads articles and how right it is, as measured and as people decided."""
    reader = analyser()
    measured = models.Bar.objects.of(reader)
    bars = {bar.kind: bar for bar in measured if bar.threshold is not None}
    return Analysis(reader, bool(measured), bars, decided())


def decided() -> dict[str, Decided]:
    """Return what people decided on what articles were taken to tell, by kind as flagged."""
    as_flagged = Substr("key", 1, StrIndex("key", Value(":")) - 1)
    rows = models.Development.objects.decided().annotate(as_flagged=as_flagged)
    found: dict[str, Decided] = {}
    counts = rows.order_by("as_flagged").values_list("as_flagged", "kind", "review_state")
    for flagged, kind, state, count in counts.annotate(count=Count("pk")):
        each = found.setdefault(flagged, Decided())
        setattr(each, state, getattr(each, state) + count)
        if kind == flagged and state != vocabularies.ReviewState.DISMISSED:
            each.stood += count
    return found


def set_aside() -> SetAside:
    """Return what was set aside after several attempts; of the documents, the first hundred."""
    rows = models.Snapshot.objects.set_aside()
    public = rows.filter(document__is_public=True)
    slugs = public.values_list("document__identity__slug", flat=True)[:MOST_NAMED]
    return SetAside(rows.count(), list(dict.fromkeys(slugs)))


def queues() -> list[Queue]:
    """Return every queue, in the order in which work passes through them."""
    waiting = vocabularies.SubmissionState.WAITING
    return [
        _queue(
            "submissions", models.Submission.objects.filter(state=waiting), oldest="submitted_at"
        ),
        _queue("sources", models.Polling.objects.due(), oldest="next_poll_at"),
        _queue("articles", models.ListedArticle.objects.waiting(), oldest="next_attempt_at"),
        _queue("snapshots", models.Snapshot.objects.unflagged(), oldest="fetched_at"),
        _queue("model", models.Snapshot.objects.awaiting_model(), oldest="fetched_at"),
        _queue("revisions", models.Revision.objects.not_fanned_out(), oldest="published_at"),
        _queue("refreshes", models.Refresh.objects.unfinished(), oldest="requested_at"),
        _queue("deliveries", models.Delivery.objects.sendable(), oldest="next_attempt_at"),
    ]


def deliveries_due(now: datetime) -> int:
    """Return how many deliveries could be made at once."""
    sendable = models.Delivery.objects.sendable()
    return sendable.filter(leased_until=None, next_attempt_at__lte=now).count()


def developments_by_state() -> dict[str, int]:
    """Return how many developments that anyone may see are in each state of review.

    Of those withheld the number is nobody's business.
    """
    counted = dict(
        models.Development.objects.public()
        .values_list("review_state")
        .annotate(count=Count("pk"))
        .order_by("review_state")
    )
    dismissed = vocabularies.ReviewState.DISMISSED
    shown = [state.value for state in vocabularies.ReviewState if state != dismissed]
    return {state: counted.get(state, 0) for state in shown}


def sources() -> list[Freshness]:
    """Return the public sources by slug, each with how fresh it is."""
    public = models.Document.objects.public()
    given = _by_source(public, "source", Count("pk"))
    again = _by_source(repeated(public), "source", Count("pk"))
    last = _by_source(models.Snapshot.objects.all(), "document__source", Max("fetched_at"))
    pollings = {
        polling.pk: polling
        for polling in models.Polling.objects.filter(
            source__in=(models.polled() | models.examined()).values("pk")
        )
    }
    rows = models.Source.objects.public().order_by("identity__slug")
    return [
        Freshness(slug, name, given.get(pk, 0), again.get(pk, 0), last.get(pk), pollings.get(pk))
        for pk, slug, name in rows.values_list("pk", "identity__slug", "name")
    ]


def repeated(documents: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Return those of ``documents`` that tell a story which an earlier one had told."""
    earlier = models.Document.objects.filter(story=OuterRef("story"), pk__lt=OuterRef("pk"))
    return documents.filter(Exists(earlier.order_by()))


def second_readings() -> SecondReadings:
    """Return how often second readers agreed with the first."""
    pairs = models.ProposedVerdict.objects.pairs()
    return SecondReadings(pairs.count(), pairs.filter(verdict=F("first__verdict")).count())


def funnel(now: datetime) -> dict[str, int]:
    """Return what came in within the last day, and what became of it, step by step.

    What no row tells is left out: what was too weak to be flagged leaves none.
    What is flagged, merged and withheld are developments: a report, and each of its meanings.
    """
    since = now - DAY
    submissions = models.Submission.objects.filter(submitted_at__gt=since)
    snapshots = models.Snapshot.objects.filter(fetched_at__gt=since)
    read = models.Snapshot.objects.filter(flagged_at__gt=since)
    cited = models.Citation.objects.filter(record__type=vocabularies.RecordType.DEVELOPMENT)
    of_snapshot = cited.filter(snapshot=OuterRef("pk"))
    # A development is flagged in the moment in which the snapshot is marked as read.
    later = cited.filter(snapshot__flagged_at__gt=since).exclude(
        record__development__detected_at=F("snapshot__flagged_at")
    )
    flagged = models.Development.objects.filter(detected_at__gt=since)
    dismissed = vocabularies.ReviewState.DISMISSED
    listed = models.ListedArticle.objects
    given_up = listed.filter(state=vocabularies.SubmissionState.FAILED, settled_at__gt=since)
    failed = submissions.filter(state=vocabularies.SubmissionState.FAILED)
    return {
        "handed_in": submissions.count(),
        "polled": models.Polling.objects.filter(last_polled_at__gt=since).count(),
        "listed": listed.filter(first_seen_at__gt=since).count(),
        "failed": failed.count() + given_up.count(),
        "new": snapshots.filter(number=1).count(),
        "changed": snapshots.filter(number__gt=1).count(),
        "read": read.count(),
        "matched_nothing": read.filter(~Exists(of_snapshot)).count(),
        "flagged": flagged.count(),
        "merged": later.count(),
        "withheld": flagged.filter(is_public=False).exclude(review_state=dismissed).count(),
    }


def _by_source(rows: QuerySet[Any, Any], source: str, found: Aggregate) -> dict[int, Any]:
    """Return {key of a source: what is found in its rows}, read from an index in one pass."""
    return dict(rows.order_by().values_list(source).annotate(found=found))


def _queue(name: str, rows: QuerySet[Any, Any], *, oldest: str) -> Queue:
    found = rows.order_by().aggregate(waiting=Count("pk"), oldest=Min(oldest))
    return Queue(name, found["waiting"], found["oldest"])
