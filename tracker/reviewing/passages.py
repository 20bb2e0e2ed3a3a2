"""Who speaks in each quote of a development, as people enter and correct it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tracker import models


def columns(speaker: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the columns of who spoke; empty ones for nobody."""
    said = speaker or {}
    return {
        "speaker_name": said.get("name", ""),
        "speaker_official": said.get("official"),
        "speaker_role": said.get("role", ""),
        "speaker_party": said.get("party"),
        "attributed_as": said.get("attributed_as", ""),
    }


_NOBODY: Final = columns(None)


def shown(speaker: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return who speaks, by columns, as ``columns`` takes it with slugs; None for nobody."""
    if dict(speaker) == _NOBODY:
        return None
    official, party = speaker["speaker_official"], speaker["speaker_party"]
    return {
        "name": speaker["speaker_name"],
        "official": official.slug if official else None,
        "role": speaker["speaker_role"],
        "party": party.slug if party else None,
        "attributed_as": speaker["attributed_as"],
    }


def of(quote: models.Citation) -> dict[str, Any]:
    """Return the columns of who speaks in a quote; empty ones where nobody does."""
    passage = getattr(quote, "passage", None)
    return {name: getattr(passage, name, nobody) for name, nobody in _NOBODY.items()}


def of_first(row: models.Development) -> dict[str, Any]:
    """Return the columns of who speaks in the first quote; none where no quote has a speaker."""
    if not row.passages.exists():
        return {}
    return of(row.own_citations[0])


def attribute(
    row: models.Development, quote: models.Citation, speaker: Mapping[str, Any] | None
) -> None:
    """Have ``speaker`` speak in a quote of ``row``; None for nobody."""
    models.Passage.objects.filter(citation=quote).delete()
    if speaker is not None:
        models.Passage.objects.create(development=row, citation=quote, **columns(speaker))


def follow(row: models.Development, corrected: Mapping[str, Any]) -> None:
    """Have whoever was taken to speak in ``row`` be corrected in its quotes too.

    ``row`` is as it was before. Quotes of others in it keep their speakers.
    """
    before = {name: getattr(row, name) for name in _NOBODY}
    after = {name: corrected.get(name, before[name]) for name in _NOBODY}
    if after == before:
        return
    same = models.Passage.objects.filter(development=row, **before)
    if after == _NOBODY:
        same.delete()
    else:
        same.update(**after)


def move(quotes: Iterable[int], into: models.Development) -> None:
    """Have those who speak in quotes speak in those of ``into``, to which these go."""
    models.Passage.objects.filter(citation__in=quotes).update(development=into)
