"""What must hold once the press has been read: each problem in words, none if all is well."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, pairwise
from operator import attrgetter

from django.conf import settings
from django.db.models import Count

from tests.newsstand import press, printing, site
from tracker import checking, models, outgoing, vocabularies

# A request ends on the site's side before the reader has it, and a clock ticks.
TOLERANCE = 0.1
_REDIRECTS = range(300, 400)


def problems(held: site.Press) -> list[str]:
    """Return everything that is not as it must be."""
    return [*_unread(held), *_ungrouped(held), *lasting(held)]


def lasting(held: site.Press) -> list[str]:
    """Return what is not as it must be at any time, whatever was edited."""
    found = [*_twice(), *_strangers(held), *_deletions(), *_impolite(held)]
    return [*found, *(f"the ledger differs: {difference}" for difference in checking.differences())]


def _unread(held: site.Press) -> Iterator[str]:
    texts = dict(
        models.Snapshot.objects.filter(number=1).values_list("document__canonical_url", "text")
    )
    for outlet in range(held.outlets):
        for article in held.printed(outlet):
            url = held.url(outlet, article.path)
            if url not in texts:
                yield f"not read: {url}"
            elif not _holds(texts[url], article, 0):
                yield f"not as printed: {url}"


def _holds(text: str, article: press.Article, version: int) -> bool:
    return all(sentence in text for sentence in press.sentences(article, version))


def _twice() -> Iterator[str]:
    twice = (
        models.Document.objects.values("canonical_url")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
    )
    for row in twice:
        yield f"read {row['times']} times: {row['canonical_url']}"


def _strangers(held: site.Press) -> Iterator[str]:
    """Say what was read that is no article of the press."""
    expected = held.outlets * held.articles
    if models.Document.objects.count() != expected:
        yield f"{models.Document.objects.count()} documents, not {expected}"
    for snapshot in models.Snapshot.objects.filter(text__icontains="root:x:"):
        yield f"a file of ours was read: {snapshot}"


def _ungrouped(held: site.Press) -> Iterator[str]:
    """Say which copies of one report are not of one story, and what else is of one."""
    stories: dict[int, set[int | None]] = defaultdict(set)
    reports: dict[int, set[int | None]] = defaultdict(set)
    story_of = dict(models.Document.objects.values_list("canonical_url", "story"))
    for article in chain.from_iterable(map(held.printed, range(held.outlets))):
        story = story_of.get(held.url(article.outlet, article.path))
        if story is not None:
            stories[story].add(article.report)
        if article.report is not None:
            reports[article.report].add(story)
    for report, found in reports.items():
        if len(found) != 1 or None in found:
            yield f"report {report} is {len(found)} stories"
    for story, members in stories.items():
        if len(members) > 1:
            yield f"story {story} is of {len(members)} different reports"


def _deletions() -> Iterator[str]:
    gone = models.Snapshot.objects.filter(drift=vocabularies.Drift.UNAVAILABLE)
    for snapshot in gone:
        yield f"taken for deleted: {snapshot.document.canonical_url}"
    for development in models.Development.objects.filter(kind="source.unavailable"):
        yield f"announced as deleted: {development}"


def _impolite(held: site.Press) -> Iterator[str]:
    """Say which requests the sites' own log shows to break a rule."""
    by_outlet: dict[int, list[site.Request]] = defaultdict(list)
    for request in sorted(held.log, key=attrgetter("began")):
        by_outlet[request.outlet].append(request)
        if request.agent != outgoing.user_agent():
            yield f"outlet {request.outlet}: the agent was {request.agent}"
        if request.path == printing.PRIVATE:
            yield f"outlet {request.outlet}: asked for what robots.txt forbids"
    for outlet, requests in by_outlet.items():
        if requests[0].path != "/robots.txt":
            yield f"outlet {outlet}: asked for {requests[0].path} before robots.txt"
        for before, after in pairwise(requests):
            pause = after.began - before.ended
            # Where a site sends one elsewhere, one goes at once.
            if before.status not in _REDIRECTS and pause < _spacing(held, outlet) - TOLERANCE:
                yield f"outlet {outlet}: {after.path} {pause:.2f} s after {before.path}"


def _spacing(held: site.Press, outlet: int) -> float:
    delay = held.crawl_delay if outlet < held.outlets and site.has_crawl_delay(outlet) else 0
    return max(float(settings.FETCH_SPACING_SECONDS), delay)
