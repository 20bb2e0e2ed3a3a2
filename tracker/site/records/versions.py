"""How two versions of a document's text differ: the words taken out and put in, side by side."""

from collections.abc import Iterator
from typing import Any, Final

import orjson
from django.utils.http import urlencode

from tracker import models, serializers
from tracker.flagging import sources as flagged
from tracker.representations import diffs
from tracker.site import pages
from tracker.timelines import lookups

_AGAINST: Final = "against"
_MOST_CHANGES: Final = 60
_MOST_CHARACTERS: Final = 4000
_ENDS: Final = 160


class VersionPage(pages.Page):
    """What changed from one version of a text to another, as far as everyone may see it."""

    template_name = "tracker/site/version.html"

    def frame(self) -> dict[str, Any]:
        """Return the frame of the present: a version, once read, stays as it is."""
        self.known_at = None
        return super().frame()

    def state(self) -> object:
        """Return how many versions were compared: some are only after they were stored."""
        return models.Comparison.objects.filter(
            snapshot__document__identity__slug=self.kwargs["slug"]
        ).count()

    def context(self, **named: Any) -> dict[str, Any]:
        number = named["number"]
        against = _number(self.request.GET.get(_AGAINST, "")) or max(1, number - 1)
        found = lookups.find("document", named["slug"])
        rows = models.Snapshot.objects.filter(document=found.key, number__in=[against, number])
        by_number = {
            row.number: row for row in rows.select_related("document__identity", "document__source")
        }
        if {against, number} != by_number.keys():
            raise pages.not_found()
        diff = diffs.diff(by_number[against], by_number[number])
        body = orjson.loads(found.body)
        return {
            "body": body,
            "diff": diff,
            "former": _version(diff.former),
            "latter": _version(diff.latter),
            "changes": list(_changes(diff))[:_MOST_CHANGES],
            "more": max(0, len(diff.changes) - _MOST_CHANGES),
            "lost": _lost(diff)[:_MOST_CHANGES],
            "json": f"{body['url']}/snapshots/{number}/diff?"
            + urlencode({_AGAINST: against, "format": "json"}),
        }


def _number(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) <= 9 else None  # noqa: PLR2004


def _version(snapshot: models.Snapshot) -> dict[str, Any]:
    return {
        "number": snapshot.number,
        "fetched_at": serializers.show_moment(snapshot.fetched_at),
        "drift": snapshot.drift,
    }


def _lost(diff: diffs.Diff) -> list[models.Citation]:
    """Return the quotes that no longer stand in the text, but for those that show an edit."""
    of_edits = {flagged.BEFORE, flagged.AFTER}
    return [each for each in diff.quotes if each.supports not in of_edits and not diff.keeps(each)]


def _changes(diff: diffs.Diff) -> Iterator[dict[str, Any]]:
    """Yield the stretches as runs of words, of what is equal no more than its ends."""
    for change in diff.changes:
        if change.change == "equal":
            yield {"runs": [_run("equal", _shortened(change.after))], "is_equal": True}
        else:
            yield {"runs": list(_runs(change)), "is_cut": change.is_cut}


def _runs(change: diffs.Change) -> Iterator[dict[str, str]]:
    if change.words:
        yield from (_run(run.change, run.text) for run in change.words)
        return
    for name, text in (("deleted", change.before), ("inserted", change.after)):
        if text:
            is_long = len(text) > _MOST_CHARACTERS
            yield _run(name, text[:_MOST_CHARACTERS] + (" …" if is_long else ""))


def _run(change: str, text: str) -> dict[str, str]:
    """Return a run of words, and apart from it the space before it, which is not marked."""
    words = text.lstrip()
    return {"change": change, "space": text[: len(text) - len(words)], "text": words}


def _shortened(text: str) -> str:
    if len(text) <= 2 * _ENDS:
        return text
    return f"{text[:_ENDS].rsplit(None, 1)[0]} … {text[-_ENDS:].split(None, 1)[-1]}"
