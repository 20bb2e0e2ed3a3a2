"""What is known on a commitment: a page of evidence, how much there is, and what was searched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.evidence import found, searched
from tracker.timelines import current, entries


@dataclass(frozen=True)
class Findings:
    """The evidence on a commitment; ``items`` are those of a page by direction."""

    commitment: dict[str, Any]
    items: dict[str, list[found.Item]]
    counts: dict[str, found.Count]
    unjudged_reports: found.Unjudged
    searched: searched.Searched

    @property
    def is_unjudged(self) -> bool:
        """Whether nothing is confirmed for the commitment or against it."""
        return not self.counts["for"].count and not self.counts["against"].count

    @property
    def found_nothing(self) -> bool:
        """Whether nothing is confirmed, and there is no report that waits to be judged."""
        return self.is_unjudged and not self.unjudged_reports.count

    @property
    def sentence(self) -> dict[str, str]:
        """In words what was found in what, by language."""
        if self.searched.until is None:
            return {
                "en": "No document has been read for this commitment yet.",
                "es": "Todavía no se ha leído ningún documento para este compromiso.",
            }
        en, es = self._read()
        if self.is_unjudged and not self.found_nothing:
            return self._unjudged(en, es)
        en, es = self._with_reported(en, es)
        if self.is_unjudged:
            return {"en": f"No evidence found in {en}.", "es": f"No se halló evidencia en {es}."}
        for_it, against = (_counted(self.counts[each], "more than") for each in ("for", "against"))
        por, contra = (_counted(self.counts[each], "más de") for each in ("for", "against"))
        return {
            "en": f"{for_it} for and {against} against; {en}.",
            "es": f"{por} a favor y {contra} en contra; {es}.",
        }

    def _unjudged(self, en: str, es: str) -> dict[str, str]:
        """Return in words that there are reports of which nobody said what they mean."""
        number, latest = self.unjudged_reports.count, self.unjudged_reports.latest
        last, ultima = (f", the latest of {latest}", f", la última del {latest}")
        last, ultima = (last, ultima) if latest else ("", "")
        informaciones = f"{number} informaci{'ón' if number == 1 else 'ones'}"
        return {
            "en": f"Reported, not judged: {number} report{_s(number)}{last}; {en}.",
            "es": f"Informado, sin valorar: {informaciones}{ultima}; {es}.",
        }

    def _read(self) -> tuple[str, str]:
        """Return in words what was read, in English and Spanish."""
        documents, outlets = self.searched.documents, self.searched.outlets
        day = f"{self.searched.until:%Y-%m-%d %H:%M UTC}"
        en = f"{documents} document{_s(documents)} of {outlets} outlet{_s(outlets)}"
        es = f"{documents} documento{_s(documents)} de {outlets} medio{_s(outlets)}"
        en, es = f"{en} read until {day}", f"{es}, leídos hasta {day}"
        silent = self.searched.silent
        if silent:
            en += f"; {silent} source{_s(silent)} with nothing new for longer than usual"
            es += f"; {silent} fuente{_s(silent)} sin novedades desde hace más de lo habitual"
        return en, es

    def _with_reported(self, en: str, es: str) -> tuple[str, str]:
        """Return the same with what is only reported."""
        reported = self.counts[found.REPORTED]
        if reported.count:
            en += f"; {_counted(reported, 'more than')} reported and not confirmed"
            es += f"; {_counted(reported, 'más de')} sin confirmar"
        return en, es


def findings(
    commitment: int, body: Mapping[str, Any], page: Iterable[entries.Entry], now: datetime
) -> Findings:
    """Return what is known on a commitment, of which ``body`` is stored, with this page of it."""
    return Findings(
        current.owner_reference("commitment", body),
        found.items(page, body["slug"]),
        found.counts(commitment),
        found.unjudged(commitment),
        searched.searched(commitment, body, now),
    )


def _s(number: int) -> str:
    return "" if number == 1 else "s"


def _counted(count: found.Count, beyond: str) -> str:
    return str(count.count) if count.is_exact else f"{beyond} {count.count}"
